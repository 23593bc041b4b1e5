package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.time.CityClock;

class CityKeysTest {
    @TempDir
    private Path folder;

    @Test
    void the_first_start_draws_a_passphrase_for_the_owner_alone_and_the_second_uses_it() throws IOException {
        Path file = folder.resolve("keys/passphrase");
        Passphrase first = Passphrase.find(Optional.empty(), file, false);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(first.isDrawn() && first.characters().length >= 32);
        Passphrase second = Passphrase.find(Optional.empty(), file, true);
        assertArrayEquals(first.characters(), second.characters());
        assertFalse(second.isDrawn(), "a person may have changed it since");
    }

    @Test
    void guesses_are_slowed_down_where_a_person_thought_of_the_passphrase_and_not_where_it_was_drawn()
            throws IOException {
        new CityKeys(config(), new CityClock()).close();
        assertTrue(Files.readString(folder.resolve("keys/city.keys")).contains(" memory-kib=64 passes=1 "));
        Files.delete(folder.resolve("keys/city.keys"));
        CityKeys.open(config(), new CityClock(), Optional.of("thought of")).close();
        assertTrue(Files.readString(folder.resolve("keys/city.keys")).contains(" memory-kib=65536 passes=3 "));
    }

    @Test
    void of_every_format_that_the_city_reads_a_sample_is_kept_and_of_no_other() throws IOException {
        var kept = new TreeSet<String>();
        try (var samples = Files.list(Path.of("../../docs/formats/samples"))) {
            for (Path sample : samples.toList()) {
                Files.readAllLines(sample).stream()
                        .filter(line -> line.startsWith("format: "))
                        .forEach(line -> kept.add(line.substring("format: ".length())));
            }
        }
        try (CityKeys keys = new CityKeys(config(), new CityClock())) {
            assertEquals(new TreeSet<>(keys.reader().formats()), kept);
        }
    }

    @Test
    void the_environment_comes_first_and_leaves_no_file() {
        Path file = folder.resolve("passphrase");
        assertEquals(
                "given",
                new String(Passphrase.find(Optional.of("given"), file, false).characters()));
        assertTrue(Files.notExists(file));
    }

    @Test
    void a_passphrase_that_others_may_read_is_refused() throws IOException {
        Path file = folder.resolve("passphrase");
        Files.writeString(file, "secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var problem = assertThrows(IllegalStateException.class, () -> Passphrase.find(Optional.empty(), file, true));
        assertTrue(problem.getMessage().contains("chmod 600"), problem.getMessage());
    }

    @Test
    void keys_without_their_passphrase_are_not_given_a_new_one() {
        Path file = folder.resolve("passphrase");
        assertThrows(IllegalStateException.class, () -> Passphrase.find(Optional.empty(), file, true));
        assertTrue(Files.notExists(file));
    }

    @Test
    void the_same_keys_open_again_and_only_with_the_right_passphrase() {
        String root;
        try (CityKeys keys = new CityKeys(config(), new CityClock())) {
            root = keys.root().keyId();
            assertEquals("https://s.sh.gov.cn/s/", keys.prefix().url());
        }
        assertTrue(Files.exists(folder.resolve("keys/city.keys")));
        try (CityKeys keys = new CityKeys(config(), new CityClock())) {
            assertEquals(root, keys.root().keyId());
        }
        assertThrows(
                IllegalStateException.class,
                () -> CityKeys.open(config(), new CityClock(), Optional.of("a wrong one")));
    }

    /** The defaults, with the keys in this test's folder. */
    private CityKeys.Config config() {
        Map<String, Object> set = Map.of("folder", folder.resolve("keys").toString());
        return (CityKeys.Config) Proxy.newProxyInstance(
                CityKeys.class.getClassLoader(),
                new Class<?>[] {CityKeys.Config.class},
                (proxy, method, arguments) -> set.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
