package org.teshema.plugin.explosionproof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.table.Row;
import org.teshema.plugin.explosionproof.ExRules.DustSurface;

class JudgeTest {
    private static final ExTables TABLES = new ExTables();
    private static final MarkReader READER = new MarkReader(TABLES);
    private static final Judge JUDGE = new Judge(TABLES);
    static final Optional<DustSurface> DUST = Optional.of(new DustSurface(
            BigDecimal.valueOf(2), BigDecimal.valueOf(3), BigDecimal.valueOf(75), BigDecimal.valueOf(5)));

    /*
     * The tables of this test, written down from GB/T 3836.1 and GB/T 3836.15 and not taken from the plugin's data.
     * Levels that may stand in a zone.
     */
    private static final Map<Integer, String> ZONE_TAKES = Map.of(
            0, "Ga",
            1, "Ga Gb",
            2, "Ga Gb Gc",
            20, "Da",
            21, "Da Db",
            22, "Da Db Dc");
    /* Places that a group of equipment covers. */
    private static final Map<String, String> GROUP_COVERS = Map.of(
            "IIA", "IIA",
            "IIB", "IIA IIB",
            "IIC", "IIA IIB IIC",
            "II", "IIA IIB IIC",
            "IIIA", "IIIA",
            "IIIB", "IIIA IIIB",
            "IIIC", "IIIA IIIB IIIC");
    /* Places that a temperature class covers. */
    private static final Map<String, String> CLASS_COVERS = Map.of(
            "T1", "T1",
            "T2", "T1 T2",
            "T3", "T1 T2 T3",
            "T4", "T1 T2 T3 T4",
            "T5", "T1 T2 T3 T4 T5",
            "T6", "T1 T2 T3 T4 T5 T6");
    /*
     * Dusts: ignition temperature of cloud and layer, and the highest surface by hand: two thirds of the cloud, 75 below the
     * layer, the lower of both.
     */
    private static final int[][] DUSTS = {
        {600, 475, 400}, // 400; 400
        {390, 340, 260}, // 260; 265
        {330, 295, 220}, // 220; 220
        {480, 210, 135}, // 320; 135
        {240, 195, 120}, // 160; 120
        {225, 400, 150}, // 150; 325
        {180, 155, 80}, // 120; 80
    };
    private static final int[] SURFACES = {80, 81, 95, 120, 121, 135, 136, 150, 200, 220, 260, 261, 400, 401};
    /* A type of protection for each level, so that the mark does not contradict itself. */
    private static final Map<String, String> TYPE_FOR =
            Map.of("Ga", "ia", "Gb", "db", "Gc", "ec", "Da", "ta", "Db", "tb", "Dc", "tc", "Ma", "ia", "Mb", "db");

    private static boolean in(String list, String one) {
        return List.of(list.split(" ", -1)).contains(one);
    }

    @Test
    void gas_every_zone_group_and_class_with_every_level_group_and_class() {
        int cells = 0;
        for (int zone : List.of(0, 1, 2)) {
            for (String there : List.of("IIA", "IIB", "IIC")) {
                for (int needed = 1; needed <= 6; needed++) {
                    Place place = gas(zone, there, needed);
                    for (String level : List.of("Ga", "Gb", "Gc")) {
                        for (String group : List.of("IIA", "IIB", "IIC", "II")) {
                            for (int marked = 1; marked <= 6; marked++) {
                                boolean suits = in(ZONE_TAKES.get(zone), level)
                                        && in(GROUP_COVERS.get(group), there)
                                        && in(CLASS_COVERS.get("T" + marked), "T" + needed);
                                String mark = "Ex " + TYPE_FOR.get(level) + " " + group + " T" + marked;
                                assertSaid(suits, mark + " " + level, place);
                                // Without a level the type gives the same one.
                                assertSaid(suits, mark, place);
                                cells += 2;
                            }
                        }
                    }
                    for (String level : List.of("Da", "Db", "Dc")) {
                        for (String group : List.of("IIIA", "IIIB", "IIIC")) {
                            assertSaid(false, "Ex " + TYPE_FOR.get(level) + " " + group + " T80℃ " + level, place);
                            cells++;
                        }
                    }
                    assertSaid(false, "Ex ia I Ma", place);
                    assertSaid(false, "Ex db I Mb", place);
                    cells += 2;
                }
            }
        }
        assertEquals(3 * 3 * 6 * (3 * 4 * 6 * 2 + 9 + 2), cells);
    }

