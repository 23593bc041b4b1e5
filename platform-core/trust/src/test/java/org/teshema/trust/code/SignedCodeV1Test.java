package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.teshema.trust.code.CodeReading.Genuine;
import org.teshema.trust.code.CodeReading.Refused;
import org.teshema.trust.keys.CodeClass;

class SignedCodeV1Test {
    private static final CodePrefix PREFIX = CodePrefix.parse("https://s.sh.gov.cn/s/");
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);

    private final SignedCodeV1 format = new SignedCodeV1(TestKeys.RING, TestKeys.CLOCK);
    private final SecureRandom random = new SecureRandom();
    private final CodePayload payload = payload(TODAY);
    private final String text = format.issue(PREFIX, payload, TestKeys.SIGNER);

    @Test
    void anIssuedCodeReadsBackAsGenuine() {
        Genuine read = assertInstanceOf(Genuine.class, format.read(PREFIX, text));
        assertEquals(payload, read.payload());
        assertEquals(TestKeys.STOCK, read.key());
        assertEquals("signed-v1", read.format());
    }

    @Test
    void aStoredSignatureIsWrittenDownLater() {
        byte[] signature = format.sign(PREFIX, payload, TestKeys.SIGNER);
        assertInstanceOf(Genuine.class, format.read(PREFIX, SignedCodeV1.text(payload, signature)));
        assertThrows(IllegalArgumentException.class, () -> SignedCodeV1.text(payload, new byte[63]));
    }

    @Test
    void everyCodeHasTheSameLengthAndOnlyDigits() {
        for (int i = 0; i < 200; i++) {
            String one = format.issue(PREFIX, payload(TODAY), TestKeys.SIGNER);
            assertTrue(one.matches("00[12][0-9]{195}"), one);
            assertTrue(format.recognises(one));
        }
    }

    @Test
    void noChangedDigitIsAccepted() {
        for (int at = 0; at < text.length(); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != text.charAt(at)) {
                    String changed = text.substring(0, at) + digit + text.substring(at + 1);
                    assertInstanceOf(Refused.class, format.read(PREFIX, changed), changed);
                }
            }
        }
    }

    @Test
    void noFlippedBitIsAccepted() {
        BigInteger number = new BigInteger(text);
        for (int bit = 0; bit < 656; bit++) {
            String digits = number.flipBit(bit).toString();
            String changed = "0".repeat(198 - digits.length()) + digits;
            assertInstanceOf(Refused.class, format.read(PREFIX, changed), "bit " + bit);
        }
    }

    @Test
    void aNumberPastTheEightyTwoBytesIsNotASecondSpelling() {
        String wrapped = new BigInteger(text).add(BigInteger.ONE.shiftLeft(656)).toString();
        assertEquals(198, wrapped.length());
        assertEquals(Reason.MALFORMED, reason(PREFIX, wrapped));
    }

    @Test
    void underAnotherHostOrPathTheSameTextIsNotGenuine() {
        for (String other : new String[] {
            "https://s.bj.gov.cn/s/",
            "https://s.sh.gov.cn/t/",
            "https://s.sh.gov.cn/s/s/",
            "http://s.sh.gov.cn/s/",
            "https://s.sh.gov.cn:8443/s/",
            "https://s.sh.gov.cn/"
        }) {
            assertEquals(Reason.WRONG_SIGNATURE, reason(CodePrefix.parse(other), text), other);
        }
    }

    @Test
    void aMissingTailIsSaidToBeMissing() {
        assertEquals(Reason.TRUNCATED, reason(PREFIX, text.substring(0, 197)));
        assertEquals(Reason.TRUNCATED, reason(PREFIX, text.substring(0, 40)));
        assertEquals(Reason.MALFORMED, reason(PREFIX, text.substring(0, 20)));
        assertEquals(Reason.TOO_LONG, reason(PREFIX, text + "0"));
        assertEquals(Optional.empty(), format.damaged(text));
    }

    @Test
    void aKeyThatTheCityDoesNotHaveIsUnknown() {
        CodePayload other = new CodePayload(1, 4711, CodeId.random(random), 1, TODAY);
        assertEquals(Reason.UNKNOWN_KEY, reason(PREFIX, format.issue(PREFIX, other, TestKeys.SIGNER)));
    }

    @Test
    void aKeyOfAnotherClassDoesNotAnswerForThisOne() {
        int other = TestKeys.RING.issuingKeyFor(2026, CodeClass.NEW).index();
        CodePayload stated = new CodePayload(1, other, CodeId.random(random), 1, TODAY);
        assertEquals(Reason.WRONG_SIGNATURE, reason(PREFIX, format.issue(PREFIX, stated, TestKeys.SIGNER)));
    }

    @Test
    void codesOfAKeyAreAnsweredForFifteenYearsAndNoLonger() {
        CodeReading last = new SignedCodeV1(TestKeys.RING, TestKeys.at("2041-12-31T15:59:59Z")).read(PREFIX, text);
        assertInstanceOf(Genuine.class, last);
        CodeReading after = new SignedCodeV1(TestKeys.RING, TestKeys.at("2041-12-31T16:00:00Z")).read(PREFIX, text);
        assertEquals(Reason.EXPIRED_KEY, assertInstanceOf(Refused.class, after).reason());
    }

    @Test
    void aCodeDatedOutsideItsKeysYearIsRefused() {
        for (LocalDate day : new LocalDate[] {LocalDate.of(2025, 12, 31), LocalDate.of(2027, 1, 1)}) {
            String dated = format.issue(PREFIX, payload(day), TestKeys.SIGNER);
            assertEquals(Reason.EXPIRED_KEY, reason(PREFIX, dated));
        }
    }

    @Test
    void anInventedCodeIsNeverGenuine() {
        Random invent = new Random(11);
        byte[] start = payload.bytes();
        for (int i = 0; i < 300; i++) {
            byte[] all = new byte[82];
            invent.nextBytes(all);
            System.arraycopy(start, 0, all, 0, 3 + invent.nextInt(16));
            String digits = new BigInteger(1, all).toString();
            assertInstanceOf(Refused.class, format.read(PREFIX, "0".repeat(198 - digits.length()) + digits), digits);
        }
    }

    @Test
    void thePayloadKeepsEveryFieldToItsEdges() {
        for (int index : new int[] {0, 1, 255, 256, 65535}) {
            for (int batch : new int[] {0, 65536, CodePayload.LAST_BATCH}) {
                for (LocalDate day : new LocalDate[] {
                    LocalDate.of(2020, 1, 1), TODAY, LocalDate.of(2020, 1, 1).plusDays(65535)
                }) {
                    CodePayload one = new CodePayload(1, index, CodeId.random(random), batch, day);
                    assertEquals(18, one.bytes().length);
                    assertEquals(one, CodePayload.of(one.bytes()));
                }
            }
        }
    }

    @Test
    void fieldsThatDoNotFitAreRefused() {
        CodeId id = CodeId.random(random);
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(2, 0, id, 0, TODAY));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, -1, id, 0, TODAY));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, 65536, id, 0, TODAY));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, 0, id, -1, TODAY));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, 0, id, 1 << 24, TODAY));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, 0, id, 0, LocalDate.of(2019, 12, 31)));
        assertThrows(IllegalArgumentException.class, () -> new CodePayload(1, 0, id, 0, LocalDate.of(2200, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> CodePayload.of(new byte[17]));
        assertThrows(IllegalArgumentException.class, () -> CodePayload.of(new byte[18]));
        assertThrows(IllegalArgumentException.class, () -> new CodeId(new byte[9]));
    }

    @Test
    void anIdIsItsBytes() {
        CodeId id = CodeId.random(random);
        assertEquals(id, new CodeId(id.value()));
        assertEquals(id, CodeId.ofHex(id.hex()));
        assertEquals(id.hashCode(), new CodeId(id.value()).hashCode());
        id.value()[0] ^= 1;
        assertEquals(id, CodeId.ofHex(id.hex()));
        assertFalse(id.equals(CodeId.random(random)));
    }

    private CodePayload payload(LocalDate day) {
        return new CodePayload(1, TestKeys.STOCK.index(), CodeId.random(random), 123_456, day);
    }

    private Reason reason(CodePrefix prefix, String code) {
        return assertInstanceOf(Refused.class, format.read(prefix, code)).reason();
    }
}
