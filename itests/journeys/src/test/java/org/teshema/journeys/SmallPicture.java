package org.teshema.journeys;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/** Pictures of pages as small files: of few colours, those that most of the page is made of, and no longer than one looks at. */
final class SmallPicture {
    private static final int COLOURS = 16;
    private static final int MOST_HEIGHT = 2_400;

    private SmallPicture() {}

    /** Writes that picture. */
    static void write(byte[] png, Path file) {
        try {
            BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png));
            BufferedImage picture = whole.getSubimage(0, 0, whole.getWidth(), Math.min(whole.getHeight(), MOST_HEIGHT));
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            ImageWriteParam small = writer.getDefaultWriteParam();
            small.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            small.setCompressionQuality(0);
            try (var out = new FileImageOutputStream(file.toFile())) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(reduced(picture), null, null), small);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage reduced(BufferedImage picture) {
        int[] palette = palette(picture);
        var colours = new IndexColorModel(4, palette.length, palette, 0, false, -1, 0);
        var small = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_BINARY, colours);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int place = nearest.computeIfAbsent(picture.getRGB(x, y), rgb -> nearest(palette, rgb));
                small.getRaster().setSample(x, y, 0, place);
            }
        }
        return small;
    }

    /** The colours that are there most often, no two of them hard to tell apart. */
    private static int[] palette(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> often = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        int[] palette = new int[COLOURS];
        int size = 0;
        for (int apart : new int[] {2_000, 400, 0}) {
            for (int rgb : often) {
                int soFar = size;
                boolean isNew = IntStream.range(0, soFar).allMatch(i -> distance(palette[i], rgb) > apart);
                if (isNew && size < COLOURS) {
                    palette[size] = rgb;
                    size++;
                }
            }
        }
        return java.util.Arrays.copyOf(palette, Math.max(size, 1));
    }

    private static int nearest(int[] palette, int rgb) {
        return IntStream.range(0, palette.length)
                .boxed()
                .min(Comparator.comparingInt(i -> distance(palette[i], rgb)))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }
}
