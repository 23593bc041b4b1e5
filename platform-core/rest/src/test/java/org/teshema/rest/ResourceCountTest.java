package org.teshema.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceCountTest {
    private static final List<JavaClass> RESOURCES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.teshema.rest").stream()
                    .filter(type -> type.isAssignableTo(RestResource.class) && !type.isInterface())
                    .toList();

    @Test
    void the_hub_waits_for_as_many_resources_as_there_are() {
        assertEquals(
                RESOURCES.size(),
                Hub.RESOURCES,
                "Hub.RESOURCES must be the number of classes that implement RestResource: "
                        + RESOURCES.stream()
                                .map(JavaClass::getSimpleName)
                                .sorted()
                                .toList());
    }

    @Test
    void a_resource_is_a_final_class_with_a_path_named_after_what_it_serves() {
        for (JavaClass resource : RESOURCES) {
            assertTrue(resource.isAnnotatedWith(Path.class), resource.getName());
            assertTrue(resource.getModifiers().contains(JavaModifier.FINAL), resource.getName());
            assertTrue(resource.getSimpleName().endsWith("Resource"), resource.getName());
        }
    }
}
