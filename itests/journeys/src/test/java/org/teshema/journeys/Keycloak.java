package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Keycloak as it is distributed, on loopback, with one realm and a database in a folder of its own. */
final class Keycloak implements AutoCloseable {
    private static final String OPERATOR = "operator";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = RunningPlatform.freePort();
    private final String operatorsPassword = UUID.randomUUID().toString();
    private final Path folder;
    private final Process process;

    /** What the client of the realm proves itself by. */
    final String secret = UUID.randomUUID().toString();

    /** The password of everybody of the realm. */
    final String password = UUID.randomUUID().toString();

    /** Starts it for a platform at that address; {@link #await} waits until it answers. */
    Keycloak(URI platform) {
        try {
            folder = Files.createTempDirectory("keycloak");
            Tools.run(List.of(
                            "tar",
                            "-xzf",
                            System.getProperty("teshema.keycloak"),
                            "-C",
                            folder.toString(),
                            "--strip-components=1"))
                    .ok();
            Path realms = Files.createDirectories(folder.resolve("data/import"));
            try (var realm = Keycloak.class.getResourceAsStream("/keycloak-city.json")) {
                String text = new String(realm.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(
                        realms.resolve("city.json"),
                        text.replace("@HOME@", platform.toString())
                                .replace("@SECRET@", secret)
                                .replace("@PASSWORD@", password));
            }
            var builder = new ProcessBuilder(
                            folder.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--log-level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
            builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", OPERATOR);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", operatorsPassword);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("console.log");
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** As its tokens call it. */
    String issuer() {
        return base() + "/realms/city";
    }

    /** Waits until it answers: it puts itself together at its first start, and other tests run beside it. */
    void await() {
        Waiting.until("Keycloak answers", Duration.ofMinutes(5), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("Keycloak ended while it started: " + logText());
            }
            try {
                return client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(issuer() + "/.well-known/openid-configuration"))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            }
        });
    }

    /** A token of somebody that was given to another party. */
    String tokenForSomebodyElse(String user) {
        return json(form(
                        issuer() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "somebody-else",
                                "client_secret",
                                secret,
                                "username",
                                user,
                                "password",
                                password,
                                "scope",
                                "openid")))
                .path("id_token")
                .asText();
    }

    /** Signs with another key from now on. */
    void rollKeysOver() {
        String key =
                "{\"name\":\"next\",\"providerId\":\"rsa-generated\",\"providerType\":\"org.keycloak.keys.KeyProvider\","
                        + "\"config\":{\"priority\":[\"500\"],\"enabled\":[\"true\"],\"active\":[\"true\"],\"keySize\":[\"2048\"]}}";
        expect(201, operator("/admin/realms/city/components").POST(BodyPublishers.ofString(key)));
    }

    /** Ends every session that somebody has there. */
    void endSessionsOf(String user) {
        expect(204, operator("/admin/realms/city/users/" + user + "/logout").POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder operator(String path) {
        String token = json(form(
                        base() + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                OPERATOR,
                                "password",
                                operatorsPassword)))
                .path("access_token")
                .asText();
        return HttpRequest.newBuilder(base().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private String form(String to, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return expect(
                200,
                HttpRequest.newBuilder(URI.create(to))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private String expect(int status, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new AssertionError(answer.statusCode() + " from Keycloak: " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // The script starts a JVM of its own.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Tools.run(List.of("rm", "-rf", folder.toString())).ok();
    }
}
