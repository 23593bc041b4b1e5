package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The apps of two districts: what they show to whom, what people record through them, and what stays when one is taken away. */
class SceneAppJourney {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIST = "/apps/xuhui-old-lifts/list";
    private static final String BOARD = "/apps/putuo-rescue/board";
    private static final String FEEDBACK = "/apps/xuhui-old-lifts/feedback?code=";

    // Its own entry, and it may have heard others of its district before.
    private static final Pattern HEARD =
            Pattern.compile("teshema_app_events_total\\{outcome=\"heard\",plugin=\"putuo-rescue\"\\} [1-9]");

    @Test
    void two_districts_run_their_own_apps() throws Exception {
        try (RunningPlatform platform =
                RunningPlatform.unpacked().withDemonstrationCity(2500).start()) {
            Api anybody = Api.anybody(platform);
            Api city = anybody.logIn("admin", platform.password("admin"));
            Waiting.until(
                    "both apps serve",
                    SOON,
                    () -> apps(city).contains("xuhui-old-lifts") && apps(city).contains("putuo-rescue"));
            residentsAreHeard(platform, city, anybody);
            aRescueIsOnTheBoard(city, anybody);
            whatAJobReckonedIsForEverybody(city, anybody);
            assertEquals(
                    List.of(),
                    platform.unexpectedLogLines("page took", "的宿主进程结束", "page threw org.teshema.engine.host.HostAway"));
        }
    }

    private static void residentsAreHeard(RunningPlatform platform, Api city, Api anybody) throws Exception {
        assertEquals(401, anybody.get(LIST).status());
        assertEquals(303, anybody.get(LIST, "text/html").status(), "people are led to where they log in");
        JsonNode list = city.get(LIST + "?lang=en").expect(200).json();
        JsonNode oldest = list.path("sections").path(2);
        assertTrue(oldest.path("rows").size() > 0, () -> "no old lift in Xuhui: " + list);
        String number = "";
        for (JsonNode path : oldest.path("paths")) {
            number =
                    number.isEmpty() && !path.asText().isEmpty() ? path.asText().substring(3) : number;
        }
        assertFalse(number.isEmpty(), () -> "no old lift bears a code: " + oldest);
        assertEquals("0", wishes(city));

        InAHost.theAppIsTheSame(platform, city, anybody, number);
        String page = FEEDBACK + number;
        assertTrue(anybody.get("/n/" + number, "text/html").expect(200).body().contains(page));
        assertTrue(anybody.get("/n/" + number, "application/linkset+json")
                .expect(200)
                .body()
                .contains("/apps/xuhui-old-lifts/feedback"));
        assertTrue(
                anybody.get(page + "&lang=en", "text/html").expect(200).body().contains("Say what you think"));
        JsonNode asked = anybody.get(page).expect(200).json();
        JsonNode action = asked.path("actions").path(0);
        Api.Answer taken = anybody.post(
                action.path("href").asText(),
                Map.of(
                        "token",
                        action.path("token").asText(),
                        "values",
                        Map.of("wish", "renew", "trouble", "stops", "words", "WORDS-SECRET-4720")));
        assertEquals(201, taken.status(), taken::body);
        assertFalse(
                taken.body().contains("SECRET"), "what the public writes is not shown to the public: " + taken.body());
        assertEquals("1", wishes(city));
        String device = asked.path("device").path("id").asText();
        String entries = city.all("/api/v1/devices/" + device + "/entries?kind=xuhui-old-lifts/feedback")
                .toString();
        assertTrue(entries.contains("WORDS-SECRET-4720") && entries.contains("公众"), entries);

        Path jar = platform.plugins().resolve("teshema-plugin-xuhui-old-lifts.jar");
        byte[] kept = Files.readAllBytes(jar);
        Files.delete(jar);
        Waiting.until("the app is gone", SOON, () -> city.get(LIST).status() == 404);
        String scan = anybody.get("/n/" + number, "text/html").expect(200).body();
        assertFalse(scan.contains("/apps/xuhui"), scan);
        assertTrue(city.all("/api/v1/devices/" + device + "/entries?kind=xuhui-old-lifts/feedback")
                .toString()
                .contains("renew"));
        PluginJars.drop(kept, platform.plugins(), jar.getFileName().toString());
        Waiting.until("the app is back", SOON, () -> city.get(LIST).status() == 200);
        assertEquals("1", wishes(city), "what was recorded is there again");
    }

