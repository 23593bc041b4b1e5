package org.teshema.trust.symbol;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a symbol as a camera does: from a picture in which it must be found first. The picture is either made here from
 * drawn shapes, a few pixels to the module and not aligned to the modules, or given as gray pixels of a rendered page.
 * Without state; usable from any thread.
 */
public final class SymbolReader {

    /**
     * The pictures tried in turn. A symbol that lies perfectly straight is misread now and then (about 3 in 100), because
     * its data can happen to look like a finder pattern along rows and columns; held at an angle, as by a hand, that
     * likeness is gone. The finer pictures are for symbols above version 10.
     */
    private static final List<Attempt> ATTEMPTS =
            List.of(new Attempt(211, 0), new Attempt(397, 0.3), new Attempt(877, -0.15), new Attempt(877, 0.7));

    private record Attempt(int pixels, double angle) {}

    private static final Map<DecodeHintType, ?> HINTS = Map.of(DecodeHintType.CHARACTER_SET, "UTF-8");
    private static final Map<DecodeHintType, ?> HARDER =
            Map.of(DecodeHintType.CHARACTER_SET, "UTF-8", DecodeHintType.TRY_HARDER, true);

    /**
     * Reads the one symbol that the shapes draw inside an area, quiet zone included.
     *
     * @param shapes filled rectangles in the drawing's units, in painting order; what lies outside the area is not seen
     * @param area the part of the drawing to look at; y grows downwards as on the printed sheet
     * @return empty if no symbol can be found or decoded; of several attempts the one that found least damage
     */
    public Optional<SymbolReading> read(Shapes shapes, Box area) {
        Optional<SymbolReading> best = Optional.empty();
        for (Attempt attempt : ATTEMPTS) {
            Optional<SymbolReading> reading =
                    decode(raster(shapes, area, attempt.pixels()).turned(attempt.angle()), false);
            if (reading.isPresent() && reading.get().undamaged()) {
                return reading;
            }
            best = Stream.of(best, reading)
                    .flatMap(Optional::stream)
                    .min(Comparator.comparingInt(SymbolReading::errorsCorrected)
                            .thenComparingInt(SymbolReading::patternDamage));
        }
        return best;
    }

    /** Reads the one symbol in a gray picture, row by row, 0 = black; as it comes from a scanner or a page renderer. */
    public Optional<SymbolReading> read(byte[] gray, int width, int height) {
        GrayPicture picture = new GrayPicture(gray, width, height);
        return decode(picture, true)
                .or(() -> decode(picture.turned(0.3), true))
                .or(() -> decode(picture.turned(-0.15), true));
    }

    /** Paints the shapes: a pixel has the colour of the last shape over its centre. */
    private static GrayPicture raster(Shapes shapes, Box area, int resolution) {
        double scale = resolution / Math.max(area.width(), area.height());
        int width = Math.max(1, (int) Math.round(area.width() * scale));
        int height = Math.max(1, (int) Math.round(area.height() * scale));
        byte[] gray = new byte[width * height];
        Arrays.fill(gray, (byte) 0xFF);
        for (int i = 0; i < shapes.count(); i++) {
            int left = pixel(shapes.left(i) - area.x(), scale, width);
            int right = pixel(shapes.right(i) - area.x(), scale, width);
            int top = pixel(shapes.top(i) - area.y(), scale, height);
            int bottom = pixel(shapes.bottom(i) - area.y(), scale, height);
            if (left < right) {
                byte colour = shapes.dark(i) ? 0 : (byte) 0xFF;
                for (int y = top; y < bottom; y++) {
                    Arrays.fill(gray, y * width + left, y * width + right, colour);
                }
            }
        }
        return new GrayPicture(gray, width, height);
    }

    /** The first pixel whose centre is at or beyond a position. */
    private static int pixel(double position, double scale, int limit) {
        return (int) Math.max(0, Math.min(limit, Math.ceil(position * scale - 0.5)));
    }

    private static Optional<SymbolReading> decode(GrayPicture picture, boolean photographic) {
        BinaryBitmap bitmap =
                new BinaryBitmap(photographic ? new HybridBinarizer(picture) : new GlobalHistogramBinarizer(picture));
        try {
            Map<DecodeHintType, ?> hints = photographic ? HARDER : HINTS;
            BitMatrix seen = new Detector(bitmap.getBlackMatrix()).detect(hints).getBits();
            // The decoder takes the mask off in place.
            BitMatrix asDrawn = seen.clone();
            DecoderResult result = new Decoder().decode(seen, hints);
            return Optional.of(
                    new SymbolReading(result.getText(), result.getErrorsCorrected(), FixedPatterns.damaged(asDrawn)));
        } catch (ReaderException e) {
            return Optional.empty();
        }
    }

    private static final class GrayPicture extends LuminanceSource {

        private final byte[] gray;

        GrayPicture(byte[] gray, int width, int height) {
            super(width, height);
            this.gray = gray;
        }

        /** The picture on a larger white sheet, turned by an angle in radians. */
        GrayPicture turned(double angle) {
            if (angle == 0) {
                return this;
            }
            double sine = Math.sin(angle);
            double cosine = Math.cos(angle);
            int side = (int) Math.ceil(Math.hypot(getWidth(), getHeight()));
            byte[] target = new byte[side * side];
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double dx = x + 0.5 - side / 2.0;
                    double dy = y + 0.5 - side / 2.0;
                    int fromX = (int) Math.floor(cosine * dx - sine * dy + getWidth() / 2.0);
                    int fromY = (int) Math.floor(sine * dx + cosine * dy + getHeight() / 2.0);
                    boolean inside = fromX >= 0 && fromY >= 0 && fromX < getWidth() && fromY < getHeight();
                    target[y * side + x] = inside ? gray[fromY * getWidth() + fromX] : (byte) 0xFF;
                }
            }
            return new GrayPicture(target, side, side);
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            byte[] target = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
            System.arraycopy(gray, y * getWidth(), target, 0, getWidth());
            return target;
        }

        @Override
        public byte[] getMatrix() {
            return gray;
        }
    }
}
