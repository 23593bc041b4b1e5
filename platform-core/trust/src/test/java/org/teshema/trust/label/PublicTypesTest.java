package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicTypesTest {

    @Test
    void noTypeOfZxingOrPdfboxShowsInAPublicSignature() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.teshema.trust.symbol", "org.teshema.trust.label");
        List<JavaCodeUnit> visible = classes.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
        assertFalse(visible.isEmpty());
        List<String> leaks = visible.stream()
                .flatMap(unit -> Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                        .map(JavaClass::getName)
                        .filter(name -> name.startsWith("com.google.zxing") || name.startsWith("org.apache."))
                        .map(name -> unit.getFullName() + " shows " + name))
                .toList();
        assertEquals(List.of(), leaks);
    }
}
