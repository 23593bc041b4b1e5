package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class RecalledJarTest {
    @Test
    void its_classes_are_changed_as_those_of_a_bundle_and_all_else_is_as_it_was() throws IOException {
        byte[] loops = RecalledJarTest.class
                .getResourceAsStream("RecalledGallery.class")
                .readAllBytes();
        byte[] words = {1, 2, 3};

        Map<String, byte[]> files =
                files(RecalledJar.of(JarBytes.of(Map.of("a/RecalledGallery.class", loops, "a/words.csv", words))));

        assertEquals(2, files.size());
        assertArrayEquals(RecalledCode.of(loops), files.get("a/RecalledGallery.class"));
        assertArrayEquals(words, files.get("a/words.csv"));
    }

    private static Map<String, byte[]> files(byte[] jar) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
