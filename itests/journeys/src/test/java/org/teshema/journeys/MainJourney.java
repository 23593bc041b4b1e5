package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand codes from the order to the scan, and a restart, through HTTP alone. */
class MainJourney {
    private static final int CODES = 1000;
    private static final int LIFTS = 100;
    private static final String REPORT = "TJ-2026-" + "047711";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_thousand_codes_go_from_the_order_to_the_scan_and_survive_a_restart(Store store) throws Exception {
        RunningPlatform platform = SharedPlatforms.on(store);
        Cast cast = new Cast(platform);
        CodeDesk desk = new CodeDesk(cast);
        LedgerProofs ledger = new LedgerProofs(cast.anybody(), folder);
        JsonNode before = CodeDesk.balance(cast.city);
        Path early = ledger.checkpoint("early.txt");

        String batch = desk.made(CODES);
        desk.print(batch);
        everyLabelPassedTheGate(desk.batch(batch));
        List<JsonNode> codes = CodeDesk.codes(cast.city, batch);
        everyLabelReads(desk, cast, batch, codes);
        desk.stock(batch);

        String handOver = desk.handOver(cast.city, cast.district, batch, 1, 600, cast.districtId);
        desk.handOver(cast.district, cast.station, batch, 501, 600, cast.stationId);
        String claim = desk.claim(cast.district, batch, 1, 150);
        List<String> lifts = cast.lifts(LIFTS + 1);
        for (int i = 0; i < LIFTS; i++) {
            desk.bind(url(codes, i), lifts.get(i), i % 5);
        }
        inspected(cast, lifts.get(0));

        String bound = CodeText.of(url(codes, 0)).path();
        everybodySeesTheirs(cast, bound);
        everyFaceAnswers(cast.anybody(), bound);
        assertEquals("CLAIMED", scan(cast.anybody(), codes, 120).expect(200).text("verdict"));
        assertEquals("NOT_IN_USE", scan(cast.anybody(), codes, 400).expect(200).text("verdict"));
        assertEquals(
                "GENUINE",
                cast.anybody().get("/n/" + number(codes, 0)).expect(200).text("verdict"));

        replace(cast, codes, lifts);
        revoke(cast, codes);
        balances(before, CodeDesk.balance(cast.city), cast);

        Path late = ledger.checkpoint("late.txt");
        proven(cast, ledger, early, late, codes);
        provenToo(cast, ledger, late, "code:" + codes.get(1).path("id").asText(), "code.replaced");
        provenToo(cast, ledger, late, "code:" + codes.get(2).path("id").asText(), "code.revoked");
        provenToo(cast, ledger, late, "hand-over:" + handOver, "hand-over.accepted");
        provenToo(cast, ledger, late, "claim:" + claim, "code.claimed");
        String ended = summary(cast, batch, codes);
        figures(cast);

        platform.stop();
        platform.start();
        cast.logInAgain(platform);
        assertEquals(ended, summary(cast, batch, codes), "everything is as it was before the restart");
        LedgerProofs again = new LedgerProofs(cast.anybody(), folder);
        again.continues(late, again.checkpoint("restarted.txt"));

        metricsAreClean(cast);
        assertEquals(List.of(), platform.unexpectedLogLines());
        cast.secrets().forEach(secret -> assertFalse(platform.logText().contains(secret), "a password is in the log"));
    }

    private static void everyLabelPassedTheGate(JsonNode batch) throws IOException {
        JsonNode report = Api.JSON.readTree(batch.path("printReport").asText());
        assertTrue(report.path("passed").asBoolean(), report.toString());
        for (String count : List.of("labels", "read", "verified")) {
            assertEquals(CODES, report.path(count).asInt(), count + " of " + report);
        }
        assertTrue(report.path("sampleRead").asInt() > 0, "pages were rendered, too: " + report);
        assertEquals(report.path("sampleLabels"), report.path("sampleRead"), report.toString());
    }

