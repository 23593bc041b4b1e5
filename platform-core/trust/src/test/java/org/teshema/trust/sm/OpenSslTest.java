package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL is a stranger's tool: what it and the platform agree on, a stranger can check. */
class OpenSslTest {
    private static final byte[] MESSAGE = "特种设备码 special-equipment code\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void opensslVerifiesWhatThePlatformSigns() throws Exception {
        for (int i = 0; i < 3; i++) {
            Signer signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
            Files.writeString(folder.resolve("p.pem"), signer.publicKey().pem());
            Files.write(folder.resolve("msg"), MESSAGE);
            byte[] der = Signatures.toDer(signer.sign(MESSAGE));
            Files.write(folder.resolve("sig.der"), der);
            assertEquals(0, verify("1234567812345678"));
            assertFalse(verify("1234567812345679") == 0, "another id");
        }
        Files.write(folder.resolve("msg"), "another message".getBytes(StandardCharsets.UTF_8));
        assertFalse(verify("1234567812345678") == 0, "another message");
    }

    @Test
    void thePlatformVerifiesWhatOpensslSigns() throws Exception {
        Files.write(folder.resolve("msg"), MESSAGE);
        assertEquals(0, openssl("genpkey", "-algorithm", "SM2", "-out", "k.pem"));
        assertEquals(0, openssl("pkey", "-in", "k.pem", "-pubout", "-out", "p.pem"));
        Sm2PublicKey key = Sm2PublicKey.ofPem(Files.readString(folder.resolve("p.pem")), KeyProfile.GM_T_0009);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, openssl(arguments("-sign", "1234567812345678", "-inkey", "k.pem", "-out", "sig.der")));
            byte[] raw = Signatures.fromDer(Files.readAllBytes(folder.resolve("sig.der")));
            assertTrue(key.verify(MESSAGE, raw));
            assertFalse(key.verify("another message".getBytes(StandardCharsets.UTF_8), raw));
        }
    }

    @Test
    void opensslReckonsTheSameCodeOfAMessage() throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String secret = HexFormat.of().formatHex(key);
        Files.write(folder.resolve("body.json"), MESSAGE);
        // As docs/webhook.md says it.
        assertEquals(0, openssl("dgst", "-sm3", "-mac", "HMAC", "-macopt", "hexkey:" + secret, "body.json"));
        String said = Files.readString(folder.resolve("out")).strip();
        String code = HexFormat.of().formatHex(HmacSm3.of(key, MESSAGE));
        assertTrue(said.endsWith("= " + code), said);
        key[0] ^= 1;
        assertFalse(said.endsWith(HexFormat.of().formatHex(HmacSm3.of(key, MESSAGE))), "another key");
    }

    private int verify(String id) throws IOException, InterruptedException {
        return openssl(arguments("-verify", id, "-pubin", "-inkey", "p.pem", "-sigfile", "sig.der"));
    }

    private static String[] arguments(String what, String id, String... more) {
        List<String> all = new ArrayList<>(List.of("pkeyutl", what, "-in", "msg", "-rawin", "-digest", "sm3"));
        all.addAll(List.of("-pkeyopt", "distid:" + id));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl does not answer");
        return process.exitValue();
    }
}
