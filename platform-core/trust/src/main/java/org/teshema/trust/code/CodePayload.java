package org.teshema.trust.code;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What a signed code says about itself; 18 bytes, big-endian: suite 1, key index 2, id 10, batch 3, day 2.
 *
 * <p>Nothing about a device: codes are printed before their device is known.
 *
 * @param suite version and algorithms; 1 is SM2 with SM3 in the layout above
 * @param keyIndex of the issuing key, 0..65535
 * @param id of the code
 * @param batch the batch it was made in, 0..16777215
 * @param day it was signed, 2020-01-01 to 2199-06-06
 */
public record CodePayload(int suite, int keyIndex, CodeId id, int batch, LocalDate day) {
    /** Length of {@link #bytes()}. */
    public static final int LENGTH = 18;

    /** SM2 with SM3. */
    public static final int SUITE_SM2 = 1;

    /** The largest batch number. */
    public static final int LAST_BATCH = 0xFFFFFF;

    private static final LocalDate DAY_ZERO = LocalDate.of(2020, 1, 1);

    /** Checks the ranges. */
    public CodePayload {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(day, "day");
        require(suite == SUITE_SM2, "suite", suite);
        require(keyIndex >= 0 && keyIndex <= 0xFFFF, "key index", keyIndex);
        require(batch >= 0 && batch <= LAST_BATCH, "batch", batch);
        long days = ChronoUnit.DAYS.between(DAY_ZERO, day);
        require(days >= 0 && days <= 0xFFFF, "day", day);
    }

    /** The 18 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) suite)
                .putShort((short) keyIndex)
                .put(id.value())
                .put((byte) (batch >> 16))
                .putShort((short) batch)
                .putShort((short) ChronoUnit.DAYS.between(DAY_ZERO, day))
                .array();
    }

    /**
     * The payload of its bytes.
     *
     * @throws IllegalArgumentException for another length or an unknown suite
     */
    public static CodePayload of(byte[] bytes) {
        require(bytes.length == LENGTH, "length", bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int suite = in.get() & 0xFF;
        int keyIndex = in.getShort() & 0xFFFF;
        byte[] id = new byte[CodeId.LENGTH];
        in.get(id);
        int batch = ((in.get() & 0xFF) << 16) | (in.getShort() & 0xFFFF);
        return new CodePayload(suite, keyIndex, new CodeId(id), batch, DAY_ZERO.plusDays(in.getShort() & 0xFFFF));
    }

    private static void require(boolean holds, String what, Object was) {
        if (!holds) {
            throw new IllegalArgumentException("码载荷字段超出范围 / code payload out of range: " + what + " " + was);
        }
    }
}
