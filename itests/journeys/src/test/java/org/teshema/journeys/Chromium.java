package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Debian's Chromium without a window, which reaches this machine and nothing else. Each tab is a person of their own. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path profile;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI tools;
    private final List<Tab> tabs = new ArrayList<>();

    private Chromium(Path profile, Process process) {
        this.profile = profile;
        this.process = process;
        Path port = profile.resolve("DevToolsActivePort");
        Waiting.until("Chromium can be spoken to", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("Chromium ended at once: " + text(profile.resolve("log")));
            }
            return text(port).lines().count() == 2;
        });
        this.tools =
                URI.create("http://127.0.0.1:" + text(port).lines().findFirst().orElseThrow() + "/");
    }

    /** Starts it, with these further arguments. */
    static Chromium started(String... more) {
        try {
            Path profile = Files.createTempDirectory("teshema-browser");
            var command = new ArrayList<>(List.of(
                    "chromium",
                    "--headless=new",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-extensions",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--hide-scrollbars",
                    "--force-device-scale-factor=1",
                    "--force-color-profile=srgb",
                    "--font-render-hinting=none"));
            if (System.getProperty("user.name").equals("root")) {
                command.add("--no-sandbox");
            }
            command.addAll(List.of(more));
            command.add("about:blank");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("log").toFile())
                    .start();
            return new Chromium(profile, process);
        } catch (IOException e) {
            throw new UncheckedIOException("Needed by this test and not to be had: chromium", e);
        }
    }

    /** A new tab, empty. */
    Tab tab() {
        try {
            var asked = HttpRequest.newBuilder(tools.resolve("json/new?about:blank"))
                    .PUT(BodyPublishers.noBody())
                    .timeout(PATIENCE)
                    .build();
            JsonNode made = new ObjectMapper()
                    .readTree(client.send(asked, BodyHandlers.ofString()).body());
            var tab =
                    new Tab(client, URI.create(made.path("webSocketDebuggerUrl").asText()));
            tabs.add(tab);
            return tab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tabs.forEach(Tab::close);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
