package org.teshema.host.wire;

import java.util.List;
import org.teshema.api.app.PlatformFailure;

/** What a platform throws at a plugin, in words: those kinds that the API promises, and of anything else nothing. */
public final class Thrown {
    private static final String NOT_NOW = "The platform cannot answer now";

    private Thrown() {}

    /** A kind, a line break, and the message. */
    public static String words(Throwable thrown) {
        if (thrown instanceof PlatformFailure failure) {
            return failure.reason().name() + "\n" + failure.getMessage();
        }
        if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
            return (thrown instanceof IllegalArgumentException ? "ARGUMENT" : "STATE") + "\n" + thrown.getMessage();
        }
        return "STATE\n" + NOT_NOW;
    }

    /** The same kind, to be thrown on the other side. */
    public static RuntimeException of(String words) {
        List<String> parts = List.of(words.split("\n", 2));
        String message = parts.get(parts.size() - 1);
        for (PlatformFailure.Reason reason : PlatformFailure.Reason.values()) {
            if (reason.name().equals(parts.get(0))) {
                return new PlatformFailure(reason, message);
            }
        }
        return parts.get(0).equals("ARGUMENT")
                ? new IllegalArgumentException(message)
                : new IllegalStateException(message);
    }
}
