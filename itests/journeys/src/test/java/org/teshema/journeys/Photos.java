package org.teshema.journeys;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Photos of posted labels. */
final class Photos {
    private Photos() {}

    /** The name under which the platform keeps that JPEG: SM3 of the picture once it was decoded and written anew. */
    static String digest(int number) {
        try {
            Path anew = Files.createTempFile("photo", ".jpeg");
            try {
                BufferedImage seen = ImageIO.read(new ByteArrayInputStream(jpeg(number)));
                ImageIO.write(seen, "jpeg", anew.toFile());
                String said = Tools.run(List.of("openssl", "dgst", "-sm3", anew.toString()))
                        .ok();
                return said.substring(said.lastIndexOf(' ') + 1).strip();
            } finally {
                Files.delete(anew);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small JPEG; different numbers give different pictures. */
    static byte[] jpeg(int number) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(40 + number % 200, 90, 120));
        pen.fillRect(0, 0, 320, 240);
        pen.setColor(Color.WHITE);
        pen.fillRect(20 + number % 100, 60, 90, 120);
        pen.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
