package org.teshema.trust.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPatternsTest {

    @Test
    void everySymbolHasThemWhole() {
        Random random = new Random(21);
        for (int length = 1; length <= 1_200; length += 13) {
            QrSymbol symbol = QrSymbol.encode(Payloads.digits(random, length), Payloads.LEVELS.get(length % 4));
            assertEquals(0, FixedPatterns.damaged(QrSymbolTest.bits(symbol)), "version " + symbol.version());
        }
    }

    /** Between the patterns and error correction, no module of a printed symbol may be wrong without being noticed. */
    @Test
    void noSingleModuleOfASignedCodeIsWrongUnnoticed() throws Exception {
        QrSymbol symbol = QrSymbol.encode(Payloads.signedCode(new Random(22)), Correction.Q);
        BitMatrix whole = QrSymbolTest.bits(symbol);
        int inPatterns = 0;
        for (int y = 0; y < symbol.size(); y++) {
            for (int x = 0; x < symbol.size(); x++) {
                BitMatrix harmed = whole.clone();
                harmed.flip(x, y);
                int damage = FixedPatterns.damaged(harmed);
                int repaired = new Decoder().decode(harmed).getErrorsCorrected();
                assertTrue(damage + repaired > 0, "module " + x + ", " + y);
                inPatterns += damage > 0 ? 1 : 0;
            }
        }
        // Version 8 has 49 * 49 modules, of which 242 codewords of 8 are for text and its repair and none is left over.
        assertEquals(49 * 49 - 242 * 8, inPatterns);
    }
}
