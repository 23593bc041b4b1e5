package org.teshema.engine.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.sm.Sm3;

/**
 * Tokens that let one reader append one entry of one kind to the device of one code: an HMAC-SM3 over exactly these, an
 * expiry and a random part. Nothing is stored when one is given out; that it works once is the business of the
 * idempotency row its random part becomes. The key lives as long as the process. Thread-safe.
 */
final class ActionTokens {
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final int BLOCK = 64;
    private static final int HEAD = 8 + 8;
    private static final int MAC = 16;

    private final byte[] inner;
    private final byte[] outer;

    ActionTokens(SecureRandom random) {
        byte[] key = new byte[BLOCK];
        random.nextBytes(key);
        this.inner = pad(key, 0x36);
        this.outer = pad(key, 0x5C);
    }

    /** A token for that account. */
    String issue(CodeId code, long account, String kind, Instant now) {
        // The random part tells two tokens apart; what keeps others from making one is the key.
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(now.plus(LIFE).getEpochSecond())
                .putLong(ThreadLocalRandom.current().nextLong())
                .array();
        byte[] token = Arrays.copyOf(head, HEAD + MAC);
        System.arraycopy(mac(head, code, account, kind), 0, token, HEAD, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The random part, 32 hexadecimal digits with the expiry; empty when the token is not for exactly this or too old. */
    Optional<String> check(String token, CodeId code, long account, String kind, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != HEAD + MAC) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(bytes, HEAD);
        byte[] mac = Arrays.copyOfRange(bytes, HEAD, bytes.length);
        boolean genuine = MessageDigest.isEqual(mac, mac(head, code, account, kind));
        boolean inTime = ByteBuffer.wrap(head).getLong() > now.getEpochSecond();
        return genuine && inTime ? Optional.of(java.util.HexFormat.of().formatHex(head)) : Optional.empty();
    }

    private byte[] mac(byte[] head, CodeId code, long account, String kind) {
        byte[] bound = ByteBuffer.allocate(CodeId.LENGTH + 8)
                .put(code.value())
                .putLong(account)
                .array();
        byte[] first = Sm3.hash(inner, head, bound, kind.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(Sm3.hash(outer, first), MAC);
    }

    private static byte[] pad(byte[] key, int with) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) (key[i] ^ with);
        }
        return padded;
    }
}
