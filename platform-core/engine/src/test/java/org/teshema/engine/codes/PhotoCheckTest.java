package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

class PhotoCheckTest {
    private static final String SECRET = "GPS 31.2304 121.4737 owner 13800000000";

    @Test
    void a_photo_keeps_its_picture_and_loses_everything_else() throws IOException {
        byte[] taken = withExif(TestCity.photo(120, 80, "jpeg"), 1);
        Photo kept = PhotoCheck.check(taken);
        assertEquals("image/jpeg", kept.mediaType());
        assertFalse(text(kept.content()).contains("GPS"));
        assertFalse(text(kept.content()).contains("Exif"));
        BufferedImage image = image(kept);
        assertEquals(120, image.getWidth());
        assertTrue(bright(image, 20, 40) && !bright(image, 100, 40));
        assertEquals(kept, PhotoCheck.check(taken));
        assertEquals(
                "image/jpeg", PhotoCheck.check(TestCity.photo(64, 64, "png")).mediaType());
    }

    @Test
    void a_photo_taken_sideways_is_turned_upright() throws IOException {
        byte[] upright = TestCity.photo(120, 80, "jpeg");
        // The left half is light: seen with the camera turned, that is the top, the bottom or the right.
        BufferedImage right = image(PhotoCheck.check(withExif(upright, 6)));
        assertEquals(80, right.getWidth());
        assertTrue(bright(right, 40, 20) && !bright(right, 40, 100));
        BufferedImage left = image(PhotoCheck.check(withExif(upright, 8)));
        assertTrue(bright(left, 40, 100) && !bright(left, 40, 20));
        BufferedImage upsideDown = image(PhotoCheck.check(withExif(upright, 3)));
        assertTrue(bright(upsideDown, 100, 40) && !bright(upsideDown, 20, 40));
        for (int orientation = 1; orientation <= 8; orientation++) {
            BufferedImage image = image(PhotoCheck.check(withExif(upright, orientation)));
            assertEquals(orientation >= 5 ? 80 : 120, image.getWidth());
        }
    }

    @Test
    void time_and_place_are_told_beside_the_photo_and_are_not_in_it_any_more() throws IOException {
        for (boolean little : new boolean[] {false, true}) {
            byte[] taken = TakenPhotos.with(TestCity.photo(120, 80, "jpeg"), little, "2026:05:01 10:30:59", "S", "E");
            Photo kept = PhotoCheck.check(taken);
            assertEquals(Optional.of("2026-05-01 10:30"), kept.taken());
            assertEquals(Optional.of("-31.230,121.474"), kept.place(), "to a hundred metres and no finer");
            assertFalse(text(kept.content()).contains("Exif")
                    || text(kept.content()).contains("2026:05"));
            assertEquals(Exif.NONE, Exif.of(kept.content()));
        }
        for (String clock : List.of("0000:00:00 00:00:00", "2026:02:30 10:30:00", "    :  :     :  :  ", "2026")) {
            Photo kept = PhotoCheck.check(TakenPhotos.with(TestCity.photo(120, 80, "jpeg"), false, clock, "N", "W"));
            assertEquals(Optional.empty(), kept.taken(), clock);
            assertEquals(Optional.of("31.230,-121.474"), kept.place());
        }
        assertEquals(Optional.empty(), PhotoCheck.check(TestCity.PHOTO).taken());
    }

    @Test
    void what_hangs_behind_or_inside_a_photo_is_gone() throws IOException {
        byte[] jpeg = TestCity.photo(120, 80, "jpeg");
        for (String tail : List.of("<html><script>alert(1)</script>", "PK\u0003\u0004 evil.jar META-INF/MANIFEST.MF")) {
            byte[] behind =
                    (new String(jpeg, StandardCharsets.ISO_8859_1) + tail).getBytes(StandardCharsets.ISO_8859_1);
            Photo kept = PhotoCheck.check(behind);
            assertFalse(text(kept.content()).contains(tail.substring(0, 5)), tail);
            // A comment, which a JPEG may have anywhere before its picture.
            var inside = new ByteArrayOutputStream();
            var out = new DataOutputStream(inside);
            out.write(jpeg, 0, 2);
            out.writeShort(0xFFFE);
            out.writeShort(2 + tail.length());
            out.writeBytes(tail);
            out.write(jpeg, 2, jpeg.length - 2);
            assertFalse(text(PhotoCheck.check(inside.toByteArray()).content()).contains(tail.substring(0, 5)), tail);
        }
    }

    @Test
    void what_is_no_photo_is_refused_in_words() {
        byte[] photo = TestCity.photo(120, 80, "jpeg");
        for (byte[] bad : List.of(
                new byte[0],
                new byte[PhotoCheck.MOST_BYTES + 1],
                "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
                "GIF89a".getBytes(StandardCharsets.US_ASCII),
                "%PDF-1.7 /JavaScript".getBytes(StandardCharsets.US_ASCII),
                "just words in a file called .jpg".getBytes(StandardCharsets.US_ASCII),
                "PK\u0003\u0004".getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
                Arrays.copyOf(TestCity.photo(64, 64, "png"), 40),
                Arrays.copyOf(photo, 30),
                TestCity.photo(8, 8, "png"))) {
            Problem problem = assertThrows(Problem.class, () -> PhotoCheck.check(bad));
            assertEquals(ProblemType.INVALID, problem.type());
            assertEquals(Optional.of("photo"), problem.field());
        }
    }

    @Test
    void a_small_file_of_a_huge_picture_is_refused_before_it_is_decoded() throws IOException {
        byte[] png = TestCity.photo(64, 64, "png");
        // Width and height of the header: 100,000 by 100,000 pixels.
        System.arraycopy(new byte[] {0, 1, (byte) 0x86, (byte) 0xA0, 0, 1, (byte) 0x86, (byte) 0xA0}, 0, png, 16, 8);
        Problem problem = assertThrows(Problem.class, () -> PhotoCheck.check(png));
        assertTrue(
                problem.detail().en().contains("100000x100000"),
                problem.detail().en());
    }

    @Test
    void no_damage_ends_in_anything_but_a_photo_or_a_problem() throws IOException {
        Random random = new Random(5);
        for (String format : List.of("jpeg", "png")) {
            byte[] good = TestCity.photo(64, 64, format);
            byte[] tagged = "jpeg".equals(format) ? withExif(good, 6) : good;
            for (int i = 0; i < 300; i++) {
                byte[] damaged = tagged.clone();
                for (int n = 0; n < 4; n++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    PhotoCheck.check(damaged);
                } catch (Problem e) {
                    assertEquals(ProblemType.INVALID, e.type());
                }
            }
        }
    }

    /** The same JPEG with the segment a camera writes: how it was held, and things nobody asked for. */
    private static byte[] withExif(byte[] jpeg, int orientation) throws IOException {
        var tiff = new ByteArrayOutputStream();
        var out = new DataOutputStream(tiff);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        out.writeBytes(SECRET);
        var file = new ByteArrayOutputStream();
        var segments = new DataOutputStream(file);
        segments.write(jpeg, 0, 2);
        segments.writeShort(0xFFE1);
        segments.writeShort(2 + 6 + tiff.size());
        segments.writeBytes("Exif\0\0");
        tiff.writeTo(segments);
        segments.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    private static BufferedImage image(Photo photo) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(photo.content()));
    }

    private static boolean bright(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) >> 16 & 0xFF) > 128;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
