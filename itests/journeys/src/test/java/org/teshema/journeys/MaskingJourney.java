package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is not for everybody is in no face of a scan and in no answer of the archive for those it is not for: looked for word by
 * word in what comes over the wire, whichever view a plugin draws of it.
 */
class MaskingJourney {
    private static final Map<String, String> FOR_THOSE_CONCERNED = Map.of(
            "number of an inspection report", "DJ-SECRET-4711",
            "number of a test report", "JC-SECRET-4712",
            "model of a lift", "MODEL-SECRET-4713",
            "serial of a lift", "SERIAL-SECRET-4714",
            "findings of a visit", "FINDING-SECRET-4715",
            "where exactly the label hangs", "轿厢内右侧壁，距地 1.5 米",
            "why a code was suspended", "REASON-SECRET-4716",
            "why the register was changed", "REASON-SECRET-4717");

    @Test
    void what_only_those_concerned_may_know_reaches_nobody_else_by_any_face() {
        RunningPlatform platform = SharedPlatforms.on(Store.H2);
        Cast cast = new Cast(platform);
        CodeDesk desk = new CodeDesk(cast);
        String batch = desk.stocked(1);
        desk.handOver(cast.city, cast.district, batch, 1, 1, cast.districtId);
        desk.claim(cast.district, batch, 1, 1);
        String lift = cast.lifts(1).get(0);
        JsonNode code = CodeDesk.codes(cast.city, batch).get(0);
        desk.bind(code.path("url").asText(), lift, 1);
        suspendedAndResumed(cast, code.path("number").asText());
        changed(cast, lift);
        recorded(cast, lift);

        Map<String, Api> concerned = new LinkedHashMap<>();
        concerned.put("city", cast.city);
        concerned.put("district", cast.district);
        concerned.put("station", cast.station);
        concerned.put("inspection body", cast.body);
        concerned.put("using unit", cast.unit);
        concerned.put("maintenance unit", cast.maintenance);
        Map<String, Api> others = new LinkedHashMap<>();
        others.put("anybody", cast.anybody());
        others.put("other unit", cast.otherUnit);
        others.put("other district", cast.otherDistrict);

        String scan = CodeText.of(code.path("url").asText()).path();
        String number = "/n/" + code.path("number").asText();
        String archive = "/api/v1/devices/" + lift + "/entries";
        others.forEach((who, reader) -> {
            for (String path : List.of(scan, number)) {
                for (String face : List.of("application/json", "text/html", "application/linkset+json")) {
                    String body = reader.get(path, face).expect(200).body();
                    FOR_THOSE_CONCERNED.forEach((what, secret) -> assertFalse(
                            body.contains(secret), who + " reads the " + what + " in " + face + ": " + body));
                }
            }
            int status = reader.get(archive).status();
            assertEquals(who.equals("anybody") ? 401 : 404, status, who + " asks for the archive");
        });
        concerned.forEach((who, reader) -> {
            String entries = reader.all(archive).toString();
            FOR_THOSE_CONCERNED.forEach(
                    (what, secret) -> assertTrue(entries.contains(secret), who + " does not read the " + what));
        });
        cast.maintenance.get(number, "text/html").expect(200);
        isNotedWhoReadIt(platform, cast, lift);
    }

    /** In the log of who read what: those concerned, each by its id and once, and nobody else. */
    private static void isNotedWhoReadIt(RunningPlatform platform, Cast cast, String lift) {
        String archive = "read /api/v1/devices/" + lift + "/entries for ";
        Map<String, String> expected = Map.of(
                cast.districtId, archive + "SUPERVISION",
                cast.stationId, archive + "SUPERVISION",
                cast.bodyId, archive + "INSPECTION",
                cast.unitId, archive + "USE",
                cast.maintenanceId, archive + "MAINTENANCE");
        Waiting.until(
                "a line of who scanned it last",
                Duration.ofSeconds(60),
                () -> platform.readsText()
                        .contains(
                                "of organisation " + cast.maintenanceId + " read device " + lift + " for MAINTENANCE"));
        String reads = platform.readsText();
        expected.forEach((organisation, line) -> assertEquals(
                1,
                reads.lines()
                        .filter(one -> one.endsWith("of organisation " + organisation + " " + line))
                        .count(),
                line + " in " + reads));
        for (String stranger : List.of(cast.otherUnitId, cast.otherDistrictId)) {
            assertFalse(
                    reads.lines()
                            .anyMatch(one -> one.contains("of organisation " + stranger + " ")
                                    && (one.contains("/devices/" + lift + "/")
                                            || one.contains("device " + lift + " "))),
                    reads);
        }
    }

    private static void suspendedAndResumed(Cast cast, String number) {
        String path = "/api/v1/codes/" + number;
        CodeDesk.step(
                cast.unit, path, "suspend", Map.of("reason", FOR_THOSE_CONCERNED.get("why a code was suspended")));
        CodeDesk.step(cast.district, path, "resume", Map.of("reason", "核实无误"));
    }

    private static void changed(Cast cast, String lift) {
        Devices.change(
                        cast.district,
                        lift,
                        Map.of(
                                "name",
                                cast.mark() + " 号楼东侧梯",
                                "reason",
                                FOR_THOSE_CONCERNED.get("why the register was changed")))
                .expect(200);
    }

    private static void recorded(Cast cast, String lift) {
        record(
                cast.body,
                lift,
                "inspection",
                Map.of("on", "2026-03-02", "result", "pass", "report", secret("number of an inspection report")));
        record(
                cast.maintenance,
                lift,
                "testing",
                Map.of("on", "2026-03-03", "result", "pass", "report", secret("number of a test report")));
        record(
                cast.unit,
                lift,
                "elevator/technical",
                Map.of("model", secret("model of a lift"), "serial", secret("serial of a lift")));
        record(
                cast.maintenance,
                lift,
                "elevator/maintenance",
                Map.of(
                        "on",
                        "2026-03-04",
                        "visit",
                        "half-month",
                        "items",
                        31,
                        "officer-signed",
                        true,
                        "findings",
                        secret("findings of a visit")));
    }

    private static String secret(String what) {
        return FOR_THOSE_CONCERNED.get(what);
    }

    private static void record(Api who, String lift, String kind, Map<String, Object> values) {
        who.post(
                        "/api/v1/devices/" + lift + "/entries",
                        Map.of("kind", kind, "happenedAt", "2026-03-05T01:00:00Z", "values", values))
                .expect(201);
    }
}