    private void everyLabelReads(CodeDesk desk, Cast cast, String batch, List<JsonNode> codes) throws IOException {
        assertEquals(CODES, codes.size());
        Path files = Files.createDirectory(folder.resolve("print-" + cast.mark()));
        List<Path> sheets = desk.download(batch, ".pdf", files);
        assertFalse(sheets.isEmpty(), "printed sheets");
        Set<String> texts = PrintedLabels.read(sheets, CODES, files);
        assertEquals(CODES, texts.size(), "symbols that zbar reads");
        Set<String> made = new HashSet<>();
        codes.forEach(code -> made.add(code.path("url").asText()));
        assertEquals(CODES, made.size(), "no code twice");
        assertEquals(made, texts, "what is printed is what was made");
        PrintedLabels.verify(
                List.copyOf(texts),
                cast.anybody().get("/api/v1/keys").expect(200).json(),
                files);
    }

    private static void inspected(Cast cast, String lift) {
        cast.body
                .post(
                        "/api/v1/devices/" + lift + "/entries",
                        Map.of(
                                "kind", "inspection",
                                "happenedAt", "2026-03-02T01:00:00Z",
                                "values",
                                        Map.of(
                                                "on", "2026-03-02",
                                                "result", "pass",
                                                "report", REPORT,
                                                "body", "检验研究院")))
                .expect(201);
    }

    private static void everybodySeesTheirs(Cast cast, String bound) {
        JsonNode stranger = cast.anybody().get(bound).expect(200).json();
        JsonNode unit = cast.unit.get(bound).expect(200).json();
        JsonNode district = cast.district.get(bound).expect(200).json();
        JsonNode body = cast.body.get(bound).expect(200).json();
        JsonNode other = cast.otherUnit.get(bound).expect(200).json();
        assertEquals("GENUINE", stranger.path("verdict").asText());
        assertEquals("elevator", stranger.path("device").path("plugin").asText());
        assertEquals("PUBLIC", stranger.path("audience").asText());
        assertEquals("USING_UNIT", unit.path("audience").asText());
        assertEquals("GOVERNMENT", district.path("audience").asText());
        assertEquals("INSPECTION_BODY", body.path("audience").asText());
        assertEquals("PUBLIC", other.path("audience").asText(), "a unit that has nothing to do with the lift");
        assertEquals(Set.of(), actions(stranger));
        assertEquals(Set.of(), actions(other));
        assertEquals(
                Set.of(
                        "record-testing",
                        "record-governor",
                        "record-technical-data",
                        "record-manufacture",
                        "record-construction",
                        "record-use",
                        "record-stop",
                        "record-move",
                        "record-scrap"),
                actions(unit));
        assertEquals(
                Set.of(
                        "begin-supervision",
                        "record-technical-data",
                        "record-manufacture",
                        "record-construction",
                        "record-registration",
                        "record-use",
                        "record-stop",
                        "record-move",
                        "record-scrap",
                        "record-accident"),
                actions(district));
        assertEquals(
                Set.of(
                        "tell-risk",
                        "record-testing",
                        "record-inspection",
                        "record-commissioning",
                        "record-governor",
                        "record-governor-calibration",
                        "record-technical-data",
                        "record-manufacture",
                        "record-construction"),
                actions(body));
        assertFalse(stranger.path("clocks").isEmpty(), "the clocks are public");
        assertTrue(stranger.toString().contains("2026-03-02"), "the day of the inspection is public");
        assertFalse(stranger.toString().contains(REPORT), "the number of the report is not");

        String device = unit.path("device").path("id").asText();
        String archive = "/api/v1/devices/" + device + "/entries?kind=inspection";
        assertTrue(cast.unit.get(archive).expect(200).body().contains(REPORT));
        assertTrue(cast.body.get(archive).expect(200).body().contains(REPORT));
        assertTrue(cast.district.get(archive).expect(200).body().contains(REPORT));
        cast.anybody().get(archive).expect(401);
        cast.otherUnit.get(archive).expect(404);
        cast.otherDistrict.get(archive).expect(404);
    }

    private static Set<String> actions(JsonNode scan) {
        Set<String> names = new HashSet<>();
        scan.path("actions").forEach(action -> names.add(action.path("name").asText()));
        return names;
    }