    private static void aRescueIsOnTheBoard(Api city, Api anybody) throws Exception {
        JsonNode lift = null;
        String number = "";
        for (JsonNode device : city.all("/api/v1/devices?category=3110&district=310107")) {
            for (JsonNode entry :
                    city.all("/api/v1/devices/" + device.path("id").asText() + "/entries?kind=posting")) {
                if (number.isEmpty()
                        && entry.path("values").path("event").asText().equals("bound")
                        && device.path("status").asText().equals("IN_USE")
                        && device.has("maintenanceUnit")) {
                    lift = device;
                    number = entry.path("values").path("number").asText();
                }
            }
        }
        assertFalse(number.isEmpty(), "no lift in Putuo bears a code");
        Api maintenance =
                actor(city, anybody, lift.path("maintenanceUnit").path("id").asText());
        String scan = CodeText.of(
                        city.get("/api/v1/codes/" + number).expect(200).text("url"))
                .path();
        JsonNode action = null;
        for (JsonNode offered : maintenance.get(scan).expect(200).json().path("actions")) {
            action = offered.path("plugin").asText().equals("putuo-rescue") ? offered : action;
        }
        Map<String, Object> values = Map.of(
                "on", LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1).toString(),
                "drill", false,
                "alarm", "09:05",
                "notified", "09:08",
                "arrived", "09:30",
                "freed", "09:41");
        maintenance
                .post(
                        action.path("href").asText(),
                        Map.of("token", action.path("token").asText(), "values", values))
                .expect(201);

        for (Api reader : List.of(city, maintenance)) {
            JsonNode board = reader.get(BOARD + "?lang=en").expect(200).json();
            JsonNode real = board.path("sections").path(0).path("facts");
            assertEquals("1", real.path(0).path("value").asText(), board::toString);
            assertEquals("25 min", real.path(2).path("value").asText(), board::toString);
            assertEquals("100% (1/1)", real.path(4).path("value").asText(), board::toString);
            assertEquals(
                    "/n/" + number,
                    board.path("sections").path(3).path("paths").path(0).asText());
        }
        assertTrue(anybody.get("/n/" + number + "?lang=en", "text/html")
                .expect(200)
                .body()
                .contains("25 min (limit 30)"));
        assertEquals(401, anybody.get(BOARD).status());
        Waiting.until(
                "the app has heard of the rescue",
                Duration.ofMinutes(1),
                () -> HEARD.matcher(anybody.get("/api/v1/metrics", "text/plain").body())
                        .find());
    }

    /** The job ran when the app came for the first time, into a table of the app's own, and everybody may read what is in it. */
    private static void whatAJobReckonedIsForEverybody(Api city, Api anybody) throws Exception {
        Waiting.until("the job was done", SOON, () -> done(city));
        JsonNode job = null;
        for (JsonNode one :
                city.get("/api/v1/plugins/jobs?lang=en").expect(200).json().path("items")) {
            job = one.path("plugin").asText().equals("putuo-rescue") ? one : job;
        }
        assertTrue(job != null, "no job of the app's");
        assertEquals("PT10M", job.path("timing").asText());
        assertEquals(0, job.path("failures").asInt());
        assertEquals(401, anybody.get("/api/v1/plugins/jobs").status());
        assertTrue(
                city.get("/apps/jobs?lang=en", "text/html").expect(200).body().contains("Publish response times"));
        assertEquals(303, anybody.get("/apps/jobs", "text/html").status());
        JsonNode page =
                anybody.get("/apps/putuo-rescue/public?lang=en").expect(200).json();
        assertEquals(6, page.path("sections").path(0).path("columns").size(), page::toString);
        assertTrue(anybody.get("/api/v1/metrics", "text/plain")
                .body()
                .contains("teshema_app_statements_total{outcome=\"done\",plugin=\"putuo-rescue\"}"));
    }

    private static Api actor(Api city, Api anybody, String organisation) {
        String login = "u" + UUID.randomUUID().toString().substring(0, 8);
        String password = UUID.randomUUID().toString();
        city.post("/api/v1/accounts", Map.of("login", login, "password", password, "organisationId", organisation))
                .expect(201);
        return anybody.logIn(login, password);
    }

    private static boolean done(Api city) {
        for (JsonNode job : city.get("/api/v1/plugins/jobs").expect(200).json().path("items")) {
            if (job.path("plugin").asText().equals("putuo-rescue")) {
                return job.path("outcome").asText().equals("DONE");
            }
        }
        return false;
    }

    private static String apps(Api reader) {
        return reader.get("/apps").expect(200).body();
    }

    /** How many residents wish their lift renewed. */
    private static String wishes(Api reader) {
        JsonNode said = reader.get(LIST + "?lang=en")
                .expect(200)
                .json()
                .path("sections")
                .path(0);
        return said.path("facts").path(0).path("value").asText();
    }
}
