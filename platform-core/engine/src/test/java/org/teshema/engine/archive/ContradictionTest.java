package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Theme;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.text.Text;

/** What several sources say differently of the same, and what is only said of different things. */
class ContradictionTest {
    private static final EntryKind PLATE = new EntryKind(
                    "test/plate",
                    1,
                    Text.same("plate"),
                    List.of(
                            field("load", new FieldType.Measure("kg")),
                            field("floors", new FieldType.Whole(1, 99)),
                            field("photo", new FieldType.Photo())),
                    Set.of(Audience.USING_UNIT, Audience.INSPECTION_BODY))
            .telling(Theme.DEVICE);
    private static final EntryKind CHECK = new EntryKind(
            "test/check",
            1,
            Text.same("check"),
            List.of(field(CityKinds.ON, new FieldType.Day()), field("load", new FieldType.Measure("kg"))),
            Set.of(Audience.USING_UNIT, Audience.INSPECTION_BODY));
    private static final Map<String, EntryKind> KINDS =
            Stream.of(PLATE, CHECK).collect(Collectors.toMap(EntryKind::name, Function.identity()));
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    @Test
    void what_a_device_is_is_compared_whenever_it_was_said() {
        Entry ours = plate(1, "物业", Map.of("load", number("630"), "floors", 9L));
        Entry theirs = plate(2, "检验院", Map.of("load", number("1000"), "floors", 9L));
        assertEquals(
                List.of(new Contradiction(PLATE, PLATE.field("load").orElseThrow(), List.of(ours, theirs))),
                found(ours, theirs),
                "they agree on the floors");
        assertEquals(List.of(), found(ours, plate(2, "检验院", Map.of("load", number("630.0")))), "the same number");
        assertEquals(
                List.of(), found(ours, plate(2, "检验院", Map.of("floors", 9L))), "who is silent contradicts nothing");
        assertEquals(
                List.of(),
                found(plate(1, "物业", Map.of("photo", "a")), plate(2, "检验院", Map.of("photo", "b"))),
                "photos are never the same");
    }

    @Test
    void of_each_source_the_newest_word_counts_field_by_field() {
        Entry first = plate(1, "物业", Map.of("load", number("630"), "floors", 9L));
        Entry other = plate(2, "检验院", Map.of("load", number("1000"), "floors", 8L));
        Entry newer = plate(3, "物业", Map.of("load", number("1000")));
        List<Contradiction> left = found(first, other, newer);
        assertEquals(1, left.size(), left::toString);
        assertEquals(List.of(first, other), left.get(0).sides(), "of floors it said nothing since");
        Entry third = plate(3, "物业", Map.of("load", number("800"), "floors", 8L));
        assertEquals(List.of(other, third), found(first, other, third).get(0).sides(), "in the order they were said");
    }

    @Test
    void one_organisation_in_two_ways_is_two_sources() {
        Entry scanned = entry(1, PLATE, "物业", "scan", Map.of("floors", 9L));
        Entry sent = entry(2, PLATE, "物业", "api", Map.of("floors", 8L));
        assertEquals(List.of(scanned, sent), found(scanned, sent).get(0).sides());
    }

    @Test
    void of_what_happened_only_what_was_said_of_one_day_is_compared() {
        Entry ours = check(1, "物业", MAY, "630");
        assertEquals(List.of(), found(ours, check(2, "检验院", MAY.plusDays(1), "1000")));
        Entry theirs = check(2, "检验院", MAY, "1000");
        assertEquals(List.of(ours, theirs), found(ours, theirs).get(0).sides());
    }

    @Test
    void what_only_the_core_writes_and_what_has_no_day_is_not_compared() {
        assertTrue(Contradiction.compares(PLATE) && Contradiction.compares(CHECK));
        assertTrue(Contradiction.compares(CityKinds.INSPECTION) && Contradiction.compares(CityKinds.MANUFACTURE));
        assertFalse(Contradiction.compares(CityKinds.SERIOUS_FINDING), "written by the core");
        assertFalse(
                Contradiction.compares(new EntryKind(
                        "test/complaint",
                        1,
                        Text.same("complaint"),
                        List.of(field("words", new FieldType.Words(20))),
                        Set.of(Audience.PUBLIC))),
                "two people complain of two things");
    }

    private static List<Contradiction> found(Entry... entries) {
        return Contradiction.in(List.of(entries), KINDS);
    }

    private static Entry plate(long id, String author, Map<String, Object> values) {
        return entry(id, PLATE, author, "scan", values);
    }

    private static Entry check(long id, String author, LocalDate on, String load) {
        return entry(id, CHECK, author, "scan", Map.of(CityKinds.ON, on, "load", number(load)));
    }

    private static Entry entry(long id, EntryKind kind, String author, String source, Map<String, Object> values) {
        Instant at = Instant.parse("2026-05-01T04:00:00Z").plusSeconds(id);
        return new Entry(
                id,
                Subject.of(new DeviceId(1)),
                kind.name(),
                1,
                new Values(values),
                at,
                at,
                author,
                source,
                OptionalLong.empty());
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Field field(String name, FieldType type) {
        return new Field(name, Text.same(name), type, false, Set.of());
    }
}
