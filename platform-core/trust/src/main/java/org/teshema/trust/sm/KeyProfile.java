package org.teshema.trust.sm;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What must be known beside a key to use it: the algorithm and the signer's id that SM2 hashes into every signature.
 *
 * <p>The id is a parameter of the protocol and not of the curve. OpenSSL before 4.0 takes an empty one unless told, GM/T
 * 0009 has a default, other standards use certificate digests; a verifier with the wrong id refuses genuine signatures.
 * The profile therefore travels with the key.
 *
 * @param algorithm only {@code SM2-SM3} is known
 * @param userId the id as text (its UTF-8 bytes are hashed), or {@code hex:} followed by the digits of raw bytes; at most
 *     8,191 bytes, because SM2 counts the id's bits in sixteen bits
 */
public record KeyProfile(String algorithm, String userId) {
    /** SM2 with SM3 and the default id of GM/T 0009-2012. */
    public static final KeyProfile GM_T_0009 = new KeyProfile("SM2-SM3", "1234567812345678");

    private static final String RAW = "hex:";
    private static final int LONGEST_ID = 8191;

    /** Checks the parts. */
    public KeyProfile {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(userId, "userId");
        if (!"SM2-SM3".equals(algorithm)) {
            throw new IllegalArgumentException(
                    "未知算法 " + algorithm + "，应为 SM2-SM3 / unknown algorithm, expected SM2-SM3");
        }
        if (userId.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("SM2 标识不得含控制字符 / an SM2 id has no control characters");
        }
        if (bytesOf(userId).length > LONGEST_ID) {
            throw new IllegalArgumentException("SM2 标识过长，最多 8191 字节 / SM2 id too long, at most 8191 bytes");
        }
    }

    /** The profile of a key whose id is raw bytes and not text. */
    public static KeyProfile ofRawId(byte[] id) {
        return new KeyProfile("SM2-SM3", RAW + HexFormat.of().formatHex(id));
    }

    /** The bytes that SM2 hashes as the signer's id. */
    public byte[] idBytes() {
        return bytesOf(userId);
    }

    private static byte[] bytesOf(String userId) {
        return userId.startsWith(RAW)
                ? HexFormat.of().parseHex(userId.substring(RAW.length()))
                : userId.getBytes(StandardCharsets.UTF_8);
    }
}
