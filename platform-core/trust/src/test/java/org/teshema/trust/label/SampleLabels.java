package org.teshema.trust.label;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.Signer;

/** Labels with really signed codes, and the check that a city would make of them. */
final class SampleLabels {

    static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    private static final CodePrefix PREFIX = CodePrefix.parse("https://s.sh.gov.cn/t/");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-01T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final KeyRing RING = ring();
    private static final IssuingKey KEY = RING.issuingKeyFor(2026, CodeClass.STOCK);
    private static final Signer SIGNER = RING.issuer(KEY.index());
    private static final SignedCodeV1 FORMAT = new SignedCodeV1(RING, CLOCK);

    private SampleLabels() {}

    /** The production check: the signature must be good. */
    static CodeCheck check() {
        return CodeCheck.signedBy(new CodeReader(PREFIX, List.of(FORMAT)));
    }

    /** So many different labels, every fifth not of a lift, one with a line of its own. */
    static List<LabelText> labels(int count) {
        List<LabelText> labels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            labels.add(label(i % 5 == 4 ? "特种设备码" : "上海智慧电梯", i == 2 ? List.of("子码 2/6 · 轿厢") : List.of()));
        }
        return labels;
    }

    static LabelText label(String title, List<String> lines) {
        SecureRandom random = new SecureRandom();
        CodePayload payload = new CodePayload(CodePayload.SUITE_SM2, KEY.index(), CodeId.random(random), 7, DAY);
        String url = PREFIX.url() + FORMAT.issue(PREFIX, payload, SIGNER);
        return new LabelText(title, ShortNumber.random(random).grouped(), url, lines);
    }

    private static KeyRing ring() {
        try {
            Path folder = Files.createTempDirectory("teshema-label-keys");
            KeyRing ring = KeyRing.openDrawn(folder.resolve("ring"), "test".toCharArray(), CLOCK);
            for (String name : List.of("ring", "ring.lock", ".")) {
                folder.resolve(name).normalize().toFile().deleteOnExit();
            }
            return ring;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
