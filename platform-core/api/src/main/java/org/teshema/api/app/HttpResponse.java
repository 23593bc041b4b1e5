package org.teshema.api.app;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What another system answered.
 *
 * @param status such as 200
 * @param headers by name in lower case; of one that came several times the values with commas between them, cookies left out
 * @param body as text, read as UTF-8
 */
public record HttpResponse(int status, Map<String, String> headers, String body) {
    public HttpResponse {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("A status is 100 to 599, not " + status);
        }
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** The header of that name, which is written in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
