package org.teshema.engine.codes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * What a camera wrote into a JPEG (EXIF 2.3) of which something is kept. Damaged segments say nothing.
 *
 * @param orientation how the camera was held, 1 to 8; 1 where it does not say
 * @param taken the minute by its clock, such as {@code 2026-05-01 10:30}
 * @param place degrees north and east, to a thousandth of a degree, which is about 100 metres
 */
record Exif(int orientation, Optional<String> taken, Optional<String> place) {
    /** A file that says nothing. */
    static final Exif NONE = new Exif(1, Optional.empty(), Optional.empty());

    private static final int APP1 = 0xE1;
    private static final int SCAN = 0xDA;
    private static final byte[] NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int CAMERA = 0x8769;
    private static final int TAKEN = 0x9003;
    private static final int POSITION = 0x8825;
    private static final int NORTH_OR_SOUTH = 1;
    private static final int EAST_OR_WEST = 3;
    private static final int PLACES = 3;
    private static final int MOMENT = 19;
    private static final DateTimeFormatter CAMERAS =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter OURS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Reads the first EXIF segment of a JPEG. */
    static Exif of(byte[] jpeg) {
        ByteBuffer in = ByteBuffer.wrap(jpeg);
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
            int marker = jpeg[at + 1] & 0xFF;
            int length = in.getShort(at + 2) & 0xFFFF;
            if (marker == SCAN || length < 2 || at + 2 + length > jpeg.length) {
                return NONE;
            }
            if (marker == APP1 && isExif(in, at + 4, length - 2)) {
                return of(new Tiff(in.slice(at + 4 + NAME.length, length - 2 - NAME.length)));
            }
            at += 2 + length;
        }
        return NONE;
    }

    private static boolean isExif(ByteBuffer in, int at, int length) {
        return length > NAME.length + 8 && in.slice(at, NAME.length).equals(ByteBuffer.wrap(NAME));
    }

    private static Exif of(Tiff tiff) {
        int first = tiff.first();
        int orientation = tiff.entry(first, ORIENTATION).map(tiff::whole).orElse(1);
        return new Exif(
                orientation >= 1 && orientation <= 8 ? orientation : 1,
                tiff.entry(first, CAMERA)
                        .flatMap(camera -> tiff.entry(tiff.pointer(camera), TAKEN))
                        .flatMap(tiff::text)
                        .flatMap(Exif::minute),
                tiff.entry(first, POSITION).flatMap(position -> place(tiff, tiff.pointer(position))));
    }

    private static Optional<String> minute(String moment) {
        try {
            return moment.length() < MOMENT
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(moment.substring(0, MOMENT), CAMERAS)
                            .format(OURS));
        } catch (DateTimeException e) {
            // A camera whose clock was never set writes blanks or zeros.
            return Optional.empty();
        }
    }

    private static Optional<String> place(Tiff tiff, int directory) {
        Optional<String> north = degrees(tiff, directory, NORTH_OR_SOUTH, "S", 90);
        Optional<String> east = degrees(tiff, directory, EAST_OR_WEST, "W", 180);
        return north.flatMap(n -> east.map(e -> n + "," + e));
    }

    private static Optional<String> degrees(Tiff tiff, int directory, int side, String negative, int most) {
        boolean below = tiff.entry(directory, side)
                .flatMap(tiff::text)
                .filter(word -> word.startsWith(negative))
                .isPresent();
        return tiff.entry(directory, side + 1)
                .flatMap(tiff::degrees)
                .filter(degrees -> degrees >= 0 && degrees <= most)
                .map(degrees -> BigDecimal.valueOf(below ? -degrees : degrees)
                        .setScale(PLACES, RoundingMode.HALF_UP)
                        .toPlainString());
    }

    /** The directories of a TIFF structure. Whatever points outside it is not there. */
    private static final class Tiff {
        private static final int ENTRY = 12;
        private static final int RATIONAL = 8;
        private static final int LONGEST = 40;

        private final ByteBuffer in;

        Tiff(ByteBuffer in) {
            this.in = in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        }

        int first() {
            return in.getInt(4);
        }

        /** Where the entry of that tag lies. */
        Optional<Integer> entry(int directory, int tag) {
            if (directory < 8 || directory > in.limit() - 2) {
                return Optional.empty();
            }
            int entries = in.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + ENTRY * i;
                if (entry + ENTRY > in.limit()) {
                    return Optional.empty();
                }
                if ((in.getShort(entry) & 0xFFFF) == tag) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        int whole(int entry) {
            return in.getShort(entry + 8) & 0xFFFF;
        }

        int pointer(int entry) {
            return in.getInt(entry + 8);
        }

        /** Up to the zero at its end; four bytes and less stand in the entry itself. */
        Optional<String> text(int entry) {
            int length = Math.min(in.getInt(entry + 4), LONGEST);
            int at = length <= 4 ? entry + 8 : pointer(entry);
            if (length < 1 || at < 0 || at > in.limit() - length) {
                return Optional.empty();
            }
            var bytes = new byte[length];
            in.get(at, bytes);
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }

        /** Degrees, minutes and seconds. */
        Optional<Double> degrees(int entry) {
            int at = pointer(entry);
            if (in.getInt(entry + 4) != 3 || at < 0 || at > in.limit() - 3 * RATIONAL) {
                return Optional.empty();
            }
            double degrees = 0;
            double share = 1;
            for (int i = 0; i < 3; i++) {
                long over = in.getInt(at + RATIONAL * i) & 0xFFFFFFFFL;
                long under = in.getInt(at + RATIONAL * i + 4) & 0xFFFFFFFFL;
                if (under == 0) {
                    return Optional.empty();
                }
                degrees += (double) over / under / share;
                share *= 60;
            }
            return Optional.of(degrees);
        }
    }
}
