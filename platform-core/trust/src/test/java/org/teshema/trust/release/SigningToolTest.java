package org.teshema.trust.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Sm2PublicKey;

class SigningToolTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String passphrase, String... arguments) {
        said.reset();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return SigningTool.run(Map.of(SigningTool.VARIABLE, passphrase), Jars.DAY, out, arguments);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_developer_makes_a_key_and_signs_a_jar_with_it() throws Exception {
        String key = folder.resolve("district.key").toString();
        Path jar = Files.write(folder.resolve("forklift.jar"), Jars.unsigned());
        assertEquals(0, run("secret", "key", key), said());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(key))));
        Sm2PublicKey open = Sm2PublicKey.ofPem(Files.readString(Path.of(key + ".pub")), KeyProfile.GM_T_0009);
        assertTrue(said().contains(open.keyId()), said());

        String[] sign = {
            "sign", jar.toString(), "--key", key, "--name", "forklift", "--version", "1.2.0", "--district", "310107"
        };
        assertEquals(1, run("wrong", sign));
        assertEquals(0, run("secret", sign), said());
        ReleaseJar release = ReleaseJar.read(Files.readAllBytes(jar));
        assertTrue(release.signedBy(open));
        assertEquals(Jars.DAY.plusDays(365), release.statement().expires());

        assertEquals(1, run("secret", "key", key), "a key is never overwritten");
        assertTrue(said().contains("overwritten"), said());
    }

    @Test
    void what_is_not_understood_is_told_with_the_usage() {
        assertEquals(2, run("secret"));
        assertEquals(2, run("secret", "sign", "x.jar", "--name", "forklift"));
        assertTrue(said().contains("--district NNNNNN"), said());
        assertEquals(2, run("secret", "sign", "x.jar", "--colour", "red"));
        assertEquals(1, run("", "key", folder.resolve("k").toString()), said());
    }
}
