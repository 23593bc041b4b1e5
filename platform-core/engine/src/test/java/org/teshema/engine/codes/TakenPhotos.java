package org.teshema.engine.codes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Photos as a phone takes them: with time and place in them. */
final class TakenPhotos {
    private static final int FIRST = 8;
    private static final int CAMERA = 38;
    private static final int POSITION = 56;
    private static final int TIME = 110;
    private static final int NORTH = 130;
    private static final int EAST = 154;
    private static final int END = 178;

    private TakenPhotos() {}

    /** That JPEG, taken at 31°13'48.9" and 121°28'25.3". */
    static byte[] with(byte[] jpeg, boolean littleEndian, String time, String northOrSouth, String eastOrWest)
            throws IOException {
        ByteBuffer tiff = ByteBuffer.allocate(END).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(FIRST);
        tiff.position(FIRST);
        tiff.putShort((short) 2);
        entry(tiff, 0x8769, 4, 1, CAMERA);
        entry(tiff, 0x8825, 4, 1, POSITION);
        tiff.position(CAMERA);
        tiff.putShort((short) 1);
        entry(tiff, 0x9003, 2, 20, TIME);
        tiff.position(POSITION);
        tiff.putShort((short) 4);
        letter(tiff, 1, northOrSouth);
        entry(tiff, 2, 5, 3, NORTH);
        letter(tiff, 3, eastOrWest);
        entry(tiff, 4, 5, 3, EAST);
        tiff.position(TIME);
        tiff.put(time.getBytes(StandardCharsets.US_ASCII));
        tiff.position(NORTH);
        tiff.putInt(31).putInt(1).putInt(13).putInt(1).putInt(489).putInt(10);
        tiff.putInt(121).putInt(1).putInt(28).putInt(1).putInt(253).putInt(10);
        var file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.write(ByteBuffer.allocate(4)
                .putShort((short) 0xFFE1)
                .putShort((short) (2 + 6 + END))
                .array());
        file.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        file.write(tiff.array());
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static void letter(ByteBuffer tiff, int tag, String letter) {
        tiff.putShort((short) tag).putShort((short) 2).putInt(2);
        tiff.put(letter.getBytes(StandardCharsets.US_ASCII)).put(new byte[3]);
    }
}
