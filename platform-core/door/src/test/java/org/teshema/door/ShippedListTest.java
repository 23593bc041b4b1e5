package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedListTest {
    @TempDir
    Path home;

    @Test
    void every_jar_of_a_distribution_is_on_its_list_and_nothing_else() throws IOException {
        byte[] one = bytes("one");
        byte[] two = bytes("two");
        Files.createDirectories(home.resolve("system/org/example"));
        Files.createDirectories(home.resolve("deploy"));
        Files.createDirectories(home.resolve("etc"));
        Files.write(home.resolve("system/org/example/one.jar"), one);
        Files.write(home.resolve("deploy/two.jar"), two);
        Files.write(home.resolve("deploy/README"), bytes("words"));
        Files.write(home.resolve("etc/three.jar"), bytes("three"));

        ShippedListTool.main(home.toString());

        ShippedList list = ShippedList.read(home.resolve(ShippedList.PATH));
        assertEquals(2, list.size());
        assertTrue(list.holds(Sm3.hex(one)));
        assertTrue(list.holds(Sm3.hex(two)));
        assertFalse(list.holds(Sm3.hex(bytes("three"))));
        assertTrue(Files.readString(home.resolve(ShippedList.PATH)).contains("  system/org/example/one.jar\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "teshema-shipped-v1\n",
                "teshema-shipped-v2\n0000000000000000000000000000000000000000000000000000000000000000  a.jar\n",
                "teshema-shipped-v1\n000000  a.jar\n",
                "teshema-shipped-v1\n0000000000000000000000000000000000000000000000000000000000000000  a.jar\n\n*\n"
            })
    void what_is_no_list_opens_nothing(String text) throws IOException {
        Path file = Files.writeString(home.resolve("list"), text);
        assertThrows(IOException.class, () -> ShippedList.read(file));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
