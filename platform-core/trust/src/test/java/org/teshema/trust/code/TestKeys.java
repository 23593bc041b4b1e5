package org.teshema.trust.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.Signer;

/** One key ring in a folder of its own for all tests of this package; Argon2id is not run again for each. */
final class TestKeys {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Clock CLOCK = at("2026-05-01T02:00:00Z");
    static final KeyRing RING = ring();
    static final IssuingKey STOCK = RING.issuingKeyFor(2026, CodeClass.STOCK);
    static final Signer SIGNER = RING.issuer(STOCK.index());

    private TestKeys() {}

    static Clock at(String now) {
        return Clock.fixed(Instant.parse(now), SHANGHAI);
    }

    private static KeyRing ring() {
        try {
            Path folder = Files.createTempDirectory("teshema-keys");
            Path file = folder.resolve("ring");
            KeyRing ring = KeyRing.openDrawn(file, "test".toCharArray(), CLOCK);
            for (Path one : new Path[] {file, folder.resolve("ring.lock"), folder}) {
                one.toFile().deleteOnExit();
            }
            return ring;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
