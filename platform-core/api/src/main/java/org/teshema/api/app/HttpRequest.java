package org.teshema.api.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request to another system.
 *
 * @param method GET, POST, PUT or DELETE
 * @param uri absolute, {@code https} as a rule, without user and fragment
 * @param headers by name; host, length, connection, cookies and what is for proxies are not the app's to set
 * @param body text, sent as UTF-8, at most 1 MiB; empty for none
 */
public record HttpRequest(String method, URI uri, Map<String, String> headers, String body) {
    /** Most bytes of a body, either way. */
    public static final int MOST_BYTES = 1024 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,4000}");
    private static final Pattern OURS = Pattern.compile(
            "(?i)host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|cookie2?|proxy-.*");

    public HttpRequest {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("A request is GET, POST, PUT or DELETE, not " + method);
        }
        if (uri.getScheme() == null
                || !uri.getScheme().matches("https?")
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "An address begins with https:// and a host, and has neither user nor fragment: " + uri);
        }
        headers = Map.copyOf(headers);
        var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || OURS.matcher(name).matches() || names.put(name, value) != null) {
                throw new IllegalArgumentException(
                        "This header is not an app's to set, or stands there twice: " + name);
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("The header " + name + " holds more than plain characters");
            }
        });
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("A body has at most " + MOST_BYTES + " bytes");
        }
    }

    /** Asks for what lies there. */
    public static HttpRequest get(URI uri) {
        return new HttpRequest("GET", uri, Map.of(), "");
    }
}
