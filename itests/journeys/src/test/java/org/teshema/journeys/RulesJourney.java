package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The city corrects a rule: tried on history first, in force from its day on, withdrawn again. */
class RulesJourney {
    private static final String RULES = "/api/v1/rules";
    private static final String SIGHTSEEING = "5200";
    private static final String SHIPPED = "TSG 81-2022";
    private static final String CORRECTED = "市局通知";
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final LocalDate INSPECTED = LocalDate.of(2026, 1, 10);

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_corrected_row_holds_from_its_day_on_and_counts_no_longer_once_withdrawn(Store store) {
        Cast cast = Cast.shared(store);
        String car = cast.device(SIGHTSEEING, "一号观光车");
        Devices.inspected(cast.body, car, INSPECTED);
        said(cast, car, "2026-04-30", "VALID 2027-01-31", SHIPPED);
        said(cast, car, "2026-08-01", "VALID 2027-01-31", SHIPPED);

        String correction = RULES + "/"
                + cast.city
                        .post(RULES, correctionOf(row()))
                        .expect(201)
                        .json()
                        .path("correction")
                        .path("id")
                        .asText();
        try {
            said(cast, car, "2026-04-30", "VALID 2027-01-31", SHIPPED);
            said(cast, car, "2026-08-01", "OVERDUE 2026-07-31", CORRECTED);
            assertEquals(
                    CORRECTED,
                    cast.anybody()
                            .get(correction)
                            .expect(200)
                            .json()
                            .path("row")
                            .path("source")
                            .asText());
        } finally {
            cast.city.post(correction + "/withdraw", Map.of("reason", "试点结束")).expect(200);
        }
        said(cast, car, "2026-08-01", "VALID 2027-01-31", SHIPPED);
        JsonNode withdrawn = cast.anybody().get(correction).expect(200).json().path("correction");
        assertEquals("试点结束", withdrawn.path("withdrawnFor").asText());
        Refusals.problem(
                cast.city.post(correction + "/withdraw", Map.of("reason", "再次")),
                409,
                "wrong-state",
                null,
                "withdrawn already");
    }

    private static void said(Cast cast, String device, String on, String status, String source) {
        JsonNode clock = Devices.inspection(cast.unit, device, on);
        assertEquals(
                status, clock.path("status").asText() + " " + clock.path("due").asText());
        assertTrue(clock.path("basis").asText().startsWith(source), clock::toString);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_proposed_row_is_tried_on_history_and_tells_how_many_would_have_fired_and_which(Store store) {
        Cast cast = Cast.shared(store);
        // Cars of other tests are in the district too.
        int before = replay(cast).path("proposed").asInt();
        List<JsonNode> rules = cast.anybody().all(RULES + "?plugin=vehicle");
        String late = cast.device(SIGHTSEEING, "一号观光车");
        Devices.inspected(cast.body, late, INSPECTED);
        String early = cast.device(SIGHTSEEING, "二号观光车");
        Devices.inspected(cast.body, early, LocalDate.of(2026, 10, 20));

        JsonNode replay = replay(cast);
        assertTrue(replay.path("complete").asBoolean(), replay::toString);
        assertEquals(before + 1, replay.path("proposed").asInt(), replay::toString);
        List<JsonNode> fired = new ArrayList<>();
        replay.path("firings").forEach(one -> {
            if (List.of(late, early).contains(one.path("device").asText())) {
                fired.add(one);
            }
        });
        assertEquals(1, fired.size(), replay::toString);
        assertEquals(late, fired.get(0).path("device").asText());
        assertEquals("2026-08-01", fired.get(0).path("day").asText());
        assertEquals("2026-07-31", fired.get(0).path("due").asText());
        assertTrue(fired.get(0).path("proposed").asBoolean());
        assertEquals(false, fired.get(0).path("inForce").asBoolean(true));
        assertEquals(rules, cast.anybody().all(RULES + "?plugin=vehicle"), "nothing was changed");
        said(cast, late, "2026-08-01", "VALID 2027-01-31", SHIPPED);
    }

    private static JsonNode replay(Cast cast) {
        return cast.district
                .post(RULES + "/replays", replayOf("2026-01-01", "2026-11-01"))
                .expect(200)
                .json();
    }

    private static Map<String, Object> replayOf(String from, String until) {
        return Map.of(
                "plugin",
                "vehicle",
                "row",
                row(),
                "from",
                from,
                "until",
                until,
                "category",
                SIGHTSEEING,
                "limit",
                5000);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_row_that_cannot_be_is_refused_with_its_field_and_changes_nothing(Store store) {
        Cast cast = Cast.shared(store);
        List<JsonNode> before = cast.anybody().all(RULES + "?plugin=vehicle");
        refused(cast, with("colour", "red"), "row.colour", "the fields here are: ");
        refused(cast, with("parameters", Map.of("months", "6", "moons", "7")), "row.parameters", "Those there are: ");
        refused(cast, with("parameters", Map.of("months", "many")), "row.parameters", "a whole number from 1 on");
        refused(cast, with("until", "2026-04-30"), "row.until", "before it begins");
        refused(cast, with("from", "2026-02-30"), "row.from", "a day such as");
        refused(cast, with("nodes", List.of("5999")), "row.nodes", "codes of four characters such as 3110");
        refused(cast, with("topic", "swimming"), "row.topic", "There are: ");
        Refusals.problem(
                cast.district.post(RULES + "/replays", replayOf("2026-11-01", "2026-01-01")),
                400,
                "invalid-value",
                "until",
                "cannot be before the first");
        Refusals.problem(cast.district.post(RULES, correctionOf(row())), 403, "not-allowed", null, "Only the city");
        Refusals.problem(
                cast.unit.post(RULES + "/replays", replayOf("2026-01-01", "2026-02-01")),
                403,
                "not-allowed",
                null,
                "Only authorities");
        assertEquals(before, cast.anybody().all(RULES + "?plugin=vehicle"));
    }

    private static void refused(Cast cast, Map<String, Object> row, String field, String expected) {
        Refusals.problem(cast.city.post(RULES, correctionOf(row)), 400, "invalid-value", field, expected);
    }

    private static Map<String, Object> correctionOf(Map<String, Object> row) {
        return Map.of("plugin", "vehicle", "row", row, "reason", "试点");
    }

    /** What the plugin ships, but every six months from a day on. */
    private static Map<String, Object> row() {
        return Map.of(
                "id",
                "sightseeing-81",
                "topic",
                "inspection",
                "nodes",
                List.of(SIGHTSEEING),
                "titleZh",
                "每 6 个月定期检验一次",
                "titleEn",
                "Periodic inspection every 6 months",
                "source",
                CORRECTED,
                "from",
                DAY.toString(),
                "sure",
                true,
                "parameters",
                Map.of("months", "6"));
    }

    private static Map<String, Object> with(String field, Object value) {
        var row = new LinkedHashMap<>(row());
        row.put(field, value);
        return row;
    }
}
