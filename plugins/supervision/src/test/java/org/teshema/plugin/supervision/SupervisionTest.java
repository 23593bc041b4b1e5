package org.teshema.plugin.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Ticks.Mark;
import org.teshema.api.archive.Ticks.Tick;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

/** An inspection from the scan that begins it to the recheck that closes its order, as the archive tells it. */
class SupervisionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
    private static final String BUREAU = "某区市场监管局";
    private static final String NUMBER = "沪特监令〔2026〕310107-1号";
    private static final Contexts LIFT = Contexts.of("3110").under(Rulebook.of(new Supervision().rules()));

    private final Supervision plugin = new Supervision();

    @ParameterizedTest
    @CsvSource({
        "1100, items-boiler",
        "2150, items-vessel",
        "3110, items-lift",
        "4110, items-crane",
        "5110, items-vehicle",
        "6110, items-ride",
        "8300, items-pipeline",
        "9100, items-ropeway"
    })
    void each_kind_of_equipment_has_the_general_list_and_its_own(String category, String list) {
        ScanContext context = government(
                Contexts.of(category).under(Rulebook.of(plugin.rules())).entry(begun(1, BUREAU, "scan", 60)));
        assertEquals(Set.of("items-general", list), Check.lists(context));
        start();
        Action record = action(context, "record-supervision");
        assertTrue(record.draft().asks(list)
                && record.draft().asks("items-general")
                && record.draft().asks("result"));
        assertEquals(
                2,
                record.draft().asked().stream()
                        .filter(name -> name.startsWith("items-"))
                        .count());
    }

    @Test
    void it_is_begun_where_the_symbol_is_and_recorded_by_whoever_began_it_and_not_too_late() {
        start();
        assertTrue(action(government(LIFT), "begin-supervision").draft().atDevice());
        assertEquals(Set.of("begin-supervision"), deeds(government(LIFT)));
        assertEquals(
                Set.of("begin-supervision", "record-supervision"),
                deeds(government(LIFT.entry(begun(1, BUREAU, "scan", 8 * 60)))));
        for (Entry other : List.of(
                begun(1, BUREAU, "scan", 8 * 60 + 1), begun(1, "别的局", "scan", 60), begun(1, BUREAU, "number", 60))) {
            assertEquals(Set.of("begin-supervision"), deeds(government(LIFT.entry(other))));
        }
        for (Audience reader :
                List.of(Audience.PUBLIC, Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY)) {
            assertEquals(Set.of(), deeds(LIFT.readBy(reader).context()), reader::name);
        }
    }

    @Test
    void a_record_answers_every_item_of_its_lists_and_concludes_what_the_items_say() {
        start();
        ScanContext open = government(LIFT.entry(begun(1, BUREAU, "scan", 60)));
        assertEquals(List.of(), wrong(open, Check.KIND, record("in-order", Map.of())));
        assertEquals(List.of(), wrong(open, Check.KIND, record("order", Map.of("l03", "无人应答"))));
        assertEquals(List.of("result"), wrong(open, Check.KIND, record("in-order", Map.of("l03", "无人应答"))));
        assertEquals(List.of("result"), wrong(open, Check.KIND, record("order", Map.of())));
        Map<String, Object> without = new HashMap<>(record("in-order", Map.of()));
        without.remove("items-lift");
        assertEquals(List.of("items-lift"), wrong(open, Check.KIND, without));
        Map<String, Object> others = new HashMap<>(record("in-order", Map.of()));
        others.put("items-boiler", ticks("boiler", Map.of()));
        assertEquals(List.of("items-boiler"), wrong(open, Check.KIND, others));
        for (String alone : List.of("甲", "甲、甲", "甲 ，")) {
            assertEquals(
                    List.of("inspectors"),
                    wrong(open, Check.KIND, with(record("in-order", Map.of()), "inspectors", alone)),
                    "nobody inspects alone");
        }
        assertEquals(
                List.of(), wrong(open, Check.KIND, with(record("in-order", Map.of()), "inspectors", "Li Na, Wu Di")));
        assertEquals(List.of("begun"), wrong(government(LIFT), Check.KIND, record("in-order", Map.of())), "not begun");
        ScanContext done = government(LIFT.entry(begun(1, BUREAU, "scan", 60))
                .entry(entry(2, Check.KIND, BUREAU, record("in-order", Map.of()))));
        assertEquals(List.of("begun"), wrong(done, Check.KIND, record("in-order", Map.of())), "recorded already");
    }

    @Test
    void an_order_opens_with_what_was_found_and_is_issued_once_for_each_record() {
        Entry check = entry(2, Check.KIND, BUREAU, record("order", Map.of("l03", "无人应答", "l05", "夹人")));
        start();
        Action issue = action(government(LIFT.entry(check)), "issue-order");
        String found = issue.draft().filled().text("found").orElseThrow();
        assertEquals("（1）轿厢紧急报警：无人应答；（2）层门和轿门：夹人", found);
        assertEquals(
                Optional.of(LocalDate.of(2026, 3, 16)), issue.draft().filled().day("deadline"));
        Map<String, Object> order = new HashMap<>(issue.draft().given().byName());
        order.putAll(issue.draft().filled().byName());
        assertEquals("1000000000008", order.get("code"));
        assertEquals(List.of(), wrong(government(LIFT.entry(check)), Order.KIND, order));
        Map<String, Object> past = new HashMap<>(order);
        past.put("deadline", LocalDate.of(2026, 2, 28));
        assertEquals(List.of("deadline"), wrong(government(LIFT.entry(check)), Order.KIND, past));
        Map<String, Object> another = new HashMap<>(order);
        another.put("unit", "别家公司");
        assertEquals(List.of("unit"), wrong(government(LIFT.entry(check)), Order.KIND, another));
        Entry issued = order(3, 2, "2026-03-16");
        start(issued);
        ScanContext twice = government(LIFT.entry(check).entry(issued));
        assertFalse(deeds(twice).contains("issue-order"));
        assertEquals(List.of("check"), wrong(twice, Order.KIND, order));
        Entry fine = entry(2, Check.KIND, BUREAU, record("at-once", Map.of("l03", "无人应答")));
        start();
        assertFalse(deeds(government(LIFT.entry(fine))).contains("issue-order"));
    }

    @Test
    void the_unit_answers_the_officer_rechecks_and_only_a_recheck_closes() {
        Entry order = order(3, 2, "2026-03-16");
        start(order);
        assertEquals(Set.of("answer-order-3"), deeds(unit(LIFT.entry(order))));
        assertTrue(deeds(government(LIFT.entry(order))).contains("recheck-order-3"));
        Map<String, Object> answer =
                Map.of("order", 3L, "number", NUMBER, "done", "已修", "on", LocalDate.of(2026, 3, 1));
        assertEquals(List.of(), wrong(unit(LIFT.entry(order)), Order.ANSWER, answer));
        assertEquals(List.of("order"), wrong(unit(LIFT.entry(order)), Order.ANSWER, with(answer, "order", 4L)));
        assertEquals(List.of("number"), wrong(unit(LIFT.entry(order)), Order.ANSWER, with(answer, "number", "别的")));
        assertEquals(
                List.of("on"),
                wrong(unit(LIFT.entry(order)), Order.ANSWER, with(answer, "on", LocalDate.of(2026, 3, 2))));

        Entry answered = entry(4, Order.ANSWER, "某使用单位", answer);
        start(order, answered);
        assertEquals(Set.of(), deeds(unit(LIFT.entry(order))), "it waits for the recheck");
        Map<String, Object> again = Map.of(
                "order", 3L, "number", NUMBER, "on", LocalDate.of(2026, 3, 1), "result", "again", "words", "未修好");
        assertEquals(List.of("deadline"), wrong(government(LIFT.entry(order)), Order.RECHECK, again));
        Map<String, Object> until = with(again, "deadline", LocalDate.of(2026, 4, 1));
        assertEquals(List.of(), wrong(government(LIFT.entry(order)), Order.RECHECK, until));
        assertEquals(
                List.of("deadline"),
                wrong(government(LIFT.entry(order)), Order.RECHECK, with(until, "result", "closed")));

        Entry rechecked = entry(5, Order.RECHECK, BUREAU, until);
        start(order, answered, rechecked);
        assertEquals(Set.of("answer-order-3"), deeds(unit(LIFT.entry(order))), "the unit answers once more");
        Order open = orders(order, answered, rechecked).get(0);
        assertEquals(LocalDate.of(2026, 4, 1), open.deadline());

        Map<String, Object> closing = Map.of(
                "order", 3L, "number", NUMBER, "on", LocalDate.of(2026, 3, 1), "result", "closed", "words", "已修好");
        Entry closed = entry(6, Order.RECHECK, BUREAU, closing);
        start(order, answered, rechecked, closed);
        assertTrue(orders(order, answered, rechecked, closed).get(0).isClosed());
        assertEquals(Set.of(), deeds(unit(LIFT.entry(order))));
        assertEquals(Set.of("begin-supervision"), deeds(government(LIFT.entry(order))));
        assertEquals(
                List.of("order"), wrong(government(LIFT.entry(order)), Order.RECHECK, closing), "closed is closed");
    }

    @Test
    void what_is_overdue_is_shown_before_all_else_until_it_is_closed() {
        Entry order = order(3, 2, "2026-02-28");
        start(order);
        Section.Notice notice =
                (Section.Notice) plugin.view(unit(LIFT.entry(order))).sections().get(0);
        assertEquals(Section.Tone.BAD, notice.tone());
        assertTrue(notice.words().zh().contains(NUMBER), notice.words()::zh);
        Section.Table table =
                (Section.Table) plugin.view(unit(LIFT.entry(order))).sections().get(1);
        assertEquals(List.of("/api/v1/entries/3/paper"), table.paths());
        assertEquals(List.of(), plugin.view(LIFT.entry(order).context()).sections(), "not to the public");
        start(order, entry(6, Order.RECHECK, BUREAU, Map.of("order", 3L, "result", "closed")));
        assertTrue(plugin.view(unit(LIFT.entry(order))).sections().stream()
                .noneMatch(section -> section instanceof Section.Notice));
    }

    @Test
    void whoever_scans_a_device_that_is_ordered_out_of_use_is_told_until_the_order_is_closed() {
        Entry order = entry(
                3,
                Order.KIND,
                BUREAU,
                Map.of("number", NUMBER, "check", 2L, "deadline", LocalDate.of(2026, 3, 16), "stop", true));
        start(order);
        for (Audience reader : Audience.values()) {
            View view = plugin.view(LIFT.entry(order).readBy(reader).context());
            Section.Notice notice = (Section.Notice) view.sections().get(0);
            assertEquals(Section.Tone.BAD, notice.tone());
            assertEquals("责令停止使用", notice.title().zh());
            assertFalse(notice.words().zh().contains(NUMBER), "the number is not for everybody");
        }
        start(order, entry(6, Order.RECHECK, BUREAU, Map.of("order", 3L, "result", "closed")));
        assertEquals(List.of(), plugin.view(LIFT.entry(order).context()).sections());
    }

    @Test
    void the_paper_prints_every_field_that_an_order_must_have() {
        EntryKind kind = kind(Order.KIND);
        Set<String> printed = kind.paper().orElseThrow().fields();
        kind.fields().stream()
                .filter(field -> field.required() && !field.name().equals("check"))
                .forEach(field -> assertTrue(printed.contains(field.name()), field::name));
    }

    private EntryKind kind(String name) {
        return plugin.kinds().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void start(Entry... entries) {
        var platform = new InMemoryPlatform(NOW);
        for (Entry entry : entries) {
            platform.with(entry);
        }
        plugin.start(platform);
    }

    private static List<Order> orders(Entry... entries) {
        var platform = new InMemoryPlatform(NOW);
        for (Entry entry : entries) {
            platform.with(entry);
        }
        return Order.of(platform.archive(), new DeviceId(1));
    }

    private static ScanContext government(Contexts contexts) {
        return contexts.readBy(Audience.GOVERNMENT).context();
    }

    private static ScanContext unit(Contexts contexts) {
        return contexts.readBy(Audience.USING_UNIT).context();
    }

    private Set<String> deeds(ScanContext context) {
        return plugin.view(context).actions().stream().map(Action::name).collect(Collectors.toSet());
    }

    private Action action(ScanContext context, String name) {
        return plugin.view(context).actions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> wrong(ScanContext context, String kind, Map<String, Object> values) {
        return plugin.check(context, kind, new Values(values)).stream()
                .map(Finding::field)
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }

    /** A record of a lift, with these faults. */
    private Map<String, Object> record(String result, Map<String, String> faults) {
        return Map.of(
                "begun",
                1L,
                "begun-at",
                "2026-03-01 13:00",
                "inspectors",
                "甲、乙",
                "items-general",
                ticks("general", Map.of()),
                "items-lift",
                ticks("lift", faults),
                "result",
                result);
    }

    private Ticks ticks(String list, Map<String, String> faults) {
        var type = (FieldType.Checklist)
                kind(Check.KIND).field("items-" + list).orElseThrow().type();
        Map<String, Tick> ticks = new HashMap<>();
        for (FieldType.Item item : type.items()) {
            String note = faults.get(item.name());
            ticks.put(item.name(), note == null ? new Tick(Mark.DONE, "") : new Tick(Mark.FAULT, note));
        }
        return new Ticks(ticks);
    }

    private static Entry order(long id, long check, String deadline) {
        return entry(
                id,
                Order.KIND,
                BUREAU,
                Map.of("number", NUMBER, "check", check, "deadline", LocalDate.parse(deadline)));
    }

    private static Entry begun(long id, String author, String source, int minutesAgo) {
        return entry(id, Check.BEGUN, author, source, NOW.minus(Duration.ofMinutes(minutesAgo)), Map.of());
    }

    private static Entry entry(long id, String kind, String author, Map<String, Object> values) {
        return entry(id, kind, author, "scan", NOW, values);
    }

    private static Entry entry(
            long id, String kind, String author, String source, Instant at, Map<String, Object> values) {
        return new Entry(
                id,
                Subject.of(new DeviceId(1)),
                kind,
                1,
                new Values(values),
                at,
                at,
                author,
                source,
                OptionalLong.empty());
    }
}
