package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP written byte by byte, for what no well-behaved client can send. */
final class Raw {
    private final URI base;

    Raw(URI base) {
        this.base = base;
    }

    /** An answer as it came over the wire, bytes as ISO-8859-1 up to the body, which is UTF-8. */
    record Answer(int status, String head, String body) {
        /** Whether the body is problem details. */
        boolean isProblem() {
            return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
        }

        JsonNode json() {
            try {
                return Api.JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body, e);
            }
        }
    }

    /** Asks for that target, written into the request line as it is; each char is one byte. */
    Answer get(String target) {
        return send("GET " + target + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
    }

    /** Sends that body as JSON with that token; each char is one byte. */
    Answer post(String target, String token, String body) {
        return send("POST " + target + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nIdempotency-Key: "
                + java.util.UUID.randomUUID() + (token == null ? "" : "\r\nAuthorization: Bearer " + token)
                + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    /** Sends these bytes and reads until the other side closes. */
    Answer send(String request) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] all = socket.getInputStream().readAllBytes();
            String text = new String(all, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (!text.startsWith("HTTP/1.1 ") || end < 0) {
                throw new AssertionError("Not an answer: " + text);
            }
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end),
                    new String(all, end + 4, all.length - end - 4, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
