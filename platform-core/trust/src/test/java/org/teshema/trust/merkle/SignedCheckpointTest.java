package org.teshema.trust.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

class SignedCheckpointTest {
    private final Signer signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    private final Checkpoint checkpoint = new Checkpoint(
            "s.sh.gov.cn/ledger", 1234, Merkle.SM3.leafHash(new byte[0]), Instant.parse("2026-05-01T02:03:04Z"));
    private final SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, signer);

    @Test
    void aSignedCheckpointReadsBackAndVerifies() {
        SignedCheckpoint read = SignedCheckpoint.parse(signed.note());
        assertEquals(signed, read);
        assertEquals(checkpoint, read.checkpoint());
        assertTrue(read.verify(signer.publicKey()));
        assertTrue(signed.note().startsWith("s.sh.gov.cn/ledger\n1234\n"), signed.note());
    }

    @Test
    void anotherKeyDidNotSignIt() {
        Signer other = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
        assertFalse(signed.verify(other.publicKey()));
        SignedCheckpoint renamed =
                new SignedCheckpoint(checkpoint, other.publicKey().keyId(), signed.signature());
        assertFalse(renamed.verify(other.publicKey()));
        assertFalse(renamed.verify(signer.publicKey()));
    }

    @Test
    void noChangedCharacterIsAccepted() {
        String note = signed.note();
        int parsed = 0;
        for (int at = 0; at < note.length(); at++) {
            for (char c : new char[] {'0', 'A', '\n', ' ', '='}) {
                if (note.charAt(at) == c) {
                    continue;
                }
                String changed = note.substring(0, at) + c + note.substring(at + 1);
                try {
                    assertFalse(SignedCheckpoint.parse(changed).verify(signer.publicKey()), changed);
                    parsed++;
                } catch (IllegalArgumentException refused) {
                    assertTrue(refused.getMessage().contains(" / "), refused.getMessage());
                }
            }
        }
        assertTrue(parsed > 100, "parsed " + parsed);
    }

    @Test
    void thereIsOneSpelling() {
        String note = signed.note();
        List<String> others = List.of(
                "",
                note + "\n",
                note.substring(0, note.length() - 1),
                note.replace("\n", "\r\n"),
                note.replace("1234", "01234"),
                note.replace("1234", "+1234"),
                note.replace("1234", "-1"),
                note.replace("1234", "9223372036854775807"),
                note.replace("1234", "99999999999999999999"),
                note.replace("02:03:04Z", "02:03:04.000Z"),
                note.replace("2026-05-01T02:03:04Z", "yesterday"),
                note.replace("time ", "time  "),
                note.replace("s.sh", "s sh"),
                note.replace("— ", "- "),
                note + "— 0000000000000000 AAAA\n",
                "x".repeat(5000));
        for (String other : others) {
            assertThrows(IllegalArgumentException.class, () -> SignedCheckpoint.parse(other), other);
        }
    }

    @Test
    void valuesThatCannotBeAreRefused() {
        byte[] root = checkpoint.root();
        Instant time = checkpoint.time();
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint("", 1, root, time));
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint("a\nb", 1, root, time));
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint("a", -1, root, time));
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint("a", 1, new byte[31], time));
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint("a", 1, root, time.plusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> new SignedCheckpoint(checkpoint, "short", new byte[64]));
    }
}
