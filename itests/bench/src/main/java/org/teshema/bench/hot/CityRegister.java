package org.teshema.bench.hot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.teshema.bench.running.RunningPlatform;

/** The register as the city's administrator reads it. Belongs to one thread. */
final class CityRegister {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    /** Logs in. */
    CityRegister(RunningPlatform platform) throws IOException {
        base = "http://127.0.0.1:" + platform.port();
        byte[] credentials = JSON.writeValueAsBytes(Map.of("login", "admin", "password", platform.password("admin")));
        token = send(HttpRequest.newBuilder(URI.create(base + "/api/v1/sessions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(credentials)))
                .path("token")
                .asText();
    }

    /** The items of a list's first page. */
    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token))
                .path("items");
    }

    private JsonNode send(HttpRequest.Builder asked) throws IOException {
        try {
            var answer = client.send(asked.header("Accept", "application/json").build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IOException(answer.uri() + ": " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
