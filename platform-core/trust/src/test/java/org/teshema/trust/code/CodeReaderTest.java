package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teshema.trust.code.CodeReading.Genuine;
import org.teshema.trust.code.CodeReading.LookUp;
import org.teshema.trust.code.CodeReading.Refused;

class CodeReaderTest {
    private static final CodePrefix PREFIX = CodePrefix.parse("https://s.sh.gov.cn/s/");
    private static final String OPAQUE = "0123456789abcdefABCDEF0123456789";

    private final SignedCodeV1 signed = new SignedCodeV1(TestKeys.RING, TestKeys.CLOCK);
    private final ImportedCode imported =
            new ImportedCode(List.of("https://data.sh.gov.cn/q?c=", "https://s.sh.gov.cn/s/", "https://s.sh.gov.cn/"));
    private final CodeReader reader = new CodeReader(PREFIX, List.of(signed, imported));
    private final String text = signed.issue(
            PREFIX,
            new CodePayload(1, TestKeys.STOCK.index(), CodeId.random(new SecureRandom()), 9, LocalDate.of(2026, 5, 1)),
            TestKeys.SIGNER);

    @Test
    void aGenuineCodeIsReadFromTextAndFromAddress() {
        assertInstanceOf(Genuine.class, reader.readText(text));
        assertInstanceOf(Genuine.class, reader.readUrl(PREFIX.url() + text));
        assertInstanceOf(Genuine.class, reader.readUrl("HTTPS://S.SH.GOV.CN/s/" + text));
        assertInstanceOf(Genuine.class, reader.readUrl(" https://S.sh.gov.cn/s/" + text + "\r\n"));
    }

    @Test
    void anotherAddressIsAnotherCity() {
        for (String other : new String[] {
            "https://s.bj.gov.cn/s/" + text,
            "https://s.sh.gov.cn.example.org/s/" + text,
            "https://s.sh.gov.cn@example.org/s/" + text,
            "https://example.org/https://s.sh.gov.cn/s/" + text,
            "http://s.sh.gov.cn/s/" + text,
            "https://s.sh.gov.cn:444/s/" + text,
            "https://example.org/",
            "weixin://dl/business"
        }) {
            assertEquals(Reason.OTHER_CITY, url(other), other);
        }
    }

    @Test
    void aRefusalTellsWhatWasExpectedInBothLanguages() {
        Refused refused = assertInstanceOf(Refused.class, reader.readUrl("https://example.org/1"));
        assertTrue(
                refused.detail().zh().contains(PREFIX.url()), refused.detail().zh());
        assertTrue(
                refused.detail().en().contains(PREFIX.url()), refused.detail().en());
    }

    @Test
    void hostileTextsAreRefusedWithoutAnException() {
        for (String bad : new String[] {
            "",
            " ",
            "\0",
            text + "\0",
            "\0" + text,
            text.substring(0, 197) + "%30",
            "../" + text,
            "..",
            "..%2f..%2fetc%2fpasswd",
            "..\\..\\",
            text + "/",
            text + "?a=b",
            text + " ",
            "\u202e" + text,
            "１" + text.substring(1),
            text.replace('0', 'O'),
            "-" + text.substring(1),
            "+" + text.substring(1),
            "<script>alert(1)</script>",
            "' or 1=1--",
            "\ud800",
            "１２３",
            "%00",
            "\r\nSet-Cookie: a=b"
        }) {
            assertEquals(Reason.MALFORMED, text(bad), bad);
        }
        assertEquals(
                Reason.MALFORMED,
                assertInstanceOf(Refused.class, reader.readText(null)).reason());
        assertEquals(
                Reason.MALFORMED,
                assertInstanceOf(Refused.class, reader.readUrl(null)).reason());
        assertEquals(Reason.TOO_LONG, text("1".repeat(513)));
        assertEquals(Reason.TOO_LONG, text("x".repeat(10_000_000)));
        assertEquals(Reason.TOO_LONG, url(PREFIX.url() + "1".repeat(1_000_000)));
        assertEquals(Reason.TOO_LONG, text(text + "0"));
        assertEquals(Reason.TRUNCATED, text(text.substring(0, 150)));
        assertEquals(Reason.TRUNCATED, url(PREFIX.url() + text.substring(0, 190)));
    }

    @Test
    void randomTextsNeverThrowAndAreNeverGenuine() {
        Random random = new Random(3);
        String pieces = "0123456789abcXYZ/.:%?#@\\ \0\n-_=&é上";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder made = new StringBuilder(random.nextInt(3) == 0 ? PREFIX.url() : "");
            int length = random.nextInt(random.nextInt(10) == 0 ? 600 : 60);
            for (int k = 0; k < length; k++) {
                made.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            assertFalse(reader.readText(made.toString()) instanceof Genuine);
            assertFalse(reader.readUrl(made.toString()) instanceof Genuine);
        }
    }

    @Test
    void anImportedCodeIsToBeLookedUpUnderOneKeyHoweverItArrives() {
        LookUp expected = new LookUp("opaque-v1", "https://s.sh.gov.cn/s/" + OPAQUE);
        assertEquals(expected, reader.readText(OPAQUE));
        assertEquals(expected, reader.readUrl("https://s.sh.gov.cn/s/" + OPAQUE));
        assertEquals(expected, reader.readUrl("HTTPS://S.SH.gov.cn/s/" + OPAQUE));
        assertEquals(
                new LookUp("opaque-v1", "https://s.sh.gov.cn/" + OPAQUE),
                reader.readUrl("https://s.sh.gov.cn/" + OPAQUE));
        assertEquals(
                new LookUp("opaque-v1", "https://data.sh.gov.cn/q?c=" + OPAQUE),
                reader.readUrl("https://data.sh.gov.cn/q?c=" + OPAQUE));
        assertEquals(Reason.OTHER_CITY, url("https://data.sh.gov.cn/other?c=" + OPAQUE));
    }

    @Test
    void twoFormatsMayNotShareAName() {
        assertThrows(IllegalArgumentException.class, () -> new CodeReader(PREFIX, List.of(signed, signed)));
    }

    private Reason text(String bad) {
        return assertInstanceOf(Refused.class, reader.readText(bad)).reason();
    }

    private Reason url(String bad) {
        return assertInstanceOf(Refused.class, reader.readUrl(bad)).reason();
    }
}
