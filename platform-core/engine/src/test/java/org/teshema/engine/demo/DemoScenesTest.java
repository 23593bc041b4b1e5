package org.teshema.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.demo.DemoCityTest.count;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.rule.DueStatus;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;

/** What a demonstration city of a thousand devices has to show, in the register and in a scan. */
class DemoScenesTest {
    // One city in each database: nothing here changes it.
    private static final List<Database> DATABASES = new ArrayList<>();
    private static final List<DemoScenes> CITIES = new ArrayList<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void load() throws IOException {
        for (Database database : TestDatabases.both().toList()) {
            DATABASES.add(database);
            CITIES.add(new DemoScenes(database, Files.createTempDirectory(folder, "city"), 1_000));
        }
    }

    @AfterAll
    static void close() {
        CITIES.forEach(DemoScenes::close);
        DATABASES.forEach(Database::close);
    }

    static List<DemoScenes> cities() {
        return CITIES;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("cities")
    void sets_have_children_with_codes_of_their_own_one_of_them_overdue_and_one_set_has_none(DemoScenes scenes) {
        Database database = scenes.platform.database;
        for (String set : List.of("6A00 car", "6D20 slide", "9120 cabin", "2130 vessel")) {
            String[] words = set.split(" ", 2);
            assertTrue(
                    count(
                                    database,
                                    "select count(*) from device d join device m on m.id = d.mother_id where m.category = '"
                                            + words[0] + "' and d.mother_role = '" + words[1]
                                            + "' and d.using_unit_id = m.using_unit_id and d.district = m.district"
                                            + " and d.place = m.place and m.mother_id is null")
                            > 1,
                    set);
        }
        long children = count(database, "select count(*) from device where mother_id is not null");
        assertEquals(
                2 * children,
                count(database, "select count(*) from entry where kind = 'membership'"),
                "in both archives");
        assertEquals(
                count(database, "select count(distinct mother_id) from device where mother_id is not null"),
                count(database, "select count(*) from device where family_version > 0"));
        assertTrue(
                count(
                                database,
                                "select count(*) from code c join device d on d.id = c.bound_device_id"
                                        + " where d.mother_id is not null")
                        > 10,
                "children bear codes");
        assertEquals(
                1,
                count(
                        database,
                        "select count(*) from device m where m.category = '6A00' and m.mother_id is null"
                                + " and not exists (select 1 from device d where d.mother_id = m.id)"),
                "an incomplete set");
        assertTrue(says(scenes.scans("2130"), "容器 2 号 超期"), "an overdue child is told on its mother's page");
        assertTrue(says(scenes.scans("9"), "吊厢 8 号 停用"), "so is one out of use");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("cities")
    void pipelines_have_segments_and_a_line_has_code_posts(DemoScenes scenes) {
        Database database = scenes.platform.database;
        for (String category : List.of("8210", "8310", "8320", "8330")) {
            assertTrue(
                    count(
                                    database,
                                    "select count(*) from segment s join device d on d.id = s.device_id join entry e"
                                            + " on e.id = s.entry_id and e.subject_type = 'SEGMENT' and e.subject_id ="
                                            + " cast(d.id as varchar) || '/' || s.number and e.fields = s.fields"
                                            + " where d.segments_version = 1 and d.category = '" + category + "'")
                            >= 6,
                    category);
        }
        List<ScanAnswer> industrial = scenes.scans("83");
        assertTrue(
                industrial.stream()
                        .anyMatch(answer -> answer.clocks().get(0).status() == DueStatus.OVERDUE
                                && answer.clocks().get(0).due().isPresent()),
                "the segment that is due first is overdue");
        assertTrue(
                industrial.stream().anyMatch(answer -> answer.clocks().get(0).status() == DueStatus.VALID),
                "another pipeline is in date");
        assertTrue(says(industrial, "登记单元技术参数载明总长度 500 米，各管道长度之和为 480 米"), "unit and segments contradict");
        assertEquals(
                6,
                count(
                        database,
                        "select count(*) from code c join binding b on b.code_id = c.code_id"
                                + " join device d on d.id = c.bound_device_id where d.category = '8210' and c.post > 0"
                                + " and c.post_place like '%号码桩' and b.position = 'code-post'"));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("cities")
    void marks_suit_their_place_or_not_or_need_a_person(DemoScenes scenes) {
        Database database = scenes.platform.database;
        for (String category : List.of("3410", "4130", "4220", "5110")) {
            assertTrue(
                    count(
                                    database,
                                    "select count(*) from device where category = '" + category
                                            + "' and current_entries like '%\"explosion-proof/place\"%'"
                                            + " and current_entries like '%\"explosion-proof/mark\"%'")
                            >= 3,
                    category);
        }
        List<ScanAnswer> scans = scenes.scans("");
        for (String outcome : List.of("适用", "不适用", "须人工确认")) {
            assertTrue(
                    says(scans, "label=Text[zh=防爆标志对场所, en=Mark against place], value=Text[zh=" + outcome + ","),
                    outcome);
        }
        assertTrue(says(scans, "本码请在防爆区外扫描"), "where to scan");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("cities")
    void vessels_are_in_date_due_soon_overdue_and_failed_and_some_devices_contradict_themselves(DemoScenes scenes) {
        Database database = scenes.platform.database;
        for (String category : List.of("1", "21", "3", "4", "51")) {
            Map<DueStatus, Integer> counts = scenes.clocks(category, "inspection");
            int all = counts.values().stream().mapToInt(n -> n).sum();
            for (DueStatus status : List.of(DueStatus.VALID, DueStatus.DUE_SOON, DueStatus.OVERDUE)) {
                assertTrue(category.equals("1") || counts.getOrDefault(status, 0) > 0, category + counts);
            }
            assertTrue(counts.getOrDefault(DueStatus.VALID, 0) > all / 2, category + counts);
        }
        assertTrue(scenes.clocks("", "inspection").getOrDefault(DueStatus.FAILED, 0) > 3, "some failed");
        String inspection = "(select 1 from entry b where b.kind = 'inspection' and b.subject_id = a.subject_id"
                + " and b.happened_at = a.happened_at and b.author_id <> a.author_id and b.fields <> a.fields)";
        assertTrue(
                count(database, "select count(*) from entry a where a.kind = 'inspection' and exists " + inspection)
                        > 1,
                "two bodies report different results of one day");
        assertTrue(
                count(
                                database,
                                "select count(*) from entry r join entry c on c.subject_id = r.subject_id and"
                                        + " c.kind = 'commissioning' where r.kind = 'registration'"
                                        + " and r.happened_at < c.happened_at")
                        > 1,
                "registered before the supervision inspection");
        assertFalse(scenes.scans("").stream().anyMatch(ScanAnswer::hasGaps), "no plugin stumbles");
    }

    private static boolean says(List<ScanAnswer> scans, String words) {
        return scans.stream().anyMatch(answer -> answer.parts().toString().contains(words));
    }
}
