package org.teshema.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.SoftwareSigner;

class VerifyScriptTest {
    private static final CodePrefix PREFIX = CodePrefix.parse("https://s.sh.gov.cn/s/");

    @TempDir
    private Path folder;

    @Test
    void the_commands_on_the_page_verify_a_real_code_and_no_other() throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        SoftwareSigner signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, random);
        byte[] id = new byte[CodeId.LENGTH];
        random.nextBytes(id);
        CodePayload payload = new CodePayload(CodePayload.SUITE_SM2, 513, new CodeId(id), 7, LocalDate.of(2026, 3, 1));
        String text = new SignedCodeV1(index -> Optional.empty(), Clock.systemUTC()).issue(PREFIX, payload, signer);
        Files.writeString(folder.resolve("key.pem"), signer.publicKey().pem());
        Files.writeString(
                folder.resolve("verify.sh"),
                Assets.text("verify.sh").replace("@PREFIX@", PREFIX.url()).replace("@DISTID@", "1234567812345678"));

        Process genuine = run(PREFIX.url() + text);
        String told = new String(genuine.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, genuine.waitFor(), told);
        assertTrue(told.contains("index 513"), told);
        assertTrue(told.contains("Signature Verified Successfully"), told);

        char last = text.charAt(text.length() - 1);
        String forged = text.substring(0, text.length() - 1) + (last == '9' ? '8' : '9');
        assertNotEquals(0, run(PREFIX.url() + forged).waitFor());
    }

    private Process run(String code) throws IOException {
        return new ProcessBuilder("sh", "verify.sh", code)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
