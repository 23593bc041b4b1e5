package org.teshema.trust.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QrSymbolTest {

    @Test
    void aSignedCodeIsAtMostVersion8AtLevelQ() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    8,
                    QrSymbol.encode(Payloads.signedCode(random), Correction.Q).version());
        }
        String longestPrefix = "https://s.shanghai.cn/t/";
        assertEquals(24, longestPrefix.length());
        assertEquals(
                8,
                QrSymbol.encode(longestPrefix + Payloads.digits(random, 198), Correction.Q)
                        .version());
    }

    @Test
    void everyOfFourThousandTextsIsDecodedByZxingWithoutRepair() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 4_000; i++) {
            Correction level = Payloads.LEVELS.get(i % 4);
            String text = i % 2 == 0 ? Payloads.signedCode(random) : Payloads.any(random);
            QrSymbol symbol = QrSymbol.encode(text, level);
            var decoded = new Decoder().decode(bits(symbol));
            assertEquals(text, decoded.getText());
            assertEquals(level.name(), decoded.getECLevel());
            assertEquals(0, decoded.getErrorsCorrected());
        }
    }

    @Test
    void theSymbolEqualsZxingsModuleForModuleAndSoDoesTheChoiceOfMask() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            Correction level = Payloads.LEVELS.get(i % 4);
            String text = i % 3 == 0 ? Payloads.signedCode(random) : Payloads.any(random);
            QrSymbol symbol = QrSymbol.encode(text, level);
            QRCode zxing = Encoder.encode(
                    text, ErrorCorrectionLevel.valueOf(level.name()), Map.of(EncodeHintType.QR_COMPACT, true));
            assertTrue(symbol.version() <= zxing.getVersion().getVersionNumber(), text);
            if (symbol.version() == zxing.getVersion().getVersionNumber() && sameSegments(text)) {
                assertEquals(zxing.getMaskPattern(), symbol.mask(), text);
                assertSameModules(zxing.getMatrix(), symbol, text);
            }
        }
    }

    @Test
    void noMaskHasALowerPenaltyThanTheOneChosen() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 120; i++) {
            Correction level = Payloads.LEVELS.get(i % 4);
            String text = Payloads.signedCode(random).substring(0, 23 + random.nextInt(150));
            QrSymbol symbol = QrSymbol.encode(text, level);
            int chosen = PlainPenalty.of(symbol.size(), symbol::dark);
            for (int mask = 0; mask < 8; mask++) {
                QRCode other = Encoder.encode(
                        text,
                        ErrorCorrectionLevel.valueOf(level.name()),
                        Map.of(EncodeHintType.QR_COMPACT, true, EncodeHintType.QR_MASK_PATTERN, mask));
                ByteMatrix matrix = other.getMatrix();
                assertTrue(chosen <= PlainPenalty.of(matrix.getWidth(), (x, y) -> matrix.get(x, y) == 1));
            }
        }
    }

    @Test
    void runsCoverEveryDarkModuleOnceAndNoLightOne() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            QrSymbol symbol = QrSymbol.encode(Payloads.any(random), Correction.M);
            int[][] painted = new int[symbol.size()][symbol.size()];
            for (Run run : symbol.runs()) {
                for (int y = run.y(); y < run.y() + run.height(); y++) {
                    for (int x = run.x(); x < run.x() + run.width(); x++) {
                        painted[y][x]++;
                    }
                }
            }
            for (int y = 0; y < symbol.size(); y++) {
                for (int x = 0; x < symbol.size(); x++) {
                    assertEquals(symbol.dark(x, y) ? 1 : 0, painted[y][x]);
                }
            }
        }
    }

    @Test
    void aLongOrChineseTextGetsALargerSymbolAllTheSame() throws Exception {
        String chinese = "上海市特种设备 ".repeat(30);
        QrSymbol symbol = QrSymbol.encode(chinese, Correction.M);
        assertTrue(symbol.version() > 10);
        assertEquals(chinese, new Decoder().decode(bits(symbol)).getText());
        assertFalse(symbol.runs().isEmpty());
    }

    @Test
    void anEmptyOrEndlessTextIsRefusedWithTheReason() {
        assertThrows(IllegalArgumentException.class, () -> QrSymbol.encode("", Correction.L));
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> QrSymbol.encode("x".repeat(4_000), Correction.H));
        assertTrue(refusal.getMessage().contains("4000 characters"), refusal.getMessage());
    }

    /** ZXing looks for the best mixture; ours is head and tail. They agree where digits stand at the end only. */
    private static boolean sameSegments(String text) {
        return text.startsWith("https://s.sh.gov.cn/t/");
    }

    /** The symbol as ZXing's decoder takes it. */
    static BitMatrix bits(QrSymbol symbol) {
        BitMatrix bits = new BitMatrix(symbol.size());
        for (int y = 0; y < symbol.size(); y++) {
            for (int x = 0; x < symbol.size(); x++) {
                if (symbol.dark(x, y)) {
                    bits.set(x, y);
                }
            }
        }
        return bits;
    }

    private static void assertSameModules(ByteMatrix expected, QrSymbol symbol, String text) {
        for (int y = 0; y < symbol.size(); y++) {
            for (int x = 0; x < symbol.size(); x++) {
                assertEquals(expected.get(x, y) == 1, symbol.dark(x, y), text + " at " + x + "," + y);
            }
        }
    }
}
