package org.teshema.engine.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.teshema.api.scan.Draft;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.sm.Sm3;

/**
 * Tokens that let one reader append one entry of one kind to the device of one code: an HMAC-SM3 over exactly these, an
 * expiry, a random part and what the form opened with. Nothing is stored when one is given out; that it works once is the
 * business of the idempotency row its random part becomes. Thread-safe.
 */
final class ActionTokens {
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final int BLOCK = 64;
    private static final int HEAD = 8 + 8;
    private static final int ABOUT = 8;
    private static final int MAC = 16;

    private final Supplier<byte[]> key;

    /** Tokens under that key of {@value #BLOCK} bytes at most. */
    ActionTokens(Supplier<byte[]> key) {
        this.key = key;
    }

    /** What a token is found to be. */
    enum State {
        GOOD,
        /** It was given out for exactly this, too long ago. */
        LATE,
        /** It was given out for this, and the form would open otherwise by now. */
        CHANGED
    }

    /**
     * A token that the core gave out.
     *
     * @param key expiry and random part, 32 hexadecimal digits
     */
    record Known(String key, State state) {}

    /** A token for that account. */
    String issue(CodeId code, long account, String kind, Draft draft, Instant now) {
        // The random part tells two tokens apart; what keeps others from making one is the key.
        byte[] head = ByteBuffer.allocate(HEAD + ABOUT)
                .putLong(now.plus(LIFE).getEpochSecond())
                .putLong(ThreadLocalRandom.current().nextLong())
                .put(about(draft))
                .array();
        byte[] token = Arrays.copyOf(head, HEAD + ABOUT + MAC);
        System.arraycopy(mac(head, code, account, kind), 0, token, HEAD + ABOUT, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What that token is; empty when it was not given out for exactly this account, code and kind. */
    Optional<Known> check(String token, CodeId code, long account, String kind, Draft draft, Instant now) {
        return genuine(token, code, account, kind).map(head -> {
            boolean late = ByteBuffer.wrap(head).getLong() <= now.getEpochSecond();
            boolean same = Arrays.equals(about(draft), Arrays.copyOfRange(head, HEAD, head.length));
            State state = same ? (late ? State.LATE : State.GOOD) : State.CHANGED;
            return new Known(key(head), state);
        });
    }

    /** The key of a token, whether or not it was given out for anything. */
    static Optional<String> key(String token) {
        return decoded(token).map(ActionTokens::key);
    }

    /** Whether it was given out for that account, code and kind, ever. */
    boolean isFor(String token, CodeId code, long account, String kind) {
        return genuine(token, code, account, kind).isPresent();
    }

    private static String key(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, HEAD);
    }

    private static Optional<byte[]> decoded(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return bytes.length == HEAD + ABOUT + MAC ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> genuine(String token, CodeId code, long account, String kind) {
        return decoded(token).flatMap(bytes -> {
            byte[] head = Arrays.copyOf(bytes, HEAD + ABOUT);
            byte[] mac = Arrays.copyOfRange(bytes, HEAD + ABOUT, bytes.length);
            return MessageDigest.isEqual(mac, mac(head, code, account, kind)) ? Optional.of(head) : Optional.empty();
        });
    }

    /** What the entry will hold beside what is typed, and what it supersedes, and what it does to the register. */
    private static byte[] about(Draft draft) {
        if (draft.given().byName().isEmpty()
                && draft.amends().isEmpty()
                && draft.effect().isEmpty()) {
            return new byte[ABOUT];
        }
        String words = draft.given().byName() + "\n" + draft.amends()
                + draft.effect().map(effect -> "\n" + effect).orElse("");
        return Arrays.copyOf(Sm3.hash(words.getBytes(StandardCharsets.UTF_8)), ABOUT);
    }

    private byte[] mac(byte[] head, CodeId code, long account, String kind) {
        byte[] secret = key.get();
        byte[] bound = ByteBuffer.allocate(CodeId.LENGTH + 8)
                .put(code.value())
                .putLong(account)
                .array();
        byte[] first = Sm3.hash(pad(secret, 0x36), head, bound, kind.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(Sm3.hash(pad(secret, 0x5C), first), MAC);
    }

    private static byte[] pad(byte[] key, int with) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) ((i < key.length ? key[i] : 0) ^ with);
        }
        return padded;
    }
}
