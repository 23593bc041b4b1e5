package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL: what is decided on one runs on both within seconds, through an update, a trial, going back, the kill
 * switch and a restart without a bundle cache; and a release that cannot start keeps no node from starting.
 */
class NodesJourney {
    private static final String JAR = "application/java-archive";
    private static final String FORKLIFT = "/api/v1/plugins/installations/forklift";
    private static final Duration AGREED = Duration.ofSeconds(10);
    /** From an upload that was accepted to the first answer of what it brought; the benchmark says how much sooner it comes. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    @TempDir
    Path desk;

    private RunningPlatform first;
    private RunningPlatform second;
    private Api city;

    @Test
    void what_is_decided_on_one_node_runs_on_both_within_seconds_and_after_a_restart() throws Exception {
        try (RunningPlatform one = Store.POSTGRESQL
                        .prepared()
                        .inProduction()
                        .withOperator("operator", "journey", "_g_:operators")
                        .start();
                RunningPlatform other =
                        RunningPlatform.unpacked().inProduction().besideOf(one).start()) {
            first = one;
            second = other;
            city = Api.anybody(first).logIn("admin", first.password("admin"));
            var signing = new SigningDesk(desk);
            signing.registered(city, "city", "310000");

            long began = System.nanoTime();
            String old = stored(signing.signed("city", PluginJars.built(), "1.0.0", "310000"));
            long accepted = System.nanoTime();
            deed("/api/v1/plugins/releases/" + old + "/install", Map.of("reason", "首发"));
            until("the new kind of equipment is answered for", () -> answersForForklifts(first));
            long answered = System.nanoTime();
            both("install", "1.0.0", accepted);
            System.out.printf(
                    "two nodes: upload checked in %d ms, from accepted upload to first answer %d ms%n",
                    (accepted - began) / 1_000_000, (answered - accepted) / 1_000_000);

            String next = stored(signing.signed("city", PluginJars.version("1.1.0"), "1.1.0", "310000"));
            deed("/api/v1/plugins/releases/" + next + "/install", Map.of("reason", "更新"));
            both("update", "1.1.0", System.nanoTime());

            tried(signing);
            deed(FORKLIFT + "/roll-back", Map.of("reason", "有误"));
            both("roll back", "1.1.0", System.nanoTime());

            endsOnBoth();
            takesAnotherApp();

            second.kill();
            second.wipeBundleCache();
            second.start();
            long up = System.nanoTime();
            until("the restarted node runs it", () -> serves(second, "1.1.0"));
            told("after a kill and a wiped cache, from ready", up);

            killed(signing);
            broken(signing);
            offered(signing);
            deed(FORKLIFT + "/stop", Map.of("reason", "演练"));
            long stopped = System.nanoTime();
            until("it is stopped on both", () -> forklifts(first) == 0 && forklifts(second) == 0);
            told("kill switch", stopped);
            for (RunningPlatform node : List.of(first, second)) {
                assertEquals(List.of(), node.unexpectedLogLines("is not installed: "));
            }
            Duration untilAnswered = Duration.ofNanos(answered - accepted);
            assertTrue(untilAnswered.compareTo(FIRST_ANSWER) <= 0, () -> "first answer after " + untilAnswered);
        }
    }

    /** A trial is begun on one node, watched on the other, withdrawn, begun again and promoted. */
    private void tried(SigningDesk signing) throws IOException {
        String id = stored(signing.signed("city", PluginJars.version("1.2.0"), "1.2.0", "310000"));
        deed("/api/v1/plugins/releases/" + id + "/canary", Map.of("perMille", 500, "reason", "试行"));
        long began = System.nanoTime();
        until("both try it", () -> tries(first) && tries(second));
        told("trial", began);
        for (RunningPlatform node : List.of(first, second)) {
            JsonNode now = here(node);
            assertEquals("1.1.0", now.path("live").path("version").asText());
            assertEquals("SERVING", now.path("stage").asText(), "the live one goes on");
            assertEquals(500, now.path("trial").path("perMille").asInt());
            assertTrue(
                    now.path("figures").has("calls")
                            && now.path("trial").path("figures").has("slow"),
                    now.toString());
        }
        deed(FORKLIFT + "/withdraw", Map.of("reason", "再想想"));
        long withdrawn = System.nanoTime();
        until("neither tries it", () -> forklifts(first) == 1 && forklifts(second) == 1);
        told("withdrawal", withdrawn);
        deed("/api/v1/plugins/releases/" + id + "/canary", Map.of("perMille", 500, "reason", "再试行"));
        until("both try it again", () -> tries(first) && tries(second));
        deed(FORKLIFT + "/promote", Map.of("reason", "良好"));
        both("promotion", "1.2.0", System.nanoTime());
    }

    /**
     * A node is killed at some moment between the upload of a release and its installation everywhere: it comes back with what is to
     * run, and with that alone.
     */
    private void killed(SigningDesk signing) throws IOException {
        var random = new Random();
        for (String version : List.of("1.2.1", "1.2.2")) {
            byte[] release = signing.signed("city", PluginJars.version(version), version, "310000");
            long after = random.nextInt(1_500);
            var killing = CompletableFuture.runAsync(() -> {
                LockSupport.parkNanos(after * 1_000_000);
                second.kill();
            });
            String id = stored(release);
            deed("/api/v1/plugins/releases/" + id + "/install", Map.of("reason", "安装中被杀"));
            killing.join();
            second.start();
            both("killed " + after + " ms after the upload began and started again", version, System.nanoTime());
        }
    }