    private static void everyFaceAnswers(Api anybody, String bound) {
        Api.Answer page = anybody.get(bound, "text/html").expect(200);
        assertTrue(page.header("Content-Type").startsWith("text/html"));
        assertTrue(page.body().contains("真码") && page.body().contains("tel:110"), page.body());
        assertFalse(page.body().contains("<script"), "the page needs no script");
        Api.Answer linkset = anybody.get(bound, "application/linkset+json").expect(200);
        assertTrue(linkset.header("Content-Type").startsWith("application/linkset+json"));
        assertTrue(
                linkset.json().path("linkset").path(0).path("anchor").asText().endsWith(bound));
        Api.Answer head = anybody.send("HEAD", bound, "application/json", null, null);
        assertEquals(200, head.status());
        assertEquals("", head.body());
        assertNotEquals("", head.header("ETag"));
        assertEquals("*", head.header("Access-Control-Allow-Origin"));
    }

    private static void replace(Cast cast, List<JsonNode> codes, List<String> lifts) {
        String old = number(codes, 1);
        Map<String, Object> replacement = Map.of(
                "old",
                old,
                "version",
                CodeDesk.code(cast.unit, old).path("version").asInt(),
                "reason",
                "标牌破损",
                "label",
                CodeDesk.bindingOf(url(codes, 110), lifts.get(1), "car-interior", 77));
        cast.unit.post("/api/v1/bindings/replacements", replacement).expect(201);
        Api.Answer gone = scan(cast.anybody(), codes, 1).expect(410);
        assertEquals("REPLACED", gone.text("verdict"));
        assertEquals(
                number(codes, 110), gone.json().path("code").path("replacedBy").asText());
        assertEquals("GENUINE", scan(cast.anybody(), codes, 110).expect(200).text("verdict"));
    }

    private static void revoke(Cast cast, List<JsonNode> codes) {
        CodeDesk.step(cast.district, "/api/v1/codes/" + number(codes, 2), "revoke", Map.of("reason", "设备报废"));
        Api.Answer gone = scan(cast.anybody(), codes, 2).expect(410);
        assertEquals("REVOKED", gone.text("verdict"));
        assertEquals("/problems/code-withdrawn", gone.text("type"));
        String page = cast.anybody()
                .get(CodeText.of(url(codes, 2)).path(), "text/html")
                .expect(410)
                .body();
        assertTrue(page.contains("已注销"), page);
    }

    private static void balances(JsonNode before, JsonNode after, Cast cast) {
        assertEquals(CODES, more(before, after, "/made"));
        assertEquals(CODES - 150, more(before, after, "/codes/inStock"));
        assertEquals(0, more(before, after, "/codes/inTransit"));
        assertEquals(150 - LIFTS - 1, more(before, after, "/codes/claimed"));
        assertEquals(LIFTS - 1, more(before, after, "/codes/bound"));
        assertEquals(1, more(before, after, "/codes/replaced"));
        assertEquals(1, more(before, after, "/codes/revoked"));
        assertEquals(0, more(before, after, "/codes/spoiled"));
        for (JsonNode holder : after.path("holders")) {
            assertTrue(holder.path("balances").asBoolean(), holder.toString());
        }
        JsonNode theirs = CodeDesk.balance(cast.station);
        assertEquals(100, theirs.path("codes").path("inStock").asInt(), theirs.toString());
    }

    private static long more(JsonNode before, JsonNode after, String pointer) {
        return after.at(pointer).asLong() - before.at(pointer).asLong();
    }

    private void proven(Cast cast, LedgerProofs ledger, Path early, Path late, List<JsonNode> codes)
            throws IOException {
        String subject = "code:" + codes.get(0).path("id").asText();
        List<JsonNode> leaves = cast.anybody().all("/api/v1/ledger/entries?subject=" + subject);
        assertFalse(leaves.isEmpty(), "leaves about " + subject);
        for (JsonNode leaf : leaves) {
            ledger.included(leaf.path("index").asLong(), late);
        }
        ledger.continues(early, late);
        Path forged = folder.resolve("forged.txt");
        Files.writeString(forged, Files.readString(late).replaceFirst("\n[0-9]+\n", "\n7\n"));
        assertEquals(
                1,
                ledger.judged(
                                "inclusion",
                                forged.toString(),
                                folder.resolve("inclusion.json").toString())
                        .exit(),
                "the verifier refuses a forged checkpoint");
    }

