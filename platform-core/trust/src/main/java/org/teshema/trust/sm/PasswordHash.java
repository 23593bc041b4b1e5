package org.teshema.trust.sm;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.PasswordConverter;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords by Argon2id (RFC 9106), which costs whoever guesses as much memory as it costs us: 19 MiB and two
 * passes for each try.
 *
 * <p>A hash is text in the form {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash} and carries its own costs, so they can be
 * raised later and old hashes still match. The JVM's property {@code teshema.password.kib} says how much memory the new ones take. Less
 * than usual is for tests, which make thousands. Thread-safe; each call in progress holds the memory.
 */
public final class PasswordHash {
    private static final int MEMORY_KIB = Integer.getInteger("teshema.password.kib", 19 * 1024);
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT = 16;
    private static final int LENGTH = 32;
    // What a stored hash may ask of us, so that a row nobody should have written cannot exhaust the memory.
    private static final int MOST_MEMORY_KIB = 256 * 1024;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;

    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /**
     * A hash of that password with a fresh salt.
     *
     * @param password left as it is; the caller wipes it
     */
    public static String hash(char[] password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return text(salt, argon2id(password, salt, MEMORY_KIB, PASSES, LANES, LENGTH));
    }

    /** The hash of no password, which costs as much to try as any other. */
    public static String ofNobody() {
        return text(new byte[SALT], new byte[LENGTH]);
    }

    private static String text(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /**
     * Whether the password is the one that was hashed. Text that is no hash matches nothing.
     *
     * @param password left as it is; the caller wipes it
     * @param hash what {@link #hash} gave
     */
    public static boolean matches(char[] password, String hash) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        int memory = Integer.parseInt(form.group(1));
        int passes = Integer.parseInt(form.group(2));
        int lanes = Integer.parseInt(form.group(3));
        if (lanes < 1
                || lanes > MOST_LANES
                || passes < 1
                || passes > MOST_PASSES
                || memory < 8 * lanes
                || memory > MOST_MEMORY_KIB) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(form.group(4));
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        return MessageDigest.isEqual(expected, argon2id(password, salt, memory, passes, lanes, expected.length));
    }

    private static byte[] argon2id(char[] password, byte[] salt, int memory, int passes, int lanes, int length) {
        byte[] bytes = PasswordConverter.UTF8.convert(password);
        try {
            var argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] out = new byte[length];
            argon2.generateBytes(bytes, out);
            return out;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
