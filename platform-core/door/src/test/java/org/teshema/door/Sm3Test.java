package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm3Test {
    @TempDir
    Path folder;

    @Test
    void the_examples_of_the_standard_come_out() {
        assertEquals(
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                Sm3.hex("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
                Sm3.hex("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII)));
        assertEquals("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b", Sm3.hex(new byte[0]));
    }

    @Test
    void it_is_the_hash_that_others_compute_whatever_the_length_and_the_parts() {
        var random = new Random(2026);
        for (int length = 0; length < 400; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertEquals(elsewhere(bytes), Sm3.hex(bytes), "of " + length + " bytes");
            var inParts = new Sm3();
            int cut = random.nextInt(length + 1);
            inParts.add(bytes, cut);
            byte[] rest = Arrays.copyOfRange(bytes, cut, length);
            inParts.add(rest, rest.length);
            assertEquals(elsewhere(bytes), HexFormat.of().formatHex(inParts.end()), length + " cut at " + cut);
        }
    }

    @Test
    void a_file_hashes_as_its_bytes() throws Exception {
        byte[] bytes = new byte[200_001];
        new Random(7).nextBytes(bytes);
        assertEquals(elsewhere(bytes), Sm3.hex(Files.write(folder.resolve("file"), bytes)));
    }

    private static String elsewhere(byte[] bytes) {
        var digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }
}