    @Test
    void dust_every_zone_group_and_ignition_temperature_with_every_level_group_and_surface() {
        int cells = 0;
        for (int zone : List.of(20, 21, 22)) {
            for (String there : List.of("IIIA", "IIIB", "IIIC")) {
                for (int[] dust : DUSTS) {
                    Place place = dust(zone, there, dust[0], dust[1]);
                    for (String level : List.of("Da", "Db", "Dc")) {
                        for (String group : List.of("IIIA", "IIIB", "IIIC")) {
                            for (int surface : SURFACES) {
                                boolean suits = in(ZONE_TAKES.get(zone), level)
                                        && in(GROUP_COVERS.get(group), there)
                                        && surface <= dust[2];
                                String mark = "Ex " + TYPE_FOR.get(level) + " " + group + " T" + surface + "℃ ";
                                assertSaid(suits, mark + level, place);
                                cells++;
                            }
                        }
                    }
                    for (String level : List.of("Ga", "Gb", "Gc")) {
                        for (String group : List.of("IIA", "IIB", "IIC", "II")) {
                            assertSaid(false, "Ex " + TYPE_FOR.get(level) + " " + group + " T6 " + level, place);
                            cells++;
                        }
                    }
                    assertSaid(false, "Ex ia I Ma", place);
                    cells++;
                }
            }
        }
        assertEquals(3 * 3 * 7 * (3 * 3 * 14 + 12 + 1), cells);
    }

    private static void assertSaid(boolean suits, String mark, Place place) {
        assertEquals(
                suits ? Outcome.SUITABLE : Outcome.UNSUITABLE,
                decide(mark, place).outcome(),
                () -> mark + " in " + place + ": " + decide(mark, place));
    }

    @ParameterizedTest(name = "{0} with an ignition temperature of {1}: {2}")
    @CsvSource({
        "Ex db IIC T4 Gb, 135, SUITABLE",
        "Ex db IIC T4 Gb, 134.9, UNSUITABLE",
        "Ex db IIC T130℃ Gb, 130, SUITABLE",
        "Ex db IIC T130℃ Gb, 129, UNSUITABLE",
        "Ex db IIC T4(125℃) Gb, 125, SUITABLE",
        "Ex db IIC T6~T4 Gb, 135, SUITABLE",
        "Ex db IIC T6~T4 Gb, 100, NEEDS_A_PERSON",
        "Ex db IIC T6~T4 Gb, 84, UNSUITABLE"
    })
    void the_surface_is_held_against_the_ignition_temperature(String mark, BigDecimal ignition, Outcome outcome) {
        var zone =
                new Place.GasZone(1, OptionalInt.of(3), Optional.empty(), OptionalInt.empty(), Optional.of(ignition));
        assertEquals(
                outcome,
                decide(mark, new Place(Optional.of(zone), Optional.empty())).outcome());
    }

    @ParameterizedTest(name = "{0} in zone 1 of group {1} with {2}: {3}")
    @CsvSource({
        "Ex db IIB+H2 T1 Gb, IIC, 氢气, SUITABLE",
        "Ex db IIB+H2 T1 Gb, IIC, hydrogen, SUITABLE",
        "Ex db IIB+H2 T1 Gb, IIB, , SUITABLE",
        "Ex db IIB+H2 T1 Gb, IIC, 乙炔, UNSUITABLE",
        "Ex db IIB+H2 T1 Gb, IIC, 硅烷, NEEDS_A_PERSON",
        "Ex db IIB+H2 T1 Gb, IIC, , NEEDS_A_PERSON",
        "Ex db IIB+H2 T1 Gb, , 氢气, NEEDS_A_PERSON",
        "Ex d II(NH3) T1 Gb, IIA, 氨, SUITABLE",
        "Ex d II(NH3) T1 Gb, IIA, 丙烷, UNSUITABLE",
        "Ex d II(NH3) T1 Gb, IIA, , NEEDS_A_PERSON",
        "Ex d II(NH3) T1 Gb, IIA, 混合气, NEEDS_A_PERSON",
        "Ex db IIA T1 Gb, IIC, 氢气, UNSUITABLE"
    })
    void a_mark_that_names_a_gas_covers_that_gas(String mark, String group, String gas, Outcome outcome) {
        var zone = new Place.GasZone(
                1,
                group == null ? OptionalInt.empty() : OptionalInt.of(group.charAt(2) - 'A' + 1),
                Optional.ofNullable(gas).map(TABLES.gases()::named),
                OptionalInt.of(1),
                Optional.empty());
        assertEquals(
                outcome,
                decide(mark, new Place(Optional.of(zone), Optional.empty())).outcome());
    }

