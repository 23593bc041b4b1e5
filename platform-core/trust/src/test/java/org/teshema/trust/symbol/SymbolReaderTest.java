package org.teshema.trust.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolReaderTest {

    private final SymbolReader reader = new SymbolReader();

    @Test
    void everyDrawnSymbolIsFoundAndReadWithoutRepairWhateverItsPlaceAndScale() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            String text = i % 2 == 0 ? Payloads.signedCode(random) : Payloads.any(random);
            QrSymbol symbol = QrSymbol.encode(text, Payloads.LEVELS.get(i % 4));
            Box area = new Box(random.nextDouble() * 500, random.nextDouble() * 800, 54.3, 54.3);
            Optional<SymbolReading> reading = reader.read(draw(symbol, area), area);
            assertEquals(Optional.of(new SymbolReading(text, 0, 0)), reading);
        }
    }

    @Test
    void oneMissingModuleIsNoticedAsARepair() {
        Random random = new Random(8);
        int noticed = 0;
        for (int i = 0; i < 50; i++) {
            QrSymbol symbol = QrSymbol.encode(Payloads.signedCode(random), Correction.Q);
            Box area = new Box(0, 0, 57, 57);
            Shapes shapes = draw(symbol, area);
            int x = 10 + random.nextInt(11);
            int y = 10 + random.nextInt(11);
            boolean dark = symbol.dark(x, y);
            shapes.add(4 + x, 4 + y, 5 + x, 5 + y, !dark);
            SymbolReading reading = reader.read(shapes, area).orElseThrow();
            noticed += reading.errorsCorrected() > 0 ? 1 : 0;
        }
        assertEquals(50, noticed);
    }

    @Test
    void aGapInTheTimingThatErrorCorrectionCannotSeeIsNoticed() {
        String text = Payloads.signedCode(new Random(12));
        Box area = new Box(0, 0, 57, 57);
        Shapes shapes = draw(QrSymbol.encode(text, Correction.Q), area);
        shapes.add(4 + 14, 4 + 6, 4 + 19, 4 + 7, false);
        SymbolReading reading = reader.read(shapes, area).orElseThrow();
        assertEquals(new SymbolReading(text, 0, 3), reading);
    }

    @Test
    void aLargeHoleMakesTheSymbolUnreadable() {
        QrSymbol symbol = QrSymbol.encode(Payloads.signedCode(new Random(9)), Correction.Q);
        Box area = new Box(0, 0, 57, 57);
        Shapes shapes = draw(symbol, area);
        shapes.add(4, 20, 53, 53, false);
        assertTrue(reader.read(shapes, area).isEmpty());
    }

    @Test
    void theLargestSymbolIsReadAsWell() {
        String text = "x".repeat(1_260);
        QrSymbol symbol = QrSymbol.encode(text, Correction.H);
        Box area = new Box(0, 0, 100, 100);
        assertEquals(40, symbol.version());
        assertEquals(text, reader.read(draw(symbol, area), area).orElseThrow().text());
    }

    @Test
    void anEmptyAreaHoldsNoSymbol() {
        assertTrue(reader.read(new Shapes(), new Box(0, 0, 10, 10)).isEmpty());
    }

    @Test
    void aSymbolIsReadFromGrayPixelsWithNoiseAndUnevenLight() {
        Random random = new Random(10);
        String text = Payloads.signedCode(random);
        QrSymbol symbol = QrSymbol.encode(text, Correction.Q);
        int scale = 6;
        int side = (symbol.size() + 12) * scale;
        byte[] gray = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int mx = x / scale - 6;
                int my = y / scale - 6;
                boolean dark = mx >= 0 && my >= 0 && mx < symbol.size() && my < symbol.size() && symbol.dark(mx, my);
                gray[y * side + x] = (byte) ((dark ? 40 : 190) + random.nextInt(30) + 30 * x / side);
            }
        }
        assertEquals(text, reader.read(gray, side, side).orElseThrow().text());
    }

    private static Shapes draw(QrSymbol symbol, Box area) {
        double module = area.width() / (symbol.size() + 2 * QrSymbol.QUIET_ZONE);
        Shapes shapes = new Shapes();
        for (Run run : symbol.runs()) {
            double x = area.x() + (run.x() + QrSymbol.QUIET_ZONE) * module;
            double y = area.y() + (run.y() + QrSymbol.QUIET_ZONE) * module;
            shapes.add(x, y, x + run.width() * module, y + run.height() * module, true);
        }
        return shapes;
    }
}
