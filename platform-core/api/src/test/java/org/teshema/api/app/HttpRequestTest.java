package org.teshema.api.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app may say in a request, and what it may not smuggle into one. */
class HttpRequestTest {
    private static final URI THERE = URI.create("https://api.example.cn/a");

    @Test
    void headers_that_are_the_platforms_or_hold_line_ends_are_refused() {
        for (String name : List.of(
                "Host", "content-length", "Transfer-Encoding", "Cookie", "Proxy-Authorization", "X Y", "X\r\nY", "")) {
            assertThrows(
                    IllegalArgumentException.class, () -> new HttpRequest("GET", THERE, Map.of(name, "x"), ""), name);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpRequest("GET", THERE, Map.of("X-Key", "a\r\nHost: b"), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpRequest("GET", THERE, Map.of("X-Key", "a", "x-key", "b"), ""));
        assertEquals(
                "k",
                new HttpRequest("GET", THERE, Map.of("Authorization", "k"), "")
                        .headers()
                        .get("Authorization"));
    }

    @Test
    void only_four_methods_and_whole_addresses_are_taken() {
        for (String method : List.of("CONNECT", "TRACE", "get", "GET / HTTP/1.1")) {
            assertThrows(IllegalArgumentException.class, () -> new HttpRequest(method, THERE, Map.of(), ""));
        }
        for (String uri : List.of(
                "file:///etc/passwd", "/a", "https://user:word@api.example.cn/", "https://a.cn/#b", "ftp://a.cn/")) {
            assertThrows(IllegalArgumentException.class, () -> HttpRequest.get(URI.create(uri)), uri);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new HttpRequest("POST", THERE, Map.of(), "一".repeat(HttpRequest.MOST_BYTES / 3 + 1)));
    }
}
