package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator changes settings of the running platform: it takes them up by itself and serves on. */
class SettingsJourney {
    private static RunningPlatform platform;

    /** One for all, printed under a path that is not the usual one. */
    @BeforeAll
    static void start() throws IOException {
        platform = RunningPlatform.unpacked().withDemonstrationCity();
        set("org.teshema.codes", "prefix", "https://s.example.gov.cn/t/");
        platform.start();
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @AfterEach
    void nothing_unexpected_was_logged() {
        assertEquals(List.of(), platform.unexpectedLogLines(), "unexpected lines in the log");
    }

    @Test
    void after_a_change_of_the_database_settings_everything_answers_as_before() throws IOException {
        Api anybody = Api.anybody(platform);
        String bound = platform.shownCodes().get(0);
        anybody.get(bound).expect(200);
        for (int size = 4; size <= 6; size++) {
            String token = logIn(anybody);
            set("org.teshema.database", "pool.size", Integer.toString(size));
            servesAgain(anybody, bound);
            // The new database knows who was logged in at the old one, and its figures are those that are shown.
            anybody.as(token).get("/api/v1/me").expect(200);
            String figures =
                    anybody.get("/api/v1/metrics", "text/plain").expect(200).body();
            assertTrue(figures.contains("\nteshema_database_up 1.0\n"), figures);
        }
    }

    /** What a plugin computes for long is put behind everything else by its thread's priority, which a JVM usually keeps to itself. */
    @Test
    void threads_of_the_least_priority_are_as_nice_as_can_be_and_all_others_as_nice_as_the_process() throws Exception {
        String options =
                "KARAF_SCRIPT=karaf; EXTRA_JAVA_OPTS=-XX:SharedArchiveFile=none; . \"$1/bin/setenv\"; exec \"$2\""
                        + " $(printf '%s\\n' $EXTRA_JAVA_OPTS | grep Priority) -cp \"$3\" org.teshema.journeys.Niceness";
        var started = new ProcessBuilder(
                        "nice",
                        "-n",
                        "3",
                        "sh",
                        "-c",
                        options,
                        "sh",
                        platform.home().toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of(Niceness.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals("3 3 19", new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, started.waitFor());
    }

    @Test
    void codes_printed_under_another_path_are_answered_there_with_all_that_follows() throws IOException {
        Api anybody = Api.anybody(platform);
        String usual = platform.shownCodes().get(0);
        String printed = "/t/" + usual.substring("/s/".length());
        for (String path : List.of(usual, printed)) {
            Api.Answer scan = anybody.get(path).expect(200);
            assertEquals("GENUINE", scan.text("verdict"));
            assertEquals("*", scan.header("Access-Control-Allow-Origin"));
            Api.Answer links = anybody.get(path, "application/linkset+json").expect(200);
            assertEquals(
                    "https://s.example.gov.cn" + path,
                    links.json().path("linkset").path(0).path("anchor").asText());
            assertTrue(anybody.get(path, "text/html").expect(200).body().contains("s.example.gov.cn"));
        }
        Api unit = anybody.logIn("unit", platform.password("unit"));
        assertTrue(unit.all("/api/v1/codes").stream()
                .map(code -> code.path("url").asText())
                .allMatch(url -> url.startsWith("https://s.example.gov.cn/t/")));
        unit.get(printed).expect(200);
        assertEquals(
                "/problems/code-not-readable", anybody.get("/t/abc").expect(400).text("type"));
    }

    /** Waits until the platform has taken the change up; meanwhile nothing but an honest 503 is answered. */
    private static void servesAgain(Api anybody, String bound) {
        int opened = opened();
        Waiting.until("the database is opened anew", Duration.ofSeconds(60), () -> {
            Api.Answer answer = anybody.get(bound);
            if (answer.status() != 200) {
                answer.expect(503);
                assertTrue(
                        List.of("/problems/not-ready", "/problems/register-away")
                                .contains(answer.text("type")),
                        answer.body());
            }
            return opened() > opened && anybody.get("/api/v1/health").status() == 200;
        });
        for (String path : List.of(bound, "/", "/api/v1/keys", "/api/v1/ledger")) {
            anybody.get(path, path.equals("/") ? "text/html" : "application/json")
                    .expect(200);
        }
    }

    private static int opened() {
        return (int) platform.logText()
                .lines()
                .filter(line -> line.contains("database open:"))
                .count();
    }

    private static String logIn(Api anybody) {
        return anybody.post("/api/v1/sessions", Map.of("login", "admin", "password", platform.password("admin")))
                .expect(201)
                .text("token");
    }

    private static void set(String pid, String key, String value) throws IOException {
        Path file = platform.home().resolve("etc/" + pid + ".cfg");
        Files.writeString(
                file,
                Files.readString(file).replaceAll("(?m)^" + key.replace(".", "\\.") + " *=.*$", key + " = " + value));
    }
}
