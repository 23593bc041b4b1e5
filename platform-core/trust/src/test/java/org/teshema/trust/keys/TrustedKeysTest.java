package org.teshema.trust.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;
import org.teshema.trust.sm.SoftwareSigner;

class TrustedKeysTest {
    private final Signer root = newSigner();
    private final IssuingKey one = certified(1, 200);

    @Test
    void aCertifiedKeyIsFoundByItsIndex() {
        TrustedKeys keys = TrustedKeys.of(root.publicKey(), List.of(one, certified(2, 7)));
        assertEquals(one, keys.find(1).orElseThrow());
        assertEquals(7, keys.find(2).orElseThrow().cap());
        assertTrue(keys.find(0).isEmpty()
                && keys.find(-1).isEmpty()
                && keys.find(70000).isEmpty());
    }

    @Test
    void aKeyOfAnotherRootIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> TrustedKeys.of(newSigner().publicKey(), List.of(one)));
    }

    @Test
    void anIndexIsGivenOnce() {
        List<IssuingKey> twice = List.of(one, certified(1, 5));
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(root.publicKey(), twice));
    }

    @Test
    void noStatedFieldCanBeChangedWithoutTheRoot() {
        Sm2PublicKey other = newSigner().publicKey();
        LocalDate later = one.verifyUntil().plusYears(1);
        List<IssuingKey> changed = List.of(
                copy(one, 2, one.year(), one.codeClass(), one.cap(), one.verifyUntil(), one.publicKey()),
                copy(one, 1, 2027, one.codeClass(), one.cap(), one.verifyUntil(), one.publicKey()),
                copy(one, 1, one.year(), CodeClass.NEW, one.cap(), one.verifyUntil(), one.publicKey()),
                copy(one, 1, one.year(), one.codeClass(), 201, one.verifyUntil(), one.publicKey()),
                copy(one, 1, one.year(), one.codeClass(), one.cap(), later, one.publicKey()),
                copy(one, 1, one.year(), one.codeClass(), one.cap(), one.verifyUntil(), other));
        for (IssuingKey bad : changed) {
            assertFalse(bad.certifiedBy(root.publicKey()), bad.statement());
        }
        assertTrue(one.certifiedBy(root.publicKey()));
    }

    @Test
    void theStatementIsTheDocumentedText() {
        assertEquals(
                "TESHEMA-ISSUING-KEY-V1|index 1|key-id " + one.keyId()
                        + "|year 2026|class STOCK|cap 200|sign-from 2026-01-01|sign-until 2026-12-31"
                        + "|verify-until 2041-12-31|profile SM2-SM3 1234567812345678|spki "
                        + Base64.getEncoder().encodeToString(one.publicKey().spki()) + "|",
                one.statement().replace('\n', '|'));
    }

    @Test
    void aPublishedStatementReadsBackAndNoOtherTextDoes() {
        String text = one.statement();
        assertEquals(one, IssuingKey.ofStatement(text, one.rootSignature()));
        List<String> bad = List.of(
                "",
                text + "\n",
                text.replace("index 1", "index 01"),
                text.replace("cap 200", "cap 9999999999"),
                text.replace("class STOCK", "class OTHER"),
                text.replace("2026-01-01", "2026-13-01"),
                text.replace("\n", "\r\n"),
                text.replace("key-id ", "key-id  "),
                text.replace(one.keyId(), "0123456789abcdef"),
                text.replace("year 2026\n", ""));
        for (String other : bad) {
            assertThrows(
                    IllegalArgumentException.class, () -> IssuingKey.ofStatement(other, one.rootSignature()), other);
        }
    }

    @Test
    void valuesThatCannotBeAreRefused() {
        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> certified(65536, 1));
        assertThrows(IllegalArgumentException.class, () -> certified(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> certified(1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> copy(one, 1, 2026, CodeClass.NEW, 1, day, one.publicKey()),
                "verified for a shorter time than signed");
        assertThrows(
                IllegalArgumentException.class,
                () -> copy(one, 1, 1999, CodeClass.NEW, 1, one.verifyUntil(), one.publicKey()));
    }

    private IssuingKey certified(int index, int cap) {
        return IssuingKey.certified(
                index,
                2026,
                CodeClass.STOCK,
                cap,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 12, 31),
                LocalDate.of(2041, 12, 31),
                newSigner().publicKey(),
                root);
    }

    private static IssuingKey copy(
            IssuingKey of, int index, int year, CodeClass codeClass, int cap, LocalDate until, Sm2PublicKey key) {
        return new IssuingKey(
                index,
                key.keyId(),
                year,
                codeClass,
                cap,
                of.signFrom(),
                of.signUntil(),
                until,
                key,
                of.rootSignature());
    }

    private static Signer newSigner() {
        return SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    }
}
