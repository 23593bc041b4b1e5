package org.teshema.trust.code;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of one code: ten random bytes, so that guessing one of a million live codes succeeds once in 10^18 tries.
 *
 * @param value {@value #LENGTH} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record CodeId(byte[] value) {
    /** Length in bytes. */
    public static final int LENGTH = 10;

    /** Copies and checks the length. */
    public CodeId {
        if (value.length != LENGTH) {
            throw new IllegalArgumentException(
                    "码标识应为 10 字节，实为 " + value.length + " / a code id has 10 bytes, not " + value.length);
        }
        value = value.clone();
    }

    /** A new id; hand in a cryptographically strong source. */
    public static CodeId random(SecureRandom random) {
        byte[] value = new byte[LENGTH];
        random.nextBytes(value);
        return new CodeId(value);
    }

    /**
     * The id of its {@link #hex()} form, upper or lower case.
     *
     * @throws IllegalArgumentException for anything but twenty hexadecimal digits
     */
    public static CodeId ofHex(String hex) {
        return new CodeId(HexFormat.of().parseHex(hex));
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    /** Twenty lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeId that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
