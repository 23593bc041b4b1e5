package org.teshema.api.app;

/**
 * The way out to other systems. Open to the hosts that both the app's release names (permission {@code http:https://api.example.cn/})
 * and the city's configuration lists; shut otherwise, and always while somebody's scan or page is answered, so that nothing of a
 * reader leaves. Thread-safe.
 */
public interface Http {
    /**
     * Sends a request and waits for the answer, whatever its status: at most 5 seconds in all. A redirect is an answer like any other
     * and is not followed; nothing is remembered from one request to the next.
     *
     * @throws PlatformFailure REFUSED when the way there is not open, BUSY after 60 requests in a minute or with two on their way,
     *     TOO_MUCH for an answer over 1 MiB, TOO_SLOW, or AWAY when nobody answers or what comes is no HTTP
     */
    HttpResponse send(HttpRequest request);
}
