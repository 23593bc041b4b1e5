package org.teshema.trust.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

class KeyRingTest {
    private static final SealedFile.Cost QUICK = new SealedFile.Cost(64, 1);
    private static final char[] PASSPHRASE = "正确的口令 correct".toCharArray();
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys.ring");
    }

    @Test
    void aNewRingHasARootAndALedgerKeyAndKeepsThem() {
        Sm2PublicKey root;
        Sm2PublicKey ledger;
        IssuingKey issued;
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            root = ring.root();
            ledger = ring.ledger().publicKey();
            issued = ring.issuingKeyFor(2026, CodeClass.STOCK);
            assertNotEquals(root, ledger);
        }
        try (KeyRing ring = open("2026-05-02T00:00:00Z")) {
            assertEquals(root, ring.root());
            assertEquals(ledger, ring.ledger().publicKey());
            assertEquals(List.of(issued), ring.issuingKeys());
            Signer signer = ring.issuer(issued.index());
            assertTrue(issued.publicKey().verify(MESSAGE, signer.sign(MESSAGE)));
            assertTrue(ledger.verify(MESSAGE, ring.ledger().sign(MESSAGE)));
        }
    }

    @Test
    void thereIsOneKeyPerYearAndClassUntilAnotherIsAskedFor() {
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            IssuingKey stock = ring.issuingKeyFor(2026, CodeClass.STOCK);
            IssuingKey fresh = ring.issuingKeyFor(2026, CodeClass.NEW);
            IssuingKey later = ring.issuingKeyFor(2027, CodeClass.STOCK);
            assertEquals(List.of(0, 1, 2), List.of(stock.index(), fresh.index(), later.index()));
            assertEquals(stock, ring.issuingKeyFor(2026, CodeClass.STOCK));

            IssuingKey second = ring.newIssuingKey(2026, CodeClass.STOCK, 5);
            assertEquals(3, second.index());
            assertEquals(5, second.cap());
            assertEquals(second, ring.issuingKeyFor(2026, CodeClass.STOCK));
            assertEquals(stock, ring.find(0).orElseThrow());
            assertTrue(ring.find(4).isEmpty());
            assertTrue(ring.find(-1).isEmpty());
        }
    }

    @Test
    void aKeySignsInItsYearAndVerifiesFifteenMore() {
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            IssuingKey key = ring.issuingKeyFor(2026, CodeClass.REPLACEMENT);
            assertEquals(LocalDate.of(2026, 1, 1), key.signFrom());
            assertEquals(LocalDate.of(2026, 12, 31), key.signUntil());
            assertEquals(LocalDate.of(2041, 12, 31), key.verifyUntil());
            assertTrue(key.signsOn(key.signUntil()) && key.signsOn(key.signFrom()));
            assertFalse(key.signsOn(LocalDate.of(2027, 1, 1)) || key.signsOn(LocalDate.of(2025, 12, 31)));
            assertTrue(key.verifiesOn(key.verifyUntil()));
            assertFalse(key.verifiesOn(LocalDate.of(2042, 1, 1)));
        }
    }

    @Test
    void noKeySignsBeforeOrAfterItsDaysInTheCitysZone() {
        SettableClock clock = new SettableClock("2026-12-31T15:59:59Z");
        try (KeyRing ring = KeyRing.open(file, PASSPHRASE, clock, QUICK)) {
            int index = ring.issuingKeyFor(2026, CodeClass.STOCK).index();
            Signer signer = ring.issuer(index);
            signer.sign(MESSAGE);
            clock.now = Instant.parse("2026-12-31T16:00:00Z"); // the new year has come to Shanghai
            KeyRingException refused = assertThrows(KeyRingException.class, () -> signer.sign(MESSAGE));
            assertTrue(refused.getMessage().contains("2026-12-31"), refused.getMessage());
            assertThrows(KeyRingException.class, () -> ring.issuer(index));
            int next = ring.issuingKeyFor(2028, CodeClass.STOCK).index();
            assertThrows(KeyRingException.class, () -> ring.issuer(next));
            assertThrows(KeyRingException.class, () -> ring.issuer(77));
        }
    }

    @Test
    void aClosedRingSignsNothing() {
        KeyRing ring = open("2026-05-01T00:00:00Z");
        Signer ledger = ring.ledger();
        Signer issuer = ring.issuer(ring.issuingKeyFor(2026, CodeClass.STOCK).index());
        ring.close();
        ring.close();
        assertThrows(KeyRingException.class, () -> ledger.sign(MESSAGE));
        assertThrows(KeyRingException.class, () -> issuer.sign(MESSAGE));
        assertThrows(KeyRingException.class, ring::root);
        assertThrows(KeyRingException.class, () -> ring.newIssuingKey(2026, CodeClass.STOCK, 1));
    }

    @Test
    void aWrongPassphraseIsSaidInWordsAndChangesNothing() throws IOException {
        open("2026-05-01T00:00:00Z").close();
        byte[] before = Files.readAllBytes(file);
        KeyRingException refused = assertThrows(
                KeyRingException.class,
                () -> KeyRing.open(file, "wrong".toCharArray(), at("2026-05-01T00:00:00Z"), QUICK));
        assertTrue(refused.getMessage().contains("口令") && refused.getMessage().contains("passphrase"));
        assertEquals(Arrays.toString(before), Arrays.toString(Files.readAllBytes(file)));
        assertThrows(KeyRingException.class, () -> KeyRing.open(file, new char[0], at("2026-05-01T00:00:00Z"), QUICK));
        open("2026-05-01T00:00:00Z").close();
    }

    @Test
    void anyAlteredByteOfTheFileIsNoticed() throws IOException {
        open("2026-05-01T00:00:00Z").close();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThrows(KeyRingException.class, () -> open("2026-05-01T00:00:00Z"), "byte " + i);
        }
        for (int length : new int[] {0, 1, 20, good.length / 2, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThrows(KeyRingException.class, () -> open("2026-05-01T00:00:00Z"), "length " + length);
        }
        Files.write(file, good);
        open("2026-05-01T00:00:00Z").close();
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        open("2026-05-01T00:00:00Z").close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        for (String open : List.of("rw-r-----", "rw----r--", "rw-rw-rw-", "rw-----w-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            KeyRingException refused = assertThrows(KeyRingException.class, () -> open("2026-05-01T00:00:00Z"));
            assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        open("2026-05-01T00:00:00Z").close();
    }

    @Test
    void oneProcessAtATimeHasTheFileOpen() {
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            KeyRingException refused = assertThrows(KeyRingException.class, () -> open("2026-05-01T00:00:00Z"));
            assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
            ring.issuingKeyFor(2026, CodeClass.STOCK);
        }
        open("2026-05-01T00:00:00Z").close();
    }

    @Test
    void nothingIsLeftBesideTheFileButItsLock() throws IOException {
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            for (int i = 0; i < 20; i++) {
                ring.newIssuingKey(2026, CodeClass.NEW, 1);
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("keys.ring", "keys.ring.lock"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aMissingFolderIsSaidInWords() {
        Path nowhere = folder.resolve("absent").resolve("keys.ring");
        KeyRingException refused = assertThrows(
                KeyRingException.class, () -> KeyRing.open(nowhere, PASSPHRASE, at("2026-05-01T00:00:00Z"), QUICK));
        assertTrue(refused.getMessage().contains("absent"), refused.getMessage());
    }

    @Test
    void theFileSaysNoPrivateKeyInTheClear() throws IOException {
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            ring.issuingKeyFor(2026, CodeClass.STOCK);
        }
        String text = Files.readString(file);
        assertTrue(text.startsWith("TESHEMA-KEY-RING-V1\nkdf argon2id memory-kib=64 passes=1 lanes=1 salt="));
        String again;
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            ring.newIssuingKey(2026, CodeClass.STOCK, 1);
            again = Files.readString(file);
        }
        assertNotEquals(text.lines().toList().get(2), again.lines().toList().get(2), "a nonce is used once");
    }

    @Test
    void theUsualCostIsMemoryHardAndOpens() {
        KeyRing.open(file, PASSPHRASE, at("2026-05-01T00:00:00Z")).close();
        KeyRing.open(file, PASSPHRASE, at("2026-05-01T00:00:00Z")).close();
        assertEquals(65536, SealedFile.Cost.STANDARD.memoryKib());
    }

    private KeyRing open(String now) {
        return KeyRing.open(file, PASSPHRASE, at(now), QUICK);
    }

    private static Clock at(String now) {
        return Clock.fixed(Instant.parse(now), ZoneId.of("Asia/Shanghai"));
    }

    private static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(String now) {
            this.now = Instant.parse(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void a_ring_made_before_there_was_a_gate_gets_its_key_once_and_keeps_all_others() {
        open("2026-05-01T00:00:00Z").close();
        SealedFile.Opened opened = SealedFile.open(file, PASSPHRASE, new java.security.SecureRandom());
        byte[] now = opened.content();
        byte[] before = new byte[now.length - 32];
        System.arraycopy(now, 0, before, 0, 65);
        System.arraycopy(now, 97, before, 65, now.length - 97);
        before[0] = 1;
        opened.file().write(before);
        String gate;
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            gate = ring.gate().publicKey().keyId();
        }
        try (KeyRing ring = open("2026-05-01T00:00:00Z")) {
            assertEquals(gate, ring.gate().publicKey().keyId());
            assertEquals(
                    0,
                    java.util.Arrays.compare(KeySet.read(now, file, null).root().bytes(), 0, 32, now, 1, 33));
            assertEquals(
                    KeySet.read(now, file, null).root().signer().publicKey().keyId(),
                    ring.root().keyId());
        }
    }
}
