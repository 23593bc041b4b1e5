package org.teshema.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.teshema.web.PhotoPath;

/** The headers that every answer carries, and the answer to a browser that asks before it crosses origins. */
final class Headers {
    // No script at all: the pages need none, and what is not allowed cannot be injected.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'none'; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    // A form that is filled in may be helped by the files of /assets: photos are made smaller, codes are read.
    private static final String WITH_OUR_SCRIPTS =
            CONTENT_SECURITY_POLICY.replace("script-src 'none'", "script-src 'self'");
    // What somebody uploaded is a picture, whatever a browser should think of it.
    private static final String PICTURE = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private Headers() {}

    static void set(HttpServletRequest request, HttpServletResponse response, CodePath codes) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The address of a scan is the code: it goes to nobody else. Our own forms need an origin, so not no-referrer.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", policy(request.getRequestURI()));
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (isPublic(request.getRequestURI(), codes)) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            response.setHeader("Access-Control-Expose-Headers", "ETag, Link, Retry-After");
        }
    }

    private static String policy(String path) {
        if (under(path, PhotoPath.ALL)) {
            return PICTURE;
        }
        return path.contains("/actions/") || path.equals("/bind") || path.equals("/camera")
                ? WITH_OUR_SCRIPTS
                : CONTENT_SECURITY_POLICY;
    }

    /** Answers a preflight request to a public path; any other path is not open to other origins. */
    static boolean preflight(HttpServletRequest request, HttpServletResponse response, CodePath codes) {
        if (!request.getMethod().equals("OPTIONS")
                || request.getHeader("Origin") == null
                || request.getHeader("Access-Control-Request-Method") == null
                || !isPublic(request.getRequestURI(), codes)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        response.setHeader("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }

    /** What anybody may read from anywhere: codes, keys and the ledger. */
    private static boolean isPublic(String path, CodePath codes) {
        return codes.text(path).isPresent()
                || path.startsWith("/n/")
                || under(path, "/api/v1/keys")
                || under(path, "/api/v1/ledger");
    }

    private static boolean under(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
