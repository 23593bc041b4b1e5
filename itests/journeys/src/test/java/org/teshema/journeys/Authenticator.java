package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authenticator apps of the people of the journeys, worked out from the standard and from nothing of the engine's: one for each login
 * and password. A code is used once, so whoever logs in more often than the clock moves on gives recovery codes.
 */
final class Authenticator {
    private static final long STEP_MILLIS = 30_000;
    private static final Map<String, Authenticator> APPS = new ConcurrentHashMap<>();

    private static final Set<String> SHOWN = ConcurrentHashMap.newKeySet();

    private final byte[] key;
    private final Deque<String> recoveryCodes = new ArrayDeque<>();
    private long lastStep = Long.MIN_VALUE;

    private Authenticator(String secret) {
        this.key = decoded(secret);
    }

    /** That of a person; an enrolment gives them a new one. */
    static Authenticator of(String login, String password, JsonNode enrolment) {
        String person = login + "\n" + password;
        if (enrolment.hasNonNull("secret")) {
            SHOWN.add(enrolment.path("secret").asText());
            APPS.put(person, new Authenticator(enrolment.path("secret").asText()));
        }
        return known(login, password);
    }

    /** That of a person who enrolled it before. */
    static Authenticator known(String login, String password) {
        Authenticator app = APPS.get(login + "\n" + password);
        if (app == null) {
            throw new AssertionError(login + " has an app that was enrolled elsewhere");
        }
        return app;
    }

    /** A code that was not used yet. */
    synchronized String unused() {
        long now = Math.floorDiv(Clock.systemUTC().millis(), STEP_MILLIS);
        // The step before is still taken: the earliest first leaves more for the next.
        long step = Math.max(now - 1, lastStep + 1);
        if (step > now + 1) {
            return recoveryCodes.pop();
        }
        lastStep = step;
        return shown(step);
    }

    /** One of the codes that were printed for the day the phone is lost; it serves once. */
    synchronized String recoveryCode() {
        return recoveryCodes.pop();
    }

    /** Keeps the recovery codes that the enrolment gave. */
    synchronized void keep(JsonNode codes) {
        codes.forEach(code -> recoveryCodes.add(code.asText()));
        SHOWN.addAll(recoveryCodes);
    }

    /** Keys and recovery codes that were shown to somebody and stand in that text. */
    static List<String> shownIn(String text) {
        return SHOWN.stream().filter(text::contains).toList();
    }

    private String shown(long step) {
        try {
            var counter = new byte[8];
            for (int i = 0; i < 8; i++) {
                counter[i] = (byte) (step >>> (56 - 8 * i));
            }
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            byte[] hash = mac.doFinal(counter);
            int at = hash[hash.length - 1] & 15;
            int number = 0;
            for (byte one : Arrays.copyOfRange(hash, at, at + 4)) {
                number = (number << 8) + (one & 255);
            }
            return String.format("%06d", (number & 0x7fffffff) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] decoded(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(bit / 5));
            bytes[bit / 8] |= (byte) (((value >> (4 - bit % 5)) & 1) << (7 - bit % 8));
        }
        return bytes;
    }
}
