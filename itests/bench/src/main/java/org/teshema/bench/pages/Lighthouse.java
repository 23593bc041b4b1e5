package org.teshema.bench.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Google's Lighthouse, on pages as a telephone gets them over a slow line: a process of Node with Debian's Chromium, which reaches this
 * machine alone. The front door lays it ready, as {@code itests/bench/lighthouse} pins it.
 */
final class Lighthouse {
    static final List<String> CATEGORIES = List.of("performance", "accessibility", "best-practices");

    private static final int MINUTES = 3;

    private final Path command;

    Lighthouse() {
        command = Path.of(Optional.ofNullable(System.getProperty("teshema.lighthouse"))
                        .orElseThrow(
                                () -> new IllegalStateException("Run it by ./teshema bench: it installs Lighthouse")))
                .resolve("node_modules/lighthouse/cli/index.js");
    }

    /**
     * What it says of a page.
     *
     * @param scores of a hundred, by category
     * @param bytes of all that was loaded
     * @param wanting what took a point off
     */
    record Said(Map<String, Integer> scores, long bytes, List<String> wanting) {}

    /** Looks at that page. */
    Said look(String address) throws IOException {
        Path report = Files.createTempFile("lighthouse", ".json");
        Path log = Files.createTempFile("lighthouse", ".log");
        try {
            var builder = new ProcessBuilder(
                            "node",
                            command.toString(),
                            address,
                            "--quiet",
                            "--no-enable-error-reporting",
                            "--only-categories=" + String.join(",", CATEGORIES),
                            "--output=json",
                            "--output-path=" + report,
                            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
                                    + " --host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE 127.0.0.1\"")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("CHROME_PATH", "/usr/bin/chromium");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException("Lighthouse did not end well: " + Files.readString(log));
            }
            return said(new ObjectMapper().readTree(report.toFile()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(report);
            Files.delete(log);
        }
    }

    private static Said said(JsonNode report) {
        var scores = new LinkedHashMap<String, Integer>();
        var wanting = new ArrayList<String>();
        for (String category : CATEGORIES) {
            JsonNode found = report.path("categories").path(category);
            scores.put(category, (int) Math.round(100 * found.path("score").asDouble()));
            for (JsonNode audit : found.path("auditRefs")) {
                String id = audit.path("id").asText();
                JsonNode score = report.path("audits").path(id).path("score");
                if (audit.path("weight").asInt() > 0 && score.isNumber() && score.asDouble() < 0.9) {
                    wanting.add(id);
                }
            }
        }
        long bytes = 0;
        for (JsonNode loaded :
                report.path("audits").path("network-requests").path("details").path("items")) {
            bytes += loaded.path("transferSize").asLong();
        }
        return new Said(scores, bytes, wanting);
    }

    /** The lowest of each category, as members of a JSON object. */
    static String lowest(List<Said> all) {
        return CATEGORIES.stream()
                .map(category -> "\"" + category + "\":"
                        + all.stream()
                                .mapToInt(said -> said.scores().get(category))
                                .min()
                                .orElse(0))
                .collect(Collectors.joining(","));
    }
}