    @ParameterizedTest(name = "{0} in zone {1}: {2}")
    @CsvSource({
        // Two levels: the device stands in the wall between two zones.
        "Ex ia/db IIC T6 Ga/Gb, 1, SUITABLE",
        "Ex ia/db IIC T6 Ga/Gb, 0, NEEDS_A_PERSON",
        // More written than the types give: nobody may rely on it unseen.
        "Ex d IIC T6 Ga, 0, NEEDS_A_PERSON",
        "Ex d IIC T6 Ga, 1, SUITABLE",
        "Ex dc IIC T6 Gb, 1, NEEDS_A_PERSON",
        // Less written than the types could give: what is written counts.
        "Ex ia IIC T6 Gc, 1, UNSUITABLE",
        // The weakest type decides.
        "Ex db nR IIC T6, 1, UNSUITABLE",
        "Ex db nR IIC T6, 2, SUITABLE",
        // Only the mark could tell, and does not.
        "Ex h IIC T6, 2, NEEDS_A_PERSON",
        "Ex h IIC T6 Gb, 1, SUITABLE",
        "Ex db IIC Gb, 1, NEEDS_A_PERSON",
        "Ex db IIC Gb U, 1, NEEDS_A_PERSON",
        "Ex db IIC T6 Gb U, 1, NEEDS_A_PERSON",
        "Ex db IIC T6 Gc U, 1, UNSUITABLE",
        "[Ex ia Ga] IIC, 1, UNSUITABLE",
        "Ex db [ia Ga] IIC T6 Gb, 1, SUITABLE",
        "Ex db [ia Ga] IIC T6 Gb, 0, UNSUITABLE",
        "Ex db IIC T7 Gb, 1, NEEDS_A_PERSON",
        "见铭牌, 1, NEEDS_A_PERSON"
    })
    void marks_that_say_more_or_less_than_a_plain_one(String mark, int zone, Outcome outcome) {
        assertEquals(outcome, decide(mark, gas(zone, "IIC", 6)).outcome());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Ex tb IIIC T6 Db, NEEDS_A_PERSON",
        "Ex tb IIIC T1 Db, UNSUITABLE",
        "Ex tb III T80℃ Db, NEEDS_A_PERSON",
        "Ex tD A21 IP65 T80℃, NEEDS_A_PERSON",
        "Ex tD A22 IP65 T80℃, UNSUITABLE",
        "'DIP A21 TA,T6', NEEDS_A_PERSON",
        "Ex tb IIIC T200 120℃ Db, SUITABLE",
        "Ex tb IIIC T200 220℃ Db, UNSUITABLE",
        "Ex tb IIIC T80℃~T130℃ Db, NEEDS_A_PERSON",
        "Ex tb IIIC Db, NEEDS_A_PERSON"
    })
    void dust_marks_of_older_and_rarer_makes(String mark, Outcome outcome) {
        // Allowed: 120 degrees.
        assertEquals(outcome, decide(mark, dust(21, "IIIC", 240, 195)).outcome());
    }

    @Test
    void special_conditions_need_their_text() {
        Place place = gas(1, "IIC", 6);
        String mark = "Ex db IIC T6 Gb X";
        assertEquals(Outcome.NEEDS_A_PERSON, decide(mark, place).outcome());
        for (String nothing : List.of("", "  ", "无", "None", "N/A", "-")) {
            assertEquals(
                    Outcome.NEEDS_A_PERSON,
                    JUDGE.decide(READER.read(mark), Optional.of(nothing), place, DUST)
                            .outcome(),
                    nothing);
        }
        Decision told = JUDGE.decide(READER.read(mark), Optional.of("环境温度 -20℃ 至 +40℃"), place, DUST);
        assertEquals(Outcome.SUITABLE, told.outcome());
        assertTrue(
                told.reasons().stream().anyMatch(reason -> reason.words().zh().contains("环境温度")));
    }

    @Test
    void a_fact_of_the_place_that_is_missing_is_never_made_up() {
        Optional<BigDecimal> hot = Optional.of(BigDecimal.valueOf(500));
        var nothing = OptionalInt.empty();
        var group = OptionalInt.of(1);
        List<Place> gaps = List.of(
                new Place(
                        Optional.of(new Place.GasZone(2, nothing, Optional.empty(), OptionalInt.of(1), hot)),
                        Optional.empty()),
                new Place(
                        Optional.of(new Place.GasZone(2, group, Optional.empty(), nothing, Optional.empty())),
                        Optional.empty()),
                new Place(Optional.empty(), Optional.of(new Place.DustZone(22, nothing, hot, hot, Optional.empty()))),
                new Place(
                        Optional.empty(),
                        Optional.of(new Place.DustZone(22, group, Optional.empty(), hot, Optional.empty()))),
                new Place(
                        Optional.empty(),
                        Optional.of(new Place.DustZone(22, group, hot, Optional.empty(), Optional.empty()))),
                new Place(
                        Optional.empty(),
                        Optional.of(new Place.DustZone(22, group, hot, hot, Optional.of(BigDecimal.valueOf(6))))),
                new Place(Optional.empty(), Optional.empty()));
        for (Place place : gaps) {
            assertEquals(
                    Outcome.NEEDS_A_PERSON,
                    decide("Ex ia IIC T6 Ga / Ex ta IIIC T80℃ Da", place).outcome(),
                    place::toString);
        }
    }

    @Test
    void without_a_rule_on_dust_nothing_is_suitable_among_it() {
        Decision decision = JUDGE.decide(
                READER.read("Ex ta IIIC T80℃ Da"), Optional.empty(), dust(22, "IIIA", 600, 600), Optional.empty());
        assertEquals(Outcome.NEEDS_A_PERSON, decision.outcome());
    }

    @Test
    void a_device_without_a_mark_is_unsuitable_in_a_zone() {
        Decision decision = decide("", gas(2, "IIA", 1));
        assertEquals(Outcome.UNSUITABLE, decision.outcome());
        assertEquals("no-mark", decision.reasons().get(0).name());
    }

    @ParameterizedTest(name = "{0}: gas {1}, dust {2}, both {3}")
    @CsvSource({
        "Ex db IIC T6 Gb / Ex tb IIIC T80℃ Db, SUITABLE, SUITABLE, SUITABLE",
        "Ex db IIC T6 Gb, SUITABLE, UNSUITABLE, UNSUITABLE",
        "Ex tb IIIC T80℃ Db, UNSUITABLE, SUITABLE, UNSUITABLE",
        "Ex db IIC T6 Gb / Ex tc IIIC T80℃ Dc, SUITABLE, UNSUITABLE, UNSUITABLE",
        "Ex db IIC T6 Gb / Ex db IIA T1 Gb, NEEDS_A_PERSON, UNSUITABLE, UNSUITABLE",
        "Ex db IIA T6 Gb / Ex db IIA T1 Gb, UNSUITABLE, UNSUITABLE, UNSUITABLE",
        "Ex db IIC T6 Gb / 见铭牌, NEEDS_A_PERSON, NEEDS_A_PERSON, NEEDS_A_PERSON"
    })
    void gas_asks_for_a_gas_mark_and_dust_for_a_dust_mark(String marks, Outcome gas, Outcome dust, Outcome both) {
        Place gasPlace = gas(1, "IIC", 6);
        Place dustPlace = dust(21, "IIIC", 240, 195);
        assertEquals(gas, decide(marks, gasPlace).outcome());
        assertEquals(dust, decide(marks, dustPlace).outcome());
        assertEquals(
                both, decide(marks, new Place(gasPlace.gas(), dustPlace.dust())).outcome());
    }

    @Test
    void of_several_marks_each_reason_names_its_mark() {
        Decision decision = decide("Ex db IIC T6 Gb / Ex db IIA T1 Gb", gas(1, "IIC", 6));
        assertTrue(decision.reasons().stream()
                .filter(reason -> reason.name().equals("group"))
                .allMatch(reason -> reason.words().en().contains("\"Ex db II")));
    }

    /** Each mark of the corpus in every gas and dust place: a worse place never gets a better answer. */
    @Test
    void a_worse_place_never_makes_a_mark_more_suitable() {
        int compared = 0;
        for (Row row : Corpus.all()) {
            List<Reading> readings = READER.read(row.text("mark"));
            for (int zone = 2; zone >= 0; zone--) {
                for (int group = 1; group <= 3; group++) {
                    for (int needed = 1; needed <= 6; needed++) {
                        Outcome here = outcome(readings, gas(zone, group, needed));
                        var worse = new ArrayList<Place>();
                        if (zone > 0) {
                            worse.add(gas(zone - 1, group, needed));
                        }
                        if (group < 3) {
                            worse.add(gas(zone, group + 1, needed));
                        }
                        if (needed < 6) {
                            worse.add(gas(zone, group, needed + 1));
                        }
                        compared += assertNoBetter(row.text("mark"), readings, here, worse);
                    }
                }
            }
            for (int zone = 22; zone >= 20; zone--) {
                for (int group = 1; group <= 3; group++) {
                    for (int hot = 600; hot >= 150; hot -= 50) {
                        Outcome here = outcome(readings, dust(zone, group, hot, hot));
                        var worse = new ArrayList<Place>();
                        if (zone > 20) {
                            worse.add(dust(zone - 1, group, hot, hot));
                        }
                        if (group < 3) {
                            worse.add(dust(zone, group + 1, hot, hot));
                        }
                        worse.add(dust(zone, group, hot - 50, hot));
                        worse.add(dust(zone, group, hot, hot - 50));
                        compared += assertNoBetter(row.text("mark"), readings, here, worse);
                    }
                }
            }
        }
        assertTrue(compared > 100_000, compared + " pairs");
    }

    private static int assertNoBetter(String mark, List<Reading> readings, Outcome here, List<Place> worse) {
        for (Place place : worse) {
            Outcome there = outcome(readings, place);
            assertFalse(
                    there.compareTo(here) < 0,
                    () -> mark + ": " + there + " in " + place + ", but " + here + " in a better one");
        }
        return worse.size();
    }

    private static Outcome outcome(List<Reading> readings, Place place) {
        return JUDGE.decide(readings, Optional.empty(), place, DUST).outcome();
    }

    private static Decision decide(String mark, Place place) {
        return JUDGE.decide(READER.read(mark), Optional.empty(), place, DUST);
    }

    static Place gas(int zone, String group, int temperatureClass) {
        return gas(zone, group.charAt(2) - 'A' + 1, temperatureClass);
    }

    private static Place gas(int zone, int group, int temperatureClass) {
        return new Place(
                Optional.of(new Place.GasZone(
                        zone,
                        OptionalInt.of(group),
                        Optional.empty(),
                        OptionalInt.of(temperatureClass),
                        Optional.empty())),
                Optional.empty());
    }

    static Place dust(int zone, String group, int cloud, int layer) {
        return dust(zone, group.charAt(3) - 'A' + 1, cloud, layer);
    }

    private static Place dust(int zone, int group, int cloud, int layer) {
        return new Place(
                Optional.empty(),
                Optional.of(new Place.DustZone(
                        zone,
                        OptionalInt.of(group),
                        Optional.of(BigDecimal.valueOf(cloud)),
                        Optional.of(BigDecimal.valueOf(layer)),
                        Optional.empty())));
    }
}
