package org.teshema.engine.outgoing;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that may be reached: scheme, host and port, written {@code https://api.example.cn/} or {@code http://10.0.0.5:8080/}.
 *
 * @param scheme https or http
 * @param host name or address, in lower case
 * @param port 1 to 65535
 */
public record Origin(String scheme, String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("(https?)://([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(?::([0-9]{1,5}))?/");

    public Origin {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
        }
    }

    /**
     * The place of that spelling.
     *
     * @throws IllegalArgumentException for any other
     */
    public static Origin parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "应写作 https://主机/ 或 https://主机:端口/，小写 / a place is written https://host/ or https://host:port/ in lower"
                            + " case, not " + text);
        }
        int port = parts.group(3) == null ? usual(parts.group(1)) : Integer.parseInt(parts.group(3));
        return new Origin(parts.group(1), parts.group(2), port);
    }

    /** Where a request goes. */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return new Origin(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() == -1 ? usual(scheme) : uri.getPort());
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** As it stands in the header of a request. */
    String authority() {
        return port == usual(scheme) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority() + "/";
    }
}
