package org.teshema.journeys;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a camera sees that is held before a printed label, as a film for the browser. */
final class FakeCamera {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int WHITE = 255;
    private static final int PAPER = 250;
    private static final int MARGIN = 20;

    private FakeCamera() {}

    /** A film (YUV4MPEG2) of the printed part of a page (PGM, as pdftoppm writes it). */
    static Path filmOf(Path page, Path film) throws IOException {
        byte[] file = Files.readAllBytes(page);
        int[] head = new int[3];
        int at = 2;
        for (int i = 0; i < head.length; i++) {
            while (file[at] < '0' || file[at] > '9') {
                at++;
            }
            while (file[at] >= '0' && file[at] <= '9') {
                head[i] = head[i] * 10 + file[at++] - '0';
            }
        }
        var gray = new Gray(head[0], head[1], Arrays.copyOfRange(file, at + 1, file.length));
        byte[] luma = gray.printed();
        try (var out = new BufferedOutputStream(Files.newOutputStream(film))) {
            out.write(("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F5:1 Ip A1:1 C420mpeg2\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chroma = new byte[WIDTH * HEIGHT / 2];
            Arrays.fill(chroma, (byte) 128);
            for (int frame = 0; frame < 2; frame++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(luma);
                out.write(chroma);
            }
        }
        return film;
    }

    /** A picture in shades of gray. */
    @SuppressWarnings("ArrayRecordComponent") // read here, never compared
    private record Gray(int width, int height, byte[] pixels) {
        int at(int x, int y) {
            return x < 0 || y < 0 || x >= width || y >= height ? WHITE : pixels[y * width + x] & 0xFF;
        }

        /** What is printed, as large as it goes into the frame. */
        byte[] printed() {
            int left = width;
            int right = 0;
            int top = height;
            int bottom = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    if (at(x, y) < PAPER) {
                        left = Math.min(left, x);
                        right = Math.max(right, x);
                        top = Math.min(top, y);
                        bottom = Math.max(bottom, y);
                    }
                }
            }
            left -= MARGIN;
            top -= MARGIN;
            double scale =
                    Math.min((double) WIDTH / (right + MARGIN - left), (double) HEIGHT / (bottom + MARGIN - top));
            byte[] frame = new byte[WIDTH * HEIGHT];
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    // Studio range: 16 is black and 235 is white.
                    int shade = at(left + (int) (x / scale), top + (int) (y / scale));
                    frame[y * WIDTH + x] = (byte) (16 + shade * 219 / WHITE);
                }
            }
            return frame;
        }
    }
}
