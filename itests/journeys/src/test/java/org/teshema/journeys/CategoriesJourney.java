package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight kinds of equipment, each told by a plugin that may go and come back: its devices are answered meanwhile, and as before after. */
class CategoriesJourney {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PHONE = "href=\"tel:02155550000\"";
    private static final LocalDate INSPECTED = LocalDate.of(2026, 3, 2);

    /** A plugin, and a device that shows it. */
    enum Kind {
        BOILER("1100", "nearby-wall"),
        PRESSURE_VESSEL("2170", "nearby-wall"),
        ELEVATOR("3110", "car-interior"),
        CRANE("4110", "nearby-wall"),
        VEHICLE("5110", "on-body"),
        RIDE("6600", "passenger-notice"),
        PIPELINE("8310", "operating-room"),
        ROPEWAY("9310", "passenger-notice"),
        /** The aspect, on a crane that is made for hazardous areas. */
        EXPLOSION_PROOF("4130", "nearby-wall");

        final String category;
        final String position;

        Kind(String category, String position) {
            this.category = category;
            this.position = position;
        }

        String plugin() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** Whether it shows in that answer. */
        boolean shows(String scan) {
            return scan.contains("\"source\":\"" + plugin() + "\"");
        }
    }

    private static final Map<Kind, Label> LABELS = new EnumMap<>(Kind.class);
    private static RunningPlatform platform;
    private static Cast cast;

    @BeforeAll
    static void aDeviceOfEachKind() {
        platform = SharedPlatforms.on(Store.H2);
        cast = Cast.shared(Store.H2);
        CodeDesk desk = new CodeDesk(cast);
        var lifts = desk.claimed(CodeDesk.LIFTS, 1);
        var others = desk.claimed(CodeDesk.OTHERS, Kind.values().length - 1);
        for (Kind kind : Kind.values()) {
            Label label = (kind == Kind.ELEVATOR ? lifts : others).remove();
            String device = cast.device(kind.category, cast.mark() + " " + kind.plugin());
            desk.post(label, device, kind.position);
            // The next day of a vessel follows from its safety grade.
            Map<String, Object> passed =
                    kind == Kind.PRESSURE_VESSEL ? Map.of("result", "pass", "grade", 2) : Map.of("result", "pass");
            Devices.record(cast.body, device, "inspection", INSPECTED, passed).expect(201);
            LABELS.put(kind, label);
        }
    }

    @Test
    void the_eight_kinds_are_told_each_with_its_plugin() {
        List<String> told = new ArrayList<>();
        cast.anybody()
                .get("/api/v1/categories")
                .expect(200)
                .json()
                .path("items")
                .forEach(category -> told.add(category.path("code").asText() + " "
                        + category.path("plugins").path(0).asText()));
        assertEquals(
                List.of(
                        "1000 boiler",
                        "2000 pressure-vessel",
                        "3000 elevator",
                        "4000 crane",
                        "5000 vehicle",
                        "6000 ride",
                        "8000 pipeline",
                        "9000 ropeway"),
                told);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everybody_reads_what_is_published_of_each_kind_in_both_languages(Kind kind) {
        published(kind, "zh", "在用", "暂无数据");
        published(kind, "en", "In use", "Not recorded");
    }

    private static void published(Kind kind, String language, String status, String unknown) {
        String path = LABELS.get(kind).path() + "?lang=" + language;
        JsonNode scan = cast.anybody().get(path).expect(200).json();
        JsonNode device = scan.path("device");
        String due = new Scan(scan).clock("inspection").path("due").asText(unknown);
        String page = cast.anybody().get(path, "text/html").expect(200).body();
        for (String word : List.of(
                device.path("categoryName").asText(),
                device.path("usingUnit").asText(),
                device.path("maintenanceUnit").asText(),
                PHONE,
                status,
                due,
                INSPECTED.toString())) {
            assertTrue(!word.isEmpty() && page.contains(word), () -> "\"" + word + "\" is not in " + page);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_kind_whose_plugin_is_away_is_answered_in_general_and_as_before_when_it_is_back(Kind kind)
            throws IOException {
        Path jar = platform.plugins().resolve("teshema-plugin-" + kind.plugin() + ".jar");
        List<String> before = answers();
        byte[] bytes = Files.readAllBytes(jar);
        assertTrue(kind.shows(scan(cast.anybody(), kind)));
        Files.delete(jar);
        try {
            Waiting.until(jar + " is away", SOON, () -> !kind.shows(scan(cast.anybody(), kind)));
            JsonNode seen = Scan.of(cast.anybody(), LABELS.get(kind)).json();
            assertEquals("GENUINE", seen.path("verdict").asText());
            assertFalse(seen.toString().contains("\"gap\""), seen::toString);
            if (kind == Kind.EXPLOSION_PROOF) {
                assertEquals("crane", seen.path("device").path("plugin").asText(), "what it had joined goes on");
            } else {
                general(kind, seen);
            }
            assertEquals(
                    8,
                    cast.anybody()
                            .get("/api/v1/categories")
                            .expect(200)
                            .json()
                            .path("items")
                            .size());
        } finally {
            PluginJars.drop(bytes, platform.plugins(), jar.getFileName().toString());
        }
        Waiting.until(jar + " is back", SOON, () -> kind.shows(scan(cast.anybody(), kind)));
        assertEquals(before, answers());
    }

    private static void general(Kind kind, JsonNode seen) {
        assertTrue(seen.path("device").path("plugin").isMissingNode(), seen::toString);
        assertEquals(0, seen.path("clocks").size(), "what is due is the plugin's to say");
        assertTrue(seen.toString().contains("登记信息") && seen.toString().contains(INSPECTED.toString()), seen::toString);
        String page = cast.anybody()
                .get(LABELS.get(kind).path(), "text/html")
                .expect(200)
                .body();
        assertTrue(
                page.contains("有效") && page.contains(INSPECTED.toString()) && page.contains(PHONE),
                () -> "whom to call is told without the plugin, too: " + page);
    }

    /** What everybody, and the using unit, is told of every kind, but for the time of the answer and the tokens for one use. */
    private static List<String> answers() {
        List<String> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(scan(cast.anybody(), kind));
            all.add(scan(cast.unit, kind));
            all.add(cast.anybody()
                    .get(LABELS.get(kind).path(), "text/html")
                    .expect(200)
                    .body());
        }
        all.add(cast.anybody().get("/api/v1/categories").expect(200).body());
        return all;
    }

    private static String scan(Api reader, Kind kind) {
        return reader.get(LABELS.get(kind).path()).expect(200).body().replaceAll("\"(at|token)\":\"[^\"]*\"", "");
    }
}
