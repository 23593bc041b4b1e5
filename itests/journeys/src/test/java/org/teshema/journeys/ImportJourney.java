package org.teshema.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes that were issued elsewhere are taken in from a file, and then live like all others. */
class ImportJourney {
    private static final String IMPORTS = "/api/v1/batches/imports?codeClass=STOCK&title="
            + URLEncoder.encode(CodeDesk.LIFTS, UTF_8) + "&reason=" + URLEncoder.encode("市大数据中心下发", UTF_8);

    private final String mark = UUID.randomUUID().toString().replace("-", "");

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_file_of_codes_issued_elsewhere_becomes_codes_that_answer_by_look_up(Store store) {
        Cast cast = new Cast(SharedPlatforms.on(store));
        CodeDesk desk = new CodeDesk(cast);
        String elsewhere = SharedPlatforms.ELSEWHERE + mark + "-1";
        String quoted = SharedPlatforms.ELSEWHERE + mark + "-2";
        String door = SharedPlatforms.AT_OUR_DOOR + mark + "-3";
        long made = CodeDesk.balance(cast.city).path("made").asLong();
        byte[] file = ("\uFEFF码,备注\r\n# 下发清单\r\n" + elsewhere + ",1号梯\r\n\r\n\"" + quoted + "\",\"2号梯，东侧\"\r\n" + door
                        + "\r\n")
                .getBytes(UTF_8);
        scanned(cast.anybody(), door, 404, "UNKNOWN");

        JsonNode batch = cast.city.upload(IMPORTS, "text/csv", file).expect(201).json();
        String id = batch.path("id").asText();
        assertEquals("MADE", batch.path("state").asText());
        assertEquals("opaque-v1", batch.path("format").asText());
        assertEquals(3, batch.path("quantity").asInt());
        assertEquals(
                List.of(elsewhere, quoted, door),
                CodeDesk.codes(cast.city, id).stream()
                        .map(code -> code.path("url").asText())
                        .toList());

        String again = cast.city.upload(IMPORTS, "text/csv", file).expect(201).text("id");
        assertEquals(id, again, "the same file is the same batch, whatever the key");
        assertEquals(made + 3, CodeDesk.balance(cast.city).path("made").asLong(), "and nothing is there twice");
        scanned(cast.anybody(), door, 200, "NOT_IN_USE");

        desk.print(id);
        desk.stock(id);
        desk.handOver(cast.city, cast.district, id, 1, 3, cast.districtId);
        desk.claim(cast.district, id, 1, 3);
        scanned(cast.anybody(), door, 200, "CLAIMED");
        List<String> lifts = cast.lifts(2);
        desk.bind(door, lifts.get(0), 1);
        desk.bind(elsewhere, lifts.get(1), 2);
        JsonNode seen = scanned(cast.anybody(), door, 200, "GENUINE");
        assertEquals(lifts.get(0), seen.path("device").path("id").asText());
        String number = CodeDesk.codes(cast.city, id).get(0).path("number").asText();
        assertEquals(
                lifts.get(1),
                cast.anybody()
                        .get("/n/" + number)
                        .expect(200)
                        .json()
                        .path("device")
                        .path("id")
                        .asText());
        assertTrue(
                cast.anybody().get(path(door), "text/html").expect(200).body().contains(cast.mark()));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_file_that_is_not_right_is_refused_whole_and_told_by_line_and_column(Store store) {
        Cast cast = new Cast(SharedPlatforms.on(store));
        String known = SharedPlatforms.ELSEWHERE + mark + "-known";
        String fresh = SharedPlatforms.AT_OUR_DOOR + mark + "-fresh";
        cast.city.upload(IMPORTS, "text/csv", known.getBytes(UTF_8)).expect(201);
        String before = all(cast);

        Api.Answer rows = cast.city.upload(
                IMPORTS,
                "text/csv",
                ("码\n" + fresh + "\nhttps://elsewhere.example/abcdefgh,x\n" + fresh + "\nD-12\n").getBytes(UTF_8));
        assertEquals("file", rows.expect(400).text("field"));
        for (String told : List.of(
                "第 3 行第 1 列“https://elsewhere.example/abcdefgh”",
                "第 4 行第 1 列“" + fresh + "”与第 2 行重复",
                "第 5 行第 1 列“D-12”",
                "未导入任何码")) {
            assertTrue(rows.body().contains(told.replace("\"", "\\\"")), told + " in " + rows.body());
        }
        Api.Answer gbk = cast.city.upload(IMPORTS, "text/csv", new byte[] {(byte) 0xC2, (byte) 0xEB, '\n'});
        assertTrue(gbk.expect(400).body().contains("UTF-8"), gbk.body());
        Api.Answer twice = cast.city.upload(IMPORTS, "text/csv", (fresh + "\n" + known + "\n").getBytes(UTF_8));
        assertTrue(twice.expect(409).text("type").endsWith("wrong-state"), twice.body());
        Api.Answer title = cast.city.upload(
                "/api/v1/batches/imports?codeClass=STOCK&title=x&reason=y", "text/csv", fresh.getBytes(UTF_8));
        assertEquals("title", title.expect(400).text("field"));
        cast.unit.upload(IMPORTS, "text/csv", fresh.getBytes(UTF_8)).expect(403);

        assertEquals(before, all(cast), "nothing of a refused file is there");
        scanned(cast.anybody(), fresh, 404, "UNKNOWN");
    }

    private static String all(Cast cast) {
        return cast.city.all("/api/v1/batches") + "\n" + CodeDesk.balance(cast.city);
    }

    private static JsonNode scanned(Api reader, String url, int status, String verdict) {
        JsonNode answer = reader.get(path(url)).expect(status).json();
        assertEquals(verdict, answer.path("verdict").asText(), answer.toString());
        return answer;
    }

    private static String path(String url) {
        return url.substring("https://s.sh.gov.cn".length());
    }
}
