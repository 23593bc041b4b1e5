package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin comes in by the one door: signed by its developer, brought as the guide tells, checked, planned, live, taken back, and there
 * again after a crash.
 */
class DoorJourney {
    private static final String JAR = "application/java-archive";
    private static final String INSTALLED = "/api/v1/plugins/installations/forklift";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path desk;

    @Test
    void a_signed_release_serves_goes_back_in_one_step_and_survives_a_kill_and_a_wiped_cache() throws Exception {
        try (RunningPlatform platform =
                RunningPlatform.unpacked().inProduction().start()) {
            var signing = new SigningDesk(desk);
            Api anybody = Api.anybody(platform);
            signing.made("city");
            byte[] first = signing.signed("city", PluginJars.built(), "1.0.0", "310000");
            byte[] second = signing.signed("city", PluginJars.next(), "1.1.0", "310000");
            Map<String, String> others = bundles(anybody);

            Api city = asTheGuideTells(platform, first);
            await(anybody, "1.0.0");
            asksForASecondStep(anybody, platform);
            refusals(city, first);
            planOfAnApp(platform, city, signing);
            JsonNode plan = city.upload("/api/v1/plugins/releases/plan", JAR, second)
                    .expect(200)
                    .json();
            assertEquals("forklift/daily-check 1", plan.path("kinds").path(0).asText());
            assertEquals(0, plan.path("refreshes").size());
            assertEquals(1, city.all("/api/v1/plugins/releases").size(), "a plan keeps nothing");

            install(city, second);
            await(anybody, "1.1.0");
            Waiting.until("the old release is gone", SOON, () -> releases(anybody) == 1);
            city.post(INSTALLED + "/roll-back", Map.of("reason", "视图有误")).expect(200);
            await(anybody, "1.0.0");
            Waiting.until("the newer release is gone", SOON, () -> releases(anybody) == 1);
            assertEquals(others, bundles(anybody), "no other plugin was touched");

            platform.kill();
            wipe(platform.home().resolve("data/cache"));
            platform.start();
            await(anybody, "1.0.0");

            city.post(INSTALLED + "/stop", Map.of("reason", "演练")).expect(200);
            Waiting.until("it is stopped", SOON, () -> releases(anybody) == 0);
            assertEquals(List.of(), platform.unexpectedLogLines());
            assertEquals(List.of(), Authenticator.shownIn(platform.logText()), "what was shown once is in no log");
        }
    }

    /** A developer copies what the guide's last step says, and the release is installed; the city, logged in by that. */
    private Api asTheGuideTells(RunningPlatform platform, byte[] release) throws IOException {
        String printed = new GuideCommands(platform, desk.resolve("home"))
                .playTheCity(desk.resolve("city.key.pub"), release, "forklift", "1.0.0", "310000");
        assertTrue(printed.contains("\"plugin\":\"forklift\""), printed);
        // So that it is looked for in the log.
        var enrolment = Api.JSON.createObjectNode().put("secret", GuideCommands.told(printed, "SECRET"));
        Authenticator.of("admin", platform.password("admin"), enrolment);
        return Api.anybody(platform).as(GuideCommands.told(printed, "TOKEN"));
    }

    /** In production the administrator's password alone opens nothing. */
    private static void asksForASecondStep(Api anybody, RunningPlatform platform) {
        Api.Answer half = anybody.post(
                        "/api/v1/sessions", Map.of("login", "admin", "password", platform.password("admin")))
                .expect(202);
        assertFalse(half.json().hasNonNull("enrolment"), "what was shown once is not shown again");
        anybody.as(half.text("ticket")).get("/api/v1/me").expect(401);
    }

    /** What an app would add is told before it is kept, and nothing of it is kept by that. */
    private static void planOfAnApp(RunningPlatform platform, Api city, SigningDesk signing) throws IOException {
        signing.registered(city, "xuhui", "310104");
        byte[] jar;
        try (var shipped = Files.list(platform.home().resolve("deploy"))) {
            jar = Files.readAllBytes(
                    shipped.filter(one -> one.getFileName().toString().contains("old-lifts"))
                            .findFirst()
                            .orElseThrow());
        }
        JsonNode plan = city.upload(
                        "/api/v1/plugins/releases/plan",
                        JAR,
                        signing.signed("xuhui", "xuhui-old-lifts", jar, "1.0.0", "310104"))
                .expect(200)
                .json();
        assertTrue(plan.path("pages").toString().contains("/apps/xuhui-old-lifts/"), plan.toString());
        assertTrue(plan.path("stored").toString().contains("与已存档的相同"), "its kinds are known: " + plan);
        assertEquals(0, plan.path("permissions").size());
        assertEquals(0, plan.path("refreshes").size());
        assertEquals("310104", plan.path("district").asText());
    }

    /** What is no release stays out, and what it is told helps. */
    private static void refusals(Api city, byte[] good) throws IOException {
        Api.Answer unsigned =
                city.upload("/api/v1/plugins/releases", JAR, PluginJars.built()).expect(422);
        assertTrue(unsigned.text("type").endsWith("release-refused"), unsigned.body());
        assertTrue(unsigned.text("detail").contains("未签名"), unsigned.body());
        byte[] tampered = good.clone();
        tampered[tampered.length / 2] ^= 1;
        city.upload("/api/v1/plugins/releases", JAR, tampered).expect(422);
        city.loggedOut().upload("/api/v1/plugins/releases", JAR, good).expect(401);
    }

    private static void install(Api city, byte[] jar) {
        String id =
                city.upload("/api/v1/plugins/releases", JAR, jar).expect(201).text("id");
        assertEquals(id, city.get("/api/v1/plugins/releases/" + id).expect(200).text("id"));
        city.post("/api/v1/plugins/releases/" + id + "/install", Map.of("reason", "首发"))
                .expect(200);
    }

    private static void await(Api anybody, String version) {
        Waiting.until("forklift " + version + " serves", Duration.ofSeconds(20), () -> {
            JsonNode here = anybody.get(INSTALLED).expect(200).json();
            return here.path("here").asText().equals(version)
                    && here.path("stage").asText().equals("SERVING");
        });
    }

    private static long releases(Api anybody) {
        return bundlesOf(anybody, "forklift").size();
    }

    /** The bundle of every plugin but the one that comes and goes. */
    /** Those that serve, but for the one that is released here: their bundles, and since when. */
    private static Map<String, String> bundles(Api anybody) {
        return anybody.all("/api/v1/plugins").stream()
                .filter(one -> one.path("stage").asText().equals("SERVING"))
                .filter(one -> !one.path("name").asText().equals("forklift"))
                .collect(Collectors.toMap(
                        one -> one.path("name").asText(),
                        one -> one.path("bundle").asText() + " since "
                                + one.path("since").asText()));
    }

    private static List<JsonNode> bundlesOf(Api anybody, String name) {
        return anybody.all("/api/v1/plugins").stream()
                .filter(one -> one.path("name").asText().equals(name))
                .toList();
    }

    private static void wipe(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
        }
    }
}
