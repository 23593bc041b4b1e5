package org.teshema.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.posting.Position;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.time.CityClock;

class ReferenceTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final CityClock clock = new CityClock(() -> now);
    private final ReferenceFiles files = ReferenceFiles.shipped(clock);

    @Test
    void the_shipped_tables_are_whole() {
        var catalogue = new Catalogue(files);
        assertEquals(157, catalogue.all().size());
        assertEquals(
                10,
                catalogue.all().stream()
                        .filter(n -> n.level() == CatalogueNode.Level.KIND)
                        .count());
        assertEquals(18, new Districts(files).all().size());
        assertEquals("上海市", new Districts(files).city().name().zh());
        assertTrue(new Regulations(files)
                .inForce(TODAY).stream().anyMatch(r -> r.number().equals("TSG 08-2026")));
        assertTrue(new Regulations(files)
                .inForce(LocalDate.of(2026, 4, 30)).stream()
                        .anyMatch(r -> r.number().equals("TSG 08-2017")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2210, 铁路罐车", "2230, 长管拖车", "2200, 移动式压力容器", "2310, 无缝气瓶", "23T0, 特种气瓶", "2300, 气瓶"})
    void mobile_vessels_and_cylinders_are_refused_with_the_reason(String category, String name) {
        var e = assertThrows(Problem.class, () -> new Catalogue(files).registrable(category));
        assertEquals(Optional.of("category"), e.field());
        assertTrue(e.detail().zh().startsWith(name), e.detail().zh());
        assertTrue(
                e.detail().zh().contains("实施方案不含移动式压力容器（22 类）和气瓶（23 类）"),
                e.detail().zh());
        assertTrue(
                e.detail().en().contains("leaves out mobile pressure vessels (22) and gas cylinders (23)"),
                e.detail().en());
    }

    @ParameterizedTest
    @CsvSource({"4001, 4D00", "4008, 4D00", "5120, 5110", "5220, 5110", "3001, 3110", "3002, 3110"})
    void a_retired_code_stands_for_the_one_it_became(String retired, String now) {
        assertEquals(
                new CatalogueCode(now),
                new Catalogue(files).registrable(retired).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2160", "4880", "4890", "4C00", "6D30"})
    void a_retired_code_that_no_single_code_follows_is_left_to_a_person(String retired) {
        var e = assertThrows(Problem.class, () -> new Catalogue(files).registrable(retired));
        assertEquals(Optional.of("category"), e.field());
        assertTrue(e.detail().zh().contains("已停用"), e.detail().zh());
        assertTrue(e.detail().en().contains("rawCategory"), e.detail().en());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2110", "2170", "2410", "2420"})
    void fixed_vessels_and_oxygen_chambers_are_registered(String category) {
        assertEquals(
                new CatalogueCode(category),
                new Catalogue(files).registrable(category).code());
    }

    @Test
    void every_device_that_gets_a_code_has_a_position_and_the_most_specific_row_decides() {
        var positions = new PostingPositions(files);
        new Catalogue(files)
                .all().stream()
                        .filter(n -> n.leaf() && n.scope() == CatalogueNode.Scope.REGISTERED)
                        .forEach(n -> assertTrue(
                                positions.forDevice(n.code(), TODAY).isPresent(),
                                n.code().value()));
        assertEquals(List.of("car-interior"), names(positions, "3110"));
        assertEquals(List.of("landing-plate"), names(positions, "3310"));
        assertEquals(List.of("landing-door"), names(positions, "3430"));
        assertEquals(List.of("on-body"), names(positions, "4410"));
        assertEquals(List.of("on-body", "rail-end-wall", "nearby-wall"), names(positions, "4110"));
        assertEquals(List.of("operating-room"), names(positions, "8310"));
        assertEquals(List.of("hung-on-body", "nearby-wall", "operating-room"), names(positions, "2410"));
        assertEquals(
                "上海智慧电梯",
                positions
                        .forDevice(new CatalogueCode("3110"), TODAY)
                        .orElseThrow()
                        .labelTitle());
        assertEquals(
                "特种设备码",
                positions
                        .forDevice(new CatalogueCode("1100"), TODAY)
                        .orElseThrow()
                        .labelTitle());
        assertTrue(positions
                .forDevice(new CatalogueCode("3110"), LocalDate.of(2024, 1, 1))
                .isEmpty());
    }

    @Test
    void numbers_compare_in_one_form_and_wrong_ones_say_what_was_expected() {
        var formats = new IdentifierFormats(files, new Catalogue(files));
        assertEquals("梯11闽E3622(16)", formats.checked("use_cert", "梯11闽Ｅ３６２２（１６）", TODAY));
        assertEquals("311010089201900098", formats.checked("equip_code", "3110 10089 2019 00098", TODAY));
        for (IdentifierFormat format : formats.all()) {
            formats.checked(format.id(), format.example(), TODAY);
        }
        for (String[] wrong : new String[][] {
            {"equip_code", "3110100892019"},
            {"equip_code", "999910089201900098"},
            {"equip_code", "311010089194900098"},
            {"equip_code", "311010089202900098"},
            {"reg_code_20", "31103506002016133337"},
            {"use_cert", "梯1闽E3622"},
            {"no_such", "1"}
        }) {
            Problem problem = assertThrows(
                    Problem.class, () -> formats.checked(wrong[0], wrong[1], TODAY), wrong[0] + " " + wrong[1]);
            assertEquals(Optional.of("identifiers"), problem.field());
        }
    }

    @Test
    void an_operators_file_takes_over_without_a_restart_and_a_broken_one_does_not() throws IOException {
        var own = ReferenceFiles.of(Optional.of(folder), clock);
        var positions = new PostingPositions(own);
        assertEquals(List.of("car-interior"), names(positions, "3110"));
        Path file = folder.resolve("posting-positions.csv");
        String heading = "nodes,name,title_zh,title_en,basis,from,until\n";
        Files.writeString(file, heading + "3000,door-frame,门框,On the door frame,plan,2025-01-01,\n");
        now = now.plus(Duration.ofSeconds(11));
        assertEquals(List.of("door-frame"), names(positions, "3110"));
        Files.writeString(file, heading + "3000,car-interior,轿厢内,Inside,plan,1 January,\n");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(now));
        now = now.plus(Duration.ofSeconds(11));
        assertEquals(List.of("door-frame"), names(positions, "3110"));
        assertEquals(
                "line 2, column from: expected a day such as 2026-05-01, found \"1 January\"",
                own.faults().get("posting-positions.csv"));
        Files.delete(file);
        now = now.plus(Duration.ofSeconds(11));
        assertEquals(List.of("car-interior"), names(positions, "3110"));
        assertTrue(own.faults().isEmpty());
    }

    private static List<String> names(PostingPositions positions, String category) {
        return positions.forDevice(new CatalogueCode(category), TODAY).orElseThrow().positions().stream()
                .map(Position::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "3110, Traction passenger lift",
        "1310, 'Organic heat-carrier boiler, vapour phase'",
        "2130, Pressure vessel of class III",
        "4190, Overhead travelling crane with electric hoist",
        "8310, Process piping",
        "6D10, River rapids"
    })
    void a_device_is_called_by_the_name_of_one(String code, String one) {
        CatalogueNode node = new Catalogue(files).find(new CatalogueCode(code)).orElseThrow();
        assertEquals(one, node.one().en());
        assertEquals(node.name().zh(), node.one().zh());
    }
}