    /** The operator offers a folder at the console: the signed jar in it comes in, the other one is told and keeps it from nothing. */
    private void offered(SigningDesk signing) throws IOException {
        Path folder = Files.createDirectory(desk.resolve("offered"));
        Files.write(folder.resolve("a-unsigned.jar"), PluginJars.built());
        Files.write(
                folder.resolve("b-signed.jar"), signing.signed("city", PluginJars.version("1.4.0"), "1.4.0", "310000"));
        try (var console = new ConsoleSession(first, "operator", "journey")) {
            String said = console.typed("teshema:release --try-share 100 " + folder);
            assertTrue(said.contains("is on trial") && said.contains("a-unsigned.jar"), said);
            until("both try what was offered", () -> tries(first) && tries(second));
            console.typed("teshema:installations --promote forklift --reason offered");
            both("promotion at the console", "1.4.0", System.nanoTime());
            assertTrue(console.typed("teshema:installations").contains("1.4.0"));
        }
    }

    /** A release that cannot start: the node starts all the same, and says which and why. */
    private void broken(SigningDesk signing) throws IOException {
        String id = stored(signing.signed("city", PluginJars.unstartable("1.3.0"), "1.3.0", "310000"));
        deed("/api/v1/plugins/releases/" + id + "/install", Map.of("reason", "带病上线"));
        until("the trouble is told", () -> trouble(second).contains("1.3.0"));
        assertTrue(serves("1.2.2", second), "the one before goes on");
        second.stop();
        second.start();
        until(
                "it is told again",
                () -> trouble(second).contains("1.3.0") && trouble(second).contains("osgi.ee"));
        JsonNode now = here(second);
        assertTrue(now.path("told").asText().contains("osgi.ee"), now.toString());
        assertTrue(second.logText().contains("Release forklift 1.3.0 (310000) is not installed: "), "and in the log");
        String page = Api.anybody(second)
                .logIn("admin", first.password("admin"))
                .get("/plugins", "text/html")
                .expect(200)
                .body();
        assertTrue(page.contains("forklift 1.3.0") && page.contains("osgi.ee"), page);
        deed(FORKLIFT + "/roll-back", Map.of("reason", "退回"));
        both("roll back of a broken release", "1.2.2", System.nanoTime());
    }

    private String stored(byte[] jar) {
        return city.upload("/api/v1/plugins/releases", JAR, jar).expect(201).text("id");
    }

    private void deed(String path, Map<String, ?> body) {
        city.post(path, body).expect(200);
    }

    private void both(String what, String version, long since) {
        until(what, () -> serves(first, version) && serves(second, version));
        told(what, since);
    }

    private static void told(String what, long since) {
        System.out.printf("two nodes: %s: both agree after %d ms%n", what, (System.nanoTime() - since) / 1_000_000);
    }

    private static void until(String what, BooleanSupplier condition) {
        Waiting.until(what, AGREED, condition);
    }

    private static boolean serves(RunningPlatform node, String version) {
        JsonNode now = here(node);
        return now.path("here").asText().equals(version)
                && now.path("stage").asText().equals("SERVING")
                && forklifts(node) == 1;
    }

    private static boolean serves(String version, RunningPlatform node) {
        return Api.anybody(node).all("/api/v1/plugins").stream()
                .anyMatch(one -> one.path("name").asText().equals("forklift")
                        && one.path("version").asText().equals(version)
                        && one.path("stage").asText().equals("SERVING"));
    }

    private static boolean tries(RunningPlatform node) {
        return here(node).path("trial").path("stage").asText().equals("CANARY");
    }

    private static JsonNode here(RunningPlatform node) {
        return Api.anybody(node).get(FORKLIFT).expect(200).json();
    }

    private static long forklifts(RunningPlatform node) {
        return Api.anybody(node).all("/api/v1/plugins").stream()
                .filter(one -> one.path("name").asText().equals("forklift"))
                .count();
    }

    private static String trouble(RunningPlatform node) {
        for (JsonNode part :
                Api.anybody(node).get("/api/v1/health").expect(200).json().path("parts")) {
            if (part.path("name").asText().equals("plugins")
                    && part.path("status").asText().equals("DEGRADED")) {
                return part.path("detail").asText();
            }
        }
        return "";
    }

    /** Its own answer, and not only that it is there: what stands for forklifts comes from the plugin. */
    private static boolean answersForForklifts(RunningPlatform node) {
        return Api.anybody(node).get("/api/v1/categories").expect(200).body().contains("\"plugin\":\"forklift\"");
    }

    /** Who logs in on one node is let in by the other, and who logs out is refused there. */
    private void endsOnBoth() {
        Api here = Api.anybody(first).logIn("admin", first.password("admin"));
        Api there = Api.anybody(second).as(here.token());
        there.get("/api/v1/me").expect(200);
        here.send("DELETE", "/api/v1/sessions", "application/json", null, null).expect(204);
        long ended = System.nanoTime();
        here.get("/api/v1/me").expect(401);
        until("the other node refuses it", () -> there.get("/api/v1/me").status() == 401);
        told("a session that ended on the other node", ended);
    }

    /** Who lost the phone takes the second step off with a recovery code: no session goes on, on either node, and the next log-in enrols an app. */
    private void takesAnotherApp() {
        String password = first.password("admin");
        Api there = Api.anybody(second).as(city.token());
        there.get("/api/v1/me").expect(200);
        String code = Authenticator.known("admin", password).recoveryCode();
        city.post("/api/v1/me/second-factor/reset", Map.of("password", password, "recoveryCode", code))
                .expect(204);
        city.get("/api/v1/me").expect(401);
        until("the other node refuses it", () -> there.get("/api/v1/me").status() == 401);
        city = Api.anybody(first).logIn("admin", password);
    }
}
