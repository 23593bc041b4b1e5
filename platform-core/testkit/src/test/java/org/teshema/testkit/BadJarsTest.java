package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.testkit.Bad.JAR;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A jar that asks for more than the API is told what. */
class BadJarsTest {
    @Test
    void a_jar_that_asks_for_too_much_is_told_what() {
        assertJar(
                "Import-Package", "org.teshema.api.plugin;version=\"[1.0,2)\",javax.sql", "The jar imports javax.sql;");
        assertJar(
                "Import-Package",
                "org.teshema.api.plugin;version=\"[1.0,2)\",org.slf4j;org.example.other;version=\"[1,2)\"",
                "The jar imports org.example.other;");
        assertJar(
                "Import-Package",
                "org.teshema.api.plugin;version=\"[1.0,2)\",org.teshema.engine.codes;version=\"[0.1,1)\"",
                "The jar imports org.teshema.engine.codes;");
        assertJar("Import-Package", "org.teshema.api.plugin;version=\"1.0\"", "org.teshema.api.plugin in 1.0;");
        assertJar("Import-Package", "org.teshema.api.plugin", "org.teshema.api.plugin in any version;");
        assertJar("Import-Package", "java.util", "does not import org.teshema.api.plugin");
        assertJar("Export-Package", "org.example.trucks;version=\"1.0\"", "has no Export-Package");
        assertJar("Require-Bundle", "org.teshema.engine", "has no Require-Bundle");
        assertJar("Fragment-Host", "org.teshema.engine", "has no Fragment-Host");
        assertJar("DynamicImport-Package", "*", "has no DynamicImport-Package");
        assertJar("Bundle-NativeCode", "lib.so", "has no Bundle-NativeCode");
        assertJar("Bundle-Activator", "org.example.Activator", "has no Bundle-Activator");
        assertJar("Service-Component", "", "needs @Component(service = Plugin.class)");
    }

    private static void assertJar(String header, String value, String words) {
        Map<String, String> failures = Suspect.failuresOfJar(Map.of(header, value));
        assertEquals(Set.of(JAR), failures.keySet(), () -> header + ": " + value);
        assertTrue(failures.get(JAR).contains(words), () -> failures.get(JAR));
    }
}
