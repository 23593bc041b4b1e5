package org.teshema.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registration unit of a pipeline: its table of segments comes in and goes out, and labels along the line lead to one archive. */
class PipelineJourney {
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String HEADS = "管道名称,管道编号,管道级别,管道长度（m）,投用年月,安全状况等级,检验结论,上次检验日期,下次检验日期\r\n";
    private static final LocalDate INSPECTED = Devices.today().minusDays(300);
    private static final LocalDate FIRST_DUE = Devices.today().plusDays(400);
    private static final String LATER = "甲管,A-1,GB1,1200.5,2018-03,2,符合要求," + INSPECTED + "," + FIRST_DUE.plusYears(1);
    private static final String SOONER = "乙管,B-2,GB2,299.5,2018-03,2,符合要求," + INSPECTED + "," + FIRST_DUE;
    private static final String TABLE = HEADS + LATER + "\r\n" + SOONER + "\r\n";

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_table_comes_in_goes_out_in_both_forms_and_comes_in_again_unchanged(Store store) {
        Cast cast = Cast.shared(store);
        String line = line(cast);
        double before = kilometres(cast, "/api/v1/segments/totals");
        JsonNode tried = put(cast, line, "?dry-run=true", CSV, TABLE.getBytes(UTF_8));
        assertEquals(List.of(2, 0, 0, 0), counts(tried));
        assertEquals(1500.0, tried.path("metres").asDouble());
        assertEquals(List.of(), cast.unit.all(segments(line)), "a dry run writes nothing");

        assertEquals(List.of(2, 0, 0, 0), counts(put(cast, line, "", CSV, TABLE.getBytes(UTF_8))));
        assertEquals(1.5, kilometres(cast, segments(line) + "/totals"));
        assertEquals(1.5, kilometres(cast, "/api/v1/segments/totals") - before, 1e-9);

        String csv = cast.unit.get(segments(line), CSV).expect(200).body();
        byte[] xlsx = cast.unit.bytes(segments(line) + "?format=xlsx");
        assertEquals(List.of(0, 0, 0, 2), counts(put(cast, line, "", CSV, csv.getBytes(UTF_8))));
        assertEquals(List.of(0, 0, 0, 2), counts(put(cast, line, "", XLSX, xlsx)));
        assertEquals(1, cast.unit.all(segments(line) + "/history?number=A-1").size(), "nothing was written again");

        String twin = line(cast);
        assertEquals(List.of(2, 0, 0, 0), counts(put(cast, twin, "", XLSX, xlsx)));
        assertEquals(values(cast, line), values(cast, twin));
        assertEquals(
                List.of(0, 1, 1, 0),
                counts(put(cast, twin, "", CSV, (HEADS + LATER.replace("1200.5", "1200")).getBytes(UTF_8))));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void three_code_posts_lead_to_one_archive_and_each_says_which_it_is_and_which_pipe_is_due_first(Store store) {
        Cast cast = Cast.shared(store);
        CodeDesk desk = new CodeDesk(cast);
        Deque<Label> labels = desk.claimed(CodeDesk.OTHERS, 5);
        String line = line(cast);
        put(cast, line, "", CSV, TABLE.getBytes(UTF_8));
        Label own = labels.remove();
        desk.post(own, line, "duty-room");
        Scan unit = Scan.of(cast.anybody(), own);
        JsonNode clock = unit.clock("inspection");
        assertEquals(FIRST_DUE.toString(), clock.path("due").asText());
        assertTrue(clock.path("basis").asText().startsWith("“乙管”："), clock::toString);
        assertTrue(unit.json().path("code").path("post").isMissingNode());
        assertEquals("1.5 km", unit.fact("total").orElse(""));
        assertFalse(unit.toString().contains("B-2"), "the public is told no numbers of pipes");
        assertTrue(Scan.of(cast.unit, own)
                .clock("inspection")
                .path("basis")
                .asText()
                .startsWith("“乙管（B-2）”："));

        for (int post = 1; post <= 3; post++) {
            Label label = labels.remove();
            cast.unit.post("/api/v1/bindings", atPost(label, line, post)).expect(201);
            Scan scan = Scan.of(cast.anybody(), label);
            assertEquals("GENUINE", scan.verdict());
            for (String same : List.of("device", "clocks", "parts")) {
                assertEquals(unit.json().path(same), scan.json().path(same), same);
            }
            assertEquals(post, scan.json().path("code").path("post").asInt());
            assertEquals(place(post), scan.json().path("code").path("postPlace").asText());
            String page =
                    cast.anybody().get(label.path(), "text/html").expect(200).body();
            assertTrue(page.contains("码桩 " + post + "：" + place(post)), page);
            assertTrue(page.contains("乙管") && page.contains(FIRST_DUE.toString()), page);
        }
        assertFalse(
                cast.anybody().get(own.path(), "text/html").expect(200).body().contains("码桩"));

        Label free = labels.remove();
        Refusals.problem(
                cast.unit.post("/api/v1/bindings", atPost(free, line, 2)),
                409,
                "already-bound",
                "device",
                "A device has one code");
        Refusals.problem(
                cast.unit.post("/api/v1/bindings", atPost(free, line, 2001)),
                400,
                "invalid-value",
                "post",
                "count from 1 to 2000");
        assertEquals("CLAIMED", Scan.of(cast.anybody(), free).verdict());
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_table_with_a_fault_is_refused_whole_and_told_by_row_and_column(Store store) {
        Cast cast = Cast.shared(store);
        String line = line(cast);
        String unknown = HEADS + LATER + "\r\n" + SOONER.replace(",2,", ",9,");
        JsonNode fault = fault(cast, line, unknown);
        assertEquals(3, fault.path("row").asInt());
        assertEquals("安全状况等级", fault.path("column").asText());
        assertEquals("grade", fault.path("field").asText());
        refused(cast, line, unknown, "第 3 行“安全状况等级”", "Row 3");

        cast.unit
                .post(
                        Devices.path(line) + "/entries",
                        Map.of(
                                "kind",
                                "pipeline/technical",
                                "happenedAt",
                                "2026-03-05T01:00:00Z",
                                "values",
                                Map.of("total-length", 5000)))
                .expect(201);
        fault = fault(cast, line, TABLE);
        assertEquals(0, fault.path("row").asInt(), "of the table as a whole");
        assertEquals("管道长度（m）", fault.path("column").asText());
        refused(cast, line, TABLE, "5000 米，各管道长度之和为 1500 米", "Please correct one of them first");
        Api.Answer kilometres =
                upload(cast, line, "", CSV, TABLE.replace("（m）", "（km）").getBytes(UTF_8));
        Refusals.problem(kilometres, 400, "invalid-value", "file", "Row 1");
        assertTrue(kilometres.body().contains("第 1 行“管道长度（km）”"), kilometres.body());
    }

    private static JsonNode fault(Cast cast, String line, String table) {
        JsonNode faults =
                put(cast, line, "?dry-run=true", CSV, table.getBytes(UTF_8)).path("faults");
        assertEquals(1, faults.size(), faults::toString);
        return faults.get(0);
    }

    private static void refused(Cast cast, String line, String table, String told, String expected) {
        Api.Answer answer = upload(cast, line, "", CSV, table.getBytes(UTF_8));
        Refusals.problem(answer, 400, "invalid-value", "file", expected);
        assertTrue(answer.body().contains(told), answer.body());
        assertEquals(List.of(), cast.unit.all(segments(line)), "nothing of a refused table is there");
    }

    private static String line(Cast cast) {
        return cast.device("8210", "沪南公路燃气管道");
    }

    private static String place(int post) {
        return "沪南公路 K12+" + 100 * post;
    }

    private static Map<String, Object> atPost(Label label, String line, int post) {
        var binding = new LinkedHashMap<>(CodeDesk.bindingOf(label.url(), line, "code-post", post % 100));
        binding.put("place", place(post));
        binding.put("post", post);
        return binding;
    }

    private static String segments(String line) {
        return Devices.path(line) + "/segments";
    }

    private static JsonNode put(Cast cast, String line, String query, String type, byte[] table) {
        return upload(cast, line, query, type, table).expect(200).json();
    }

    private static Api.Answer upload(Cast cast, String line, String query, String type, byte[] table) {
        return cast.unit.upload("PUT", segments(line) + query, type, table);
    }

    private static List<Integer> counts(JsonNode report) {
        return Stream.of("added", "changed", "ended", "unchanged")
                .map(name -> report.path(name).asInt(-1))
                .toList();
    }

    private static double kilometres(Cast cast, String path) {
        return cast.unit.get(path).expect(200).json().path("kilometres").asDouble();
    }

    private static List<JsonNode> values(Cast cast, String line) {
        return cast.unit.all(segments(line)).stream()
                .map(segment -> segment.path("values"))
                .toList();
    }
}
