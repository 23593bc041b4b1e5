package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Speaks HTTP to a running platform as one person, logged in or not. Each answer is handed to an observer, which holds it
 * against the contract.
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
    record Exchange(String method, String path, int status, String contentType, String body) {}

    /** An answer with its body as text. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
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

        /** The member of that name as text. */
        String text(String member) {
            JsonNode value = json().path(member);
            if (value.isMissingNode() || value.isNull()) {
                throw new AssertionError("No member " + member + " in " + body);
            }
            return value.asText();
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

    /** Somebody unknown at that platform; what is answered is held against the contract. */
    static Api anybody(RunningPlatform platform) {
        return new Api(platform.base(), null, Contract::observe);
    }

    /** Somebody unknown at the platform of that address. */
    static Api anybody(URI base) {
        return new Api(base, null, Contract::observe);
    }

    /** The same platform, spoken to with that token. */
    Api as(String bearer) {
        return new Api(base, bearer, observer);
    }

    /** The same platform, spoken to by who logs in with these. */
    Api logIn(String login, String password) {
        Answer first = post("/api/v1/sessions", Map.of("login", login, "password", password));
        if (first.status() == 202) {
            return as(secondStep(login, password, first));
        }
        return as(first.expect(201).text("token"));
    }

    /** Does the second step where the platform asks for one, as the person with the app does; the token. */
    private String secondStep(String login, String password, Answer first) {
        Authenticator app = Authenticator.of(login, password, first.json().path("enrolment"));
        JsonNode entered = post(
                        "/api/v1/sessions/second-step", Map.of("ticket", first.text("ticket"), "code", app.unused()))
                .expect(201)
                .json();
        app.keep(entered.path("recoveryCodes"));
        return entered.path("session").path("token").asText();
    }

    /** The same platform, spoken to by somebody unknown. */
    Api loggedOut() {
        return as(null);
    }

    URI base() {
        return base;
    }

    /** The token it is spoken to with; empty for somebody unknown. */
    String token() {
        return token == null ? "" : token;
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

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = null;
        String more = path + (path.contains("?") ? "&" : "?") + "limit=200";
        do {
            JsonNode page = get(cursor == null ? more : more + "&cursor=" + cursor)
                    .expect(200)
                    .json();
            page.path("items").forEach(items::add);
            cursor = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (cursor != null);
        return items;
    }

    byte[] bytes(String path) {
        HttpResponse<byte[]> answer = exchange(request(path, "*/*").GET().build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("Expected 200 for " + path + ", got " + answer.statusCode());
        }
        answer("GET", path, answer);
        return answer.body();
    }

    /** Sends a body that is no JSON. */
    Answer upload(String path, String mediaType, byte[] body) {
        return upload("POST", path, mediaType, body);
    }

    Answer upload(String method, String path, String mediaType, byte[] body) {
        return answer(
                method,
                path,
                exchange(request(path, "application/json")
                        .method(method, BodyPublishers.ofByteArray(body))
                        .header("Content-Type", mediaType)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .build()));
    }

    /** Sends a form as a page of the platform does. */
    Answer form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return answer(
                "POST",
                path,
                exchange(request(path, "text/html")
                        .POST(BodyPublishers.ofString(body))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", base.getScheme() + "://" + base.getAuthority())
                        .build()));
    }

    /** Sends a form as a page does that has files; a value of bytes is a file. */
    Answer parts(String path, Map<String, Object> fields) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            boolean file = value instanceof byte[];
            body.writeBytes(("--parts\r\nContent-Disposition: form-data; name=\"" + name
                            + (file ? "\"; filename=\"../IMG_1.jpg\"\r\nContent-Type: image/jpeg" : "\"") + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(
                    value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes("--parts--\r\n".getBytes(StandardCharsets.UTF_8));
        return answer(
                "POST",
                path,
                exchange(request(path, "text/html")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .header("Content-Type", "multipart/form-data; boundary=parts")
                        .header("Origin", base.getScheme() + "://" + base.getAuthority())
                        .build()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer send(String method, String path, String accept, Object body, String key) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body));
        var builder = request(path, accept).method(method, publisher);
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        if (key != null) {
            builder.header("Idempotency-Key", key);
        }
        return answer(method, path, exchange(builder.build()));
    }

    private Answer answer(String method, String path, HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String type = response.headers().firstValue("Content-Type").orElse("");
        observer.accept(new Exchange(method, path, response.statusCode(), type, text));
        return new Answer(response.statusCode(), response.headers().map(), text);
    }

    private static HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(request.method() + " " + request.uri() + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        var builder = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", accept);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    private static String text(Object body) {
        try {
            return body instanceof String s ? s : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
