package org.teshema.engine.write;

import java.util.Objects;
import java.util.regex.Pattern;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Who asks for a change, and under which key.
 *
 * @param actor who asks
 * @param key the Idempotency-Key: 8 to 80 visible ASCII characters, chosen by the asker, unique per account
 */
public record WriteRequest(Actor actor, String key) {
    private static final Pattern KEY = Pattern.compile("[!-~]{8,80}");

    public WriteRequest {
        Objects.requireNonNull(actor, "actor");
        if (key == null || !KEY.matcher(key).matches()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "Idempotency-Key",
                    "写操作须带 Idempotency-Key 请求头：8 至 80 个可见 ASCII 字符，例如 UUID。",
                    "A write needs an Idempotency-Key header of 8 to 80 visible ASCII characters, such as a UUID.");
        }
    }
}
