package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportedCodeTest {
    private static final String BEGINNING = "https://s.sh.gov.cn/";
    private static final String A = "0123456789abcdef0123456789abcdef";

    private final ImportedCode format = new ImportedCode(List.of(BEGINNING));

    @Test
    void onlyAddressesOfRegisteredIssuersAreRecognised() {
        assertTrue(format.recognises(BEGINNING + A));
        assertTrue(format.recognises("HTTPS://S.SH.GOV.CN/" + A));
        assertTrue(format.recognises(BEGINNING + "12345678"));
        for (String other : new String[] {
            "",
            A,
            BEGINNING,
            BEGINNING + "short",
            BEGINNING + A + "/",
            BEGINNING + "s/" + A,
            BEGINNING + A + "?x=1",
            BEGINNING + "a".repeat(129),
            "https://s.bj.gov.cn/" + A,
            "http://s.sh.gov.cn/" + A,
            "https://s.sh.gov.cn" + A,
            " " + BEGINNING + A
        }) {
            assertFalse(format.recognises(other), other);
        }
    }

    @Test
    void aSignedCodeWholeOrDamagedIsNeverTakenForAnImportedOne() {
        for (int length = 33; length <= 300; length++) {
            assertFalse(format.recognises(BEGINNING + "0".repeat(length)), "length " + length);
            assertFalse(format.recognises("0".repeat(length)), "length " + length);
        }
    }

    @Test
    void theCaseOfTheCodeItselfIsKept() {
        assertEquals(
                BEGINNING + "AbCdEfGh",
                format.normal("https://S.SH.gov.cn/AbCdEfGh").orElseThrow());
    }

    @Test
    void beginningsThatCannotBeAreRefused() {
        for (String bad : new String[] {"", "s.sh.gov.cn/", "https://S.sh.gov.cn/", "https://a", "https://a/../"}) {
            assertThrows(IllegalArgumentException.class, () -> new ImportedCode(List.of(bad)), bad);
        }
    }

    @Test
    void aFileGivesItsCodesAndNamesItsBadLines() {
        String other = A.replace('0', 'f');
        ImportFile file = parse("\uFEFF码,设备\r\n"
                + BEGINNING + A + ",电梯\r\n"
                + "\r\n"
                + "# a remark\r\n"
                + "\"" + BEGINNING + other + "\",\"a, b\"\n"
                + "https://S.SH.GOV.CN/" + A + "\tagain\n"
                + "https://example.org/" + A + "\n"
                + "nonsense\n");
        assertEquals(
                List.of(new ImportFile.Entry(2, BEGINNING + A), new ImportFile.Entry(5, BEGINNING + other)),
                file.codes());
        assertEquals(
                List.of(6, 7, 8),
                file.problems().stream().map(ImportFile.Problem::line).toList());
        assertTrue(file.problems().get(0).wording().en().contains("line 2"));
        assertFalse(file.isClean());
    }

    @Test
    void aFileWithoutTitlesKeepsItsFirstLine() {
        ImportFile file = parse(BEGINNING + A);
        assertEquals(List.of(new ImportFile.Entry(1, BEGINNING + A)), file.codes());
        assertTrue(file.isClean());
    }

    @Test
    void theSameFileHasTheSameDigestAndAnotherHasAnother() {
        assertEquals(parse("a").digest(), parse("a").digest());
        assertFalse(parse("a").digest().equals(parse("a\n").digest()));
        assertEquals(
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                parse("abc").digest());
    }

    @Test
    void aFileInAnotherEncodingIsRefusedAsAWhole() {
        ImportFile file = ImportFile.parse(new byte[] {(byte) 0xC9, (byte) 0xCF, '\n'}, format);
        assertEquals(List.of(), file.codes());
        assertEquals(1, file.problems().size());
        assertTrue(file.problems().get(0).wording().en().contains("UTF-8"));
    }

    @Test
    void aLongBadLineIsShownShort() {
        ImportFile file = parse(BEGINNING + A + "\nhttps://" + "x".repeat(100_000));
        assertEquals(1, file.problems().size());
        assertTrue(file.problems().get(0).text().length() < 100);
    }

    private ImportFile parse(String text) {
        return ImportFile.parse(text.getBytes(StandardCharsets.UTF_8), format);
    }
}
