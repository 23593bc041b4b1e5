package org.teshema.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.plugin.Plugin;

/** The contract outlives every library: it knows the JDK's {@code java.*} and itself. */
class ApiKnowsJavaOnlyTest {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    @Test
    void no_class_of_the_contract_depends_on_anything_but_java_and_the_contract() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.teshema.api");
        assertFalse(classes.isEmpty());
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are in java.*, the contract, or annotations that leave no import", (JavaClass one) -> {
                            JavaClass base = one.isArray() ? one.getBaseComponentType() : one;
                            return base.isPrimitive()
                                    || Stream.of("java.", "org.teshema.api.", "org.osgi.annotation.")
                                            .anyMatch(base.getName()::startsWith);
                        }))
                .check(classes);
    }

    @Test
    void the_bundle_imports_nothing_of_others_and_exports_every_package_with_a_version() throws Exception {
        Attributes headers = manifest();
        for (String imported : names(headers.getValue("Import-Package"))) {
            assertTrue(
                    imported.startsWith("java.") || imported.startsWith("org.teshema.api."),
                    () -> "The API bundle imports " + imported);
        }
        assertEquals(
                packages(),
                names(headers.getValue("Export-Package")).stream().sorted().toList());
        assertTrue(
                Stream.of(headers.getValue("Export-Package").split("version=", -1))
                                .count()
                        > packages().size(),
                "every export has a version");
        assertEquals(List.of(), names(headers.getValue("DynamicImport-Package")));
    }

    private static List<String> packages() throws IOException, URISyntaxException {
        Path classes = classes();
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file.getParent()).toString().replace('/', '.'))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Attributes manifest() throws IOException, URISyntaxException {
        try (InputStream in = Files.newInputStream(classes().resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> names(String header) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        return Stream.of(QUOTED.matcher(header).replaceAll("").split(",", -1))
                .map(clause -> clause.split(";", -1)[0].strip())
                .toList();
    }
}
