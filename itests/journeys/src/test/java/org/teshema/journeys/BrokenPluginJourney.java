package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A developer's plugin folder holds plugins that cannot run when the platform starts: it starts, and says which and why. */
class BrokenPluginJourney {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void broken_plugins_in_the_folder_keep_nothing_from_starting_and_are_told_by_name() throws Exception {
        try (RunningPlatform platform = RunningPlatform.unpacked()) {
            PluginJars.drop(PluginJars.unstartable("1.3.0"), platform.plugins(), "unstartable.jar");
            PluginJars.drop(PluginJars.forAnotherPlatform(), platform.plugins(), "foreign.jar");
            byte[] whole = PluginJars.built();
            Files.write(platform.plugins().resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
            platform.withUndecided(1).start();
            Api anybody = Api.anybody(platform);
            // Each by its own name and its own reason.
            Map<String, String> reasons = Map.of(
                    "org.teshema.plugin.forklift 1.3.0", "look at Import-Package and Require-Capability",
                    "org.teshema.plugin.forklift 0.1.0", "[7.0.0,8.0.0)",
                    "cut.jar -", "no whole jar");
            Waiting.until(
                    "each is told with its reason",
                    SOON,
                    () -> told(anybody).keySet().containsAll(reasons.keySet()));
            reasons.forEach((which, why) ->
                    assertTrue(told(anybody).get(which).contains(why), () -> which + ": " + told(anybody)));
            String trouble = trouble(anybody);
            assertTrue(trouble.contains(" 3 not: "), trouble);
            reasons.keySet().forEach(which -> assertTrue(trouble.contains(which + ": "), trouble));
            assertEquals(
                    "SERVING",
                    anybody.all("/api/v1/plugins").stream()
                            .filter(one -> one.path("name").asText().equals("elevator"))
                            .findFirst()
                            .orElseThrow()
                            .path("stage")
                            .asText());
            assertTrue(
                    anybody.get("/api/v1/plugins?lang=en").body().contains("org.teshema.api"),
                    "and in the list of plugins");
            String page = anybody.logIn("admin", platform.password("admin"))
                    .get("/plugins", "text/html")
                    .expect(200)
                    .body();
            assertTrue(page.contains("需要处理") && page.contains("cut.jar"), page);
        }
    }

    /** Why each that was kept out or did not come up was; by name and version. */
    private static Map<String, String> told(Api anybody) {
        return anybody.all("/api/v1/plugins?lang=en").stream()
                .filter(one -> one.hasNonNull("reason"))
                .collect(Collectors.toMap(
                        one -> one.path("name").asText() + " "
                                + one.path("version").asText(),
                        one -> one.path("reason").asText()));
    }

    private static String trouble(Api anybody) {
        for (JsonNode part :
                anybody.get("/api/v1/health?lang=en").expect(200).json().path("parts")) {
            if (part.path("name").asText().equals("plugins")
                    && part.path("status").asText().equals("DEGRADED")) {
                return part.path("detail").asText();
            }
        }
        return "";
    }
}
