package org.teshema.engine.demo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.teshema.trust.sm.Sm3;

/** The one photo of the demonstration city: a drawn label on a wall, for every binding. */
final class DemoPhoto {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private DemoPhoto() {}

    /** A PNG, always the same. */
    static byte[] png() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, WIDTH, HEIGHT, new Color(0xC8C4BC));
        fill(image, 110, 50, 100, 130, Color.WHITE);
        fill(image, 110, 50, 100, 18, new Color(0x1F5FA8));
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 9; x++) {
                if ((x * 5 + y * 3 + x * y) % 3 != 1) {
                    fill(image, 124 + x * 8, 78 + y * 8, 8, 8, Color.BLACK);
                }
            }
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    static String digest(byte[] photo) {
        return HexFormat.of().formatHex(Sm3.hash(photo));
    }

    private static void fill(BufferedImage image, int left, int top, int width, int height, Color color) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                image.setRGB(x, y, color.getRGB());
            }
        }
    }
}
