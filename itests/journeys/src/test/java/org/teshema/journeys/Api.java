package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Speaks HTTP to a running platform as one person, logged in or not. Each answer can be handed to an observer, which
 * holds it against the contract.
 */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final String token;
    private final Consumer<Exchange> observer;

    /** One request and its answer. */
    record Exchange(String method, String path, String requestBody, int status, String contentType, String body) {}

    /** An answer with its body as text. */
    record Answer(int status, Map<String, java.util.List<String>> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body, e);
            }
        }

        /** This answer, where it has that status. */
        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("Expected " + wanted + ", got " + status + ": " + body);
            }
            return this;
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(h -> h.getKey().equalsIgnoreCase(name))
                    .map(h -> String.join(", ", h.getValue()))
                    .findFirst()
                    .orElse("");
        }
    }

    Api(URI base, String token, Consumer<Exchange> observer) {
        this.base = base;
        this.token = token;
        this.observer = observer;
    }

    /** The same platform, spoken to with that token. */
    Api as(String bearer) {
        return new Api(base, bearer, observer);
    }

    URI base() {
        return base;
    }

    Answer get(String path) {
        return send("GET", path, "application/json", null, null);
    }

    Answer get(String path, String accept) {
        return send("GET", path, accept, null, null);
    }

    Answer post(String path, Object body) {
        return send("POST", path, "application/json", body, UUID.randomUUID().toString());
    }

    Answer post(String path, Object body, String key) {
        return send("POST", path, "application/json", body, key);
    }

    byte[] bytes(String path) {
        try {
            var request = request(path, "*/*").GET().build();
            HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("Expected 200 for " + path + ", got " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(path + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    Answer send(String method, String path, String accept, Object body, String key) {
        try {
            String text = body == null ? null : body instanceof String s ? s : JSON.writeValueAsString(body);
            BodyPublisher publisher = text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text);
            var builder = request(path, accept).method(method, publisher);
            if (text != null) {
                builder.header("Content-Type", "application/json");
            }
            if (key != null) {
                builder.header("Idempotency-Key", key);
            }
            HttpResponse<String> answer = CLIENT.send(builder.build(), BodyHandlers.ofString());
            observer.accept(new Exchange(
                    method,
                    path,
                    text,
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body()));
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        var builder =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60)).header("Accept", accept);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }
}
