package org.teshema.rest.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Refuses a change that a page of somebody else makes with our cookie. The cookie is {@code SameSite=Lax}, which browsers honour for
 * other sites but not for other hosts of the same site; the origin says the rest.
 */
public final class SameOrigin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /** Whether a request of that method changes nothing. */
    public static boolean isSafe(String method) {
        return SAFE.contains(method);
    }

    /**
     * Passes a request that changes nothing, or that comes from a page of this very host.
     *
     * @throws Problem {@link ProblemType#FORBIDDEN} for any other
     */
    public static void check(HttpServletRequest request) {
        if (isSafe(request.getMethod())) {
            return;
        }
        String origin = request.getHeader("Origin");
        String from = origin != null ? origin : request.getHeader("Referer");
        if (from == null || !ownHost(from, request.getHeader("Host"))) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "此请求不是从本平台的页面发出的，未执行。请回到本平台页面再试。",
                    "This request did not come from a page of this platform and was not carried out.");
        }
    }

    private static boolean ownHost(String from, String host) {
        if (host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(from).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
