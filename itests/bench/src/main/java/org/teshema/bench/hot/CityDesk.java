package org.teshema.bench.hot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.teshema.bench.running.RunningPlatform;

/** What the city's administrator does over HTTP: reads the register, registers keys, brings releases. Belongs to one thread. */
final class CityDesk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    /** Logs in. */
    CityDesk(RunningPlatform platform) throws IOException {
        base = "http://127.0.0.1:" + platform.port();
        byte[] credentials = JSON.writeValueAsBytes(Map.of("login", "admin", "password", platform.password("admin")));
        token = send(HttpRequest.newBuilder(URI.create(base + "/api/v1/sessions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(credentials)))
                .path("token")
                .asText();
    }

    /** What that path answers. */
    JsonNode get(String path) throws IOException {
        return send(asked(path));
    }

    /** Sends JSON. */
    JsonNode post(String path, Map<String, String> body) throws IOException {
        return post(path, "application/json", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    /** Sends a jar. */
    JsonNode upload(String path, byte[] jar) throws IOException {
        return post(path, "application/java-archive", BodyPublishers.ofByteArray(jar));
    }

    /**
     * Where the numbers of bound codes lead.
     *
     * @param query which devices, as parameters of their list
     * @param which of these devices
     */
    List<String> bound(String query, Predicate<JsonNode> which, int most) throws IOException {
        var paths = new ArrayList<String>();
        for (JsonNode device : get("/api/v1/devices?limit=200" + query).path("items")) {
            String entries = "/api/v1/devices/" + device.path("id").asText() + "/entries?kind=posting";
            if (which.test(device) && paths.size() < most) {
                for (JsonNode entry : get(entries).path("items")) {
                    if (entry.path("values").path("event").asText().equals("bound")) {
                        paths.add("/n/" + entry.path("values").path("number").asText());
                        break;
                    }
                }
            }
        }
        return paths;
    }

    private JsonNode post(String path, String type, BodyPublisher body) throws IOException {
        return send(asked(path)
                .header("Content-Type", type)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body));
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder asked) throws IOException {
        try {
            var answer = client.send(asked.header("Accept", "application/json").build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IOException(answer.uri() + ": " + answer.statusCode() + " "
                        + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
