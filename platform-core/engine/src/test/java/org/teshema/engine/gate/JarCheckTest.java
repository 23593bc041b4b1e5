package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.text.Text;

class JarCheckTest {
    private static final JarCheck CHECK = new JarCheck(JarCheck.exported(
            "org.teshema.api.plugin;uses:=\"a,b\";version=\"1.0.0\",org.teshema.api.text;version=\"1.0.0\""));

    @Test
    void a_jar_that_asks_for_the_api_and_slf4j_comes_in() {
        assertEquals(
                Optional.empty(),
                refusal("java.util,org.slf4j;version=\"[1.7,2)\",org.teshema.api.plugin;version=\"[1.0,2)\","
                        + "org.teshema.api.text;version=\"[1.0,2)\""));
    }

    @Test
    void a_jar_for_another_api_range_is_told_what_it_needs_and_what_there_is() {
        Text reason = refusal("org.teshema.api.plugin;version=\"[2.0,3)\"").orElseThrow();
        assertTrue(reason.zh().startsWith("需要 org.teshema.api.plugin [2.0.0,3.0.0)，本平台提供 1.0.0"), reason.zh());
        assertTrue(reason.en().contains("provides 1.0.0"), reason.en());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.sql",
                "org.osgi.framework;version=\"[1.9,2)\"",
                "org.teshema.engine.codes",
                "org.slf4j.spi",
                "jakarta.servlet",
                "org.teshema.apix",
                "org.example;resolution:=optional"
            })
    void every_other_import_is_refused_by_name(String imported) {
        Text reason = refusal("org.teshema.api.plugin;version=\"[1.0,2)\"," + imported)
                .orElseThrow();
        assertTrue(reason.zh().contains(imported.split(";", -1)[0]), reason.zh());
    }

    @Test
    void a_package_of_the_api_that_is_not_there_is_named() {
        assertTrue(refusal("org.teshema.api.jobs;version=\"[1.0,2)\"")
                .orElseThrow()
                .en()
                .contains("org.teshema.api.jobs"));
    }

    @ParameterizedTest
    @CsvSource({
        "Fragment-Host, org.teshema.engine",
        "Require-Bundle, org.teshema.engine",
        "DynamicImport-Package, *",
        "Bundle-NativeCode, lib.so",
        "Bundle-Activator, org.example.Activator",
        "Export-Package, org.example"
    })
    void what_a_plugin_must_not_be_is_refused(String header, String value) {
        Text reason = CHECK.refusal(Map.of("Import-Package", "org.teshema.api.plugin", header, value))
                .orElseThrow();
        assertTrue(reason.zh().contains(header) && reason.zh().contains(value), reason.zh());
    }

    @Test
    void only_a_jar_that_imports_the_plugin_contract_looks_like_a_plugin() {
        assertTrue(JarCheck.looksLikePlugin(Map.of("Import-Package", "java.util,org.teshema.api.plugin")));
        assertFalse(JarCheck.looksLikePlugin(Map.of("Import-Package", "org.teshema.api.text")));
        assertFalse(JarCheck.looksLikePlugin(Map.of()));
    }

    private static Optional<Text> refusal(String imports) {
        return CHECK.refusal(Map.of("Import-Package", imports));
    }
}
