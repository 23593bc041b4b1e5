package org.teshema.engine.codes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.trust.sm.Sm3;

/**
 * Takes photos in: checks what they are, decodes them and encodes them again, as JPEG whatever they were. Place, time and device
 * that a camera wrote into the file, and whatever else was hidden in it, are gone then: the turn of the camera is kept as turned
 * pixels, and time and place beside the file, for the fields of an entry that ask for them.
 */
final class PhotoCheck {
    /** The most bytes of a photo as it comes: 4 MiB. */
    static final int MOST_BYTES = 4 << 20;

    private static final long MOST_PIXELS = 20_000_000;
    private static final int LEAST_SIDE = 32;
    private static final String JPEG = "jpeg";

    /** Decoding takes four bytes a pixel; a few at a time are enough. */
    private static final Semaphore AT_A_TIME = new Semaphore(2);

    static {
        ImageIO.setUseCache(false);
    }

    private PhotoCheck() {}

    /** Something that is made of a picture. */
    @FunctionalInterface
    interface Use<T> {
        T of(BufferedImage image) throws IOException;
    }

    /** The photo to keep, or the problem with it. */
    static Photo check(byte[] bytes) {
        Exif exif = isJpeg(bytes) ? read(bytes) : Exif.NONE;
        return decoded(bytes, decoded -> {
            BufferedImage image = turned(decoded, exif.orientation());
            var out = new ByteArrayOutputStream(bytes.length);
            if (!ImageIO.write(image, JPEG, out)) {
                throw invalid("照片的像素格式不支持", "the picture's pixel format is not supported");
            }
            byte[] clean = out.toByteArray();
            return new Photo(
                    HexFormat.of().formatHex(Sm3.hash(clean)), "image/jpeg", clean, exif.taken(), exif.place());
        });
    }

    private static Exif read(byte[] bytes) {
        try {
            return Exif.of(bytes);
        } catch (RuntimeException e) {
            // A damaged segment says nothing; whether the picture is damaged, too, its decoder finds out.
            return Exif.NONE;
        }
    }

    private static boolean isJpeg(byte[] bytes) {
        return startsWith(bytes, 0xFF, 0xD8, 0xFF);
    }

    /** What is made of the picture, or the problem with it; not turned upright. */
    static <T> T decoded(byte[] bytes, Use<T> use) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw invalid(
                    "照片应为 1 字节到 4 MiB，实为 " + bytes.length + " 字节",
                    "a photo has at most 4 MiB, not " + bytes.length + " bytes");
        }
        if (!isJpeg(bytes) && !startsWith(bytes, 0x89, 'P', 'N', 'G')) {
            throw invalid("照片应为 JPEG 或 PNG 文件", "a photo is a JPEG or PNG file");
        }
        AT_A_TIME.acquireUninterruptibly();
        try {
            return use.of(decoded(bytes, isJpeg(bytes) ? JPEG : "png"));
        } catch (Problem e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders meet damaged files with whatever they stumble over.
            throw invalid("照片文件损坏，无法解码", "the file is damaged and cannot be decoded");
        } finally {
            AT_A_TIME.release();
        }
    }

    private static BufferedImage decoded(byte[] bytes, String format) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                // Asked before a single pixel is decoded.
                if ((long) width * height > MOST_PIXELS || width < LEAST_SIDE || height < LEAST_SIDE) {
                    throw invalid(
                            "照片应为 " + LEAST_SIDE + " 像素以上、2000 万像素以内，实为 " + width + "×" + height,
                            "a photo has sides of at least " + LEAST_SIDE + " and at most 20 million pixels, not "
                                    + width + "x" + height);
                }
                return plain(reader.read(0));
            } finally {
                reader.dispose();
            }
        }
    }

    /** Colours without an alpha channel, which JPEG does not have: what was seen through is white. */
    private static BufferedImage plain(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return image;
        }
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = plain.createGraphics();
        canvas.drawImage(image, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return plain;
    }

    /** The picture as it was seen, from the turn that the camera wrote down (EXIF 2.3, Orientation, 1 to 8). */
    private static BufferedImage turned(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
        if (turn.isIdentity()) {
            return image;
        }
        BufferedImage target = orientation >= 5
                ? new BufferedImage(h, w, BufferedImage.TYPE_3BYTE_BGR)
                : new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = target.createGraphics();
        canvas.drawImage(image, turn, null);
        canvas.dispose();
        return target;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static Problem invalid(String zh, String en) {
        return Problem.inField(
                ProblemType.INVALID,
                "photo",
                zh + "；请重新拍照或换一张照片。",
                "The photo cannot be used: " + en + ". Take it again or choose another.");
    }
}