    /** What was done last to that subject is under the checkpoint, too. */
    private static void provenToo(Cast cast, LedgerProofs ledger, Path checkpoint, String subject, String done)
            throws IOException {
        List<JsonNode> leaves = cast.anybody().all("/api/v1/ledger/entries?subject=" + subject);
        assertFalse(leaves.isEmpty(), "leaves about " + subject);
        JsonNode last = leaves.get(leaves.size() - 1);
        List<String> words = List.of(last.path("text").asText().split(" ", 4));
        assertEquals(List.of(done, subject), words.subList(1, 3), last.toString());
        ledger.included(last.path("index").asLong(), checkpoint);
    }

    /** Requests are counted by operation, calls into plugins by plugin. */
    private static void figures(Cast cast) {
        String text =
                cast.anybody().get("/api/v1/metrics", "text/plain").expect(200).body();
        String bound = "teshema_http_requests_seconds_count{operation=\"bindings.bind\",status=\"201\"}";
        assertTrue(figure(text, bound) >= LIFTS, text);
        assertTrue(figure(text, bound.replace("_count", "_sum")) > 0, text);
        assertTrue(
                figure(text, "teshema_http_requests_seconds_count{operation=\"scan.scan\",status=\"200\"}") > 0, text);
        assertTrue(
                figure(text, "teshema_http_requests_seconds_count{operation=\"scan.scan\",status=\"410\"}") > 0, text);
        String elevator = "{plugin=\"elevator\",version=\"[^\"]+\"}";
        assertTrue(figure(text, "teshema_plugin_calls_total" + elevator) > 0, text);
        assertTrue(figure(text, "teshema_plugin_duration_seconds_total" + elevator) > 0, text);
        assertTrue(figure(text, "teshema_plugin_failures_total" + elevator) >= 0, text);
    }

    private static double figure(String text, String name) {
        Matcher line = Pattern.compile("^" + name.replaceAll("[{}]", "\\\\$0") + " (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertTrue(line.find(), () -> name + " is not in " + text);
        return Double.parseDouble(line.group(1));
    }

    /** Everything that must be the same after a restart, as one text. */
    private static String summary(Cast cast, String batch, List<JsonNode> codes) {
        var text = new StringBuilder();
        text.append(cast.city.get("/api/v1/batches/" + batch).expect(200).body())
                .append('\n');
        text.append(CodeDesk.codes(cast.city, batch)).append('\n');
        text.append(CodeDesk.balance(cast.city)).append('\n');
        text.append(cast.unit.get("/api/v1/bindings?limit=200").expect(200).body())
                .append('\n');
        text.append(cast.unit.all("/api/v1/devices")).append('\n');
        for (int i : List.of(0, 1, 2, 110, 120, 400)) {
            text.append(scan(cast.anybody(), codes, i).text("verdict")).append('\n');
        }
        return text.toString();
    }

    private static void metricsAreClean(Cast cast) throws IOException {
        Path metrics = Files.createTempFile("metrics", ".txt");
        try {
            Files.writeString(
                    metrics,
                    cast.anybody()
                            .get("/api/v1/metrics", "text/plain")
                            .expect(200)
                            .body());
            Tools.run(List.of("sh", "-c", "promtool check metrics <\"$1\"", "promtool", metrics.toString()))
                    .ok();
        } finally {
            Files.deleteIfExists(metrics);
        }
    }

    private static Api.Answer scan(Api reader, List<JsonNode> codes, int index) {
        return reader.get(CodeText.of(url(codes, index)).path());
    }

    private static String url(List<JsonNode> codes, int index) {
        return codes.get(index).path("url").asText();
    }

    private static String number(List<JsonNode> codes, int index) {
        return codes.get(index).path("number").asText();
    }
}
