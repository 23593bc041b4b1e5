package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Settings SETTINGS = new Settings(
            Mode.DEVELOPER,
            List.of(Path.of("/opt/city/system"), Path.of("/opt/city/data/cache")),
            Optional.of(Path.of("/var/my plugins")),
            List.of("mvn:org.example/"));

    @Test
    void the_platform_keeps_what_lies_under_its_own_folders() {
        assertTrue(SETTINGS.keeps(Path.of("/opt/city/system/a/b.jar")));
        assertTrue(SETTINGS.keeps(Path.of("/opt/city/data/cache/bundle7/version0.0/bundle.jar")));
        assertFalse(SETTINGS.keeps(Path.of("/opt/city/system/../../evil.jar")));
        assertFalse(SETTINGS.keeps(Path.of("/opt/city/systems/evil.jar")));
        assertFalse(SETTINGS.keeps(Path.of("/tmp/evil.jar")));
    }

    @Test
    void a_location_of_the_plugin_folder_is_known_by_its_path() {
        assertTrue(SETTINGS.isInFolder("file:/var/my%20plugins/a.jar"));
        assertTrue(SETTINGS.isInFolder("file:/var/my plugins/a.jar"));
        assertFalse(SETTINGS.isInFolder("file:/var/my%20plugins/../a.jar"));
        assertFalse(SETTINGS.isInFolder("file:/var/my%20plugins-too/a.jar"));
        assertFalse(SETTINGS.isInFolder("reference:file:/var/my%20plugins/a.jar"));
        assertFalse(SETTINGS.isInFolder("file:a.jar"));
        assertFalse(SETTINGS.isInFolder("file:%zz"));
        assertTrue(SETTINGS.isAlso("mvn:org.example/a/1"));
        assertFalse(SETTINGS.isAlso("mvn:org.examples/a/1"));
    }

    @Test
    void without_a_word_it_is_production() {
        assertEquals(Mode.PRODUCTION, Mode.of(null));
        assertEquals(Mode.PRODUCTION, Mode.of(" "));
        assertEquals(Mode.PRODUCTION, Mode.of("production"));
        assertEquals(Mode.DEVELOPER, Mode.of(" developer "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Developer", "dev", "open", "production,developer", "${mode}"})
    void another_word_is_none(String word) {
        assertThrows(IllegalArgumentException.class, () -> Mode.of(word));
    }
}
