package org.teshema.plugin.elevator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Notice;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.scan.Section.Phones;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** What is shown of a lift: for the public help comes first, then safety, then the machine. */
final class LiftView {
    private static final CatalogueCode ESCALATORS = new CatalogueCode("3300");
    private static final CatalogueCode DUMBWAITERS = new CatalogueCode("3430");
    private static final CatalogueCode TRACTION = new CatalogueCode("3100");

    private static final Notice TRAPPED = new Notice(
            new Text("被困怎么办", "If you are trapped"),
            new Text(
                    "请按轿厢内报警按钮或拨打下列电话，说出编号；在轿厢内等候，不要扒门。",
                    "Press the alarm button in the car or call a number below and tell the number of this lift. Wait in"
                            + " the car and do not force the doors."),
            Tone.WARNING);
    private static final Notice ON_ESCALATORS = new Notice(
            new Text("紧急情况", "In an emergency"),
            new Text(
                    "请按出入口处的红色急停按钮，再拨打下列电话，说出编号。",
                    "Press the red stop button at either end, then call a number below and tell the number of this"
                            + " escalator."),
            Tone.WARNING);

    private static final Section VISITS = visits();
    private static final Section ITEMS = items();

    private static final List<Action> ACTIONS = List.of(
            new Action(
                    "record-maintenance",
                    new Text("登记维护保养", "Record maintenance"),
                    LiftKinds.MAINTENANCE.name(),
                    Set.of(Audience.MAINTENANCE_UNIT)),
            new Action(
                    "record-testing",
                    new Text("登记自行检测", "Record testing"),
                    CityKinds.TESTING.name(),
                    Set.of(Audience.MAINTENANCE_UNIT, Audience.USING_UNIT, Audience.INSPECTION_BODY)),
            new Action(
                    "record-inspection",
                    new Text("登记定期检验", "Record a periodic inspection"),
                    CityKinds.INSPECTION.name(),
                    Set.of(Audience.INSPECTION_BODY)),
            new Action(
                    "record-commissioning",
                    new Text("登记监督检验", "Record a supervision inspection"),
                    CityKinds.COMMISSIONING.name(),
                    Set.of(Audience.INSPECTION_BODY)),
            new Action(
                    "record-technical-data",
                    new Text("登记技术参数", "Record technical data"),
                    LiftKinds.TECHNICAL.name(),
                    Set.of(Audience.USING_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT)));

    View of(ScanContext context) {
        var sections = new ArrayList<Section>();
        CatalogueCode category = context.device().category();
        if (context.caller().audience() == Audience.PUBLIC) {
            emergency(context, sections);
        }
        inspected(context).ifPresent(sections::add);
        maintained(context).ifPresent(sections::add);
        context.current(LiftKinds.TECHNICAL.name()).flatMap(LiftView::technical).ifPresent(sections::add);
        if (context.caller().audience() == Audience.MAINTENANCE_UNIT && category.within(TRACTION)) {
            sections.add(VISITS);
            sections.add(ITEMS);
        }
        if (context.caller().audience() != Audience.PUBLIC) {
            emergency(context, sections);
        }
        return new View(sections, ACTIONS);
    }

    private static void emergency(ScanContext context, List<Section> sections) {
        CatalogueCode category = context.device().category();
        if (!category.within(DUMBWAITERS)) {
            sections.add(category.within(ESCALATORS) ? ON_ESCALATORS : TRAPPED);
        }
        var phones = new ArrayList<Phone>();
        context.device()
                .maintenanceUnit()
                .flatMap(unit -> phone(unit, new Text("维保单位 24 小时电话", "Maintenance unit, 24 hours")))
                .ifPresent(phones::add);
        context.device()
                .usingUnit()
                .flatMap(unit -> phone(unit, new Text("使用单位电话", "Using unit")))
                .ifPresent(phones::add);
        if (!phones.isEmpty()) {
            sections.add(new Phones(new Text("联系电话", "Telephone numbers"), phones));
        }
    }

    private static Optional<Phone> phone(Organisation unit, Text label) {
        return unit.phone()
                .filter(number -> number.matches("\\+?[0-9][0-9 -]{1,19}"))
                .map(number -> new Phone(label, number, Optional.of(Text.same(unit.name()))));
    }

    private static Optional<Section> inspected(ScanContext context) {
        var facts = new ArrayList<Fact>();
        context.current(CityKinds.INSPECTION.name())
                .ifPresent(entry -> done("inspection", new Text("最近定期检验", "Last periodic inspection"), entry, facts));
        context.current(CityKinds.TESTING.name())
                .ifPresent(entry -> done("testing", new Text("最近自行检测", "Last testing"), entry, facts));
        context.current(CityKinds.COMMISSIONING.name())
                .ifPresent(entry -> done("commissioning", new Text("监督检验", "Supervision inspection"), entry, facts));
        context.current(CityKinds.REGISTRATION.name())
                .flatMap(entry -> entry.values().text("certificate"))
                .ifPresent(number -> facts.add(
                        new Fact("registration", new Text("使用登记证", "Registration certificate"), Text.same(number))));
        return facts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Facts(new Text("检验与登记", "Inspection and registration"), facts));
    }

    private static void done(String name, Text label, Entry entry, List<Fact> facts) {
        Optional<LocalDate> on = entry.values().day(CityKinds.ON);
        if (on.isEmpty()) {
            return;
        }
        boolean bad = entry.values()
                .text(CityKinds.RESULT)
                .filter(result -> result.equals(CityKinds.FAIL) || result.equals(CityKinds.FAIL_AGAIN))
                .isPresent();
        String body =
                entry.values().text(CityKinds.BODY).map(name1 -> " " + name1).orElse("");
        facts.add(new Fact(
                name,
                label,
                new Text(on.get() + (bad ? " 不合格" : " 合格") + body, on.get() + (bad ? " failed" : " passed") + body),
                bad ? Tone.BAD : Tone.PLAIN));
    }

    private static Optional<Section> maintained(ScanContext context) {
        Optional<Entry> last = context.current(LiftKinds.MAINTENANCE.name());
        Optional<LocalDate> on = last.flatMap(entry -> entry.values().day(LiftKinds.ON));
        var facts = new ArrayList<Fact>();
        context.device()
                .maintenanceUnit()
                .ifPresent(unit ->
                        facts.add(new Fact("unit", new Text("维保单位", "Maintenance unit"), Text.same(unit.name()))));
        if (on.isPresent()) {
            Text visit = last.flatMap(entry -> entry.values().text(LiftKinds.VISIT))
                    .flatMap(Visit::of)
                    .map(Visit::title)
                    .orElse(LiftKinds.MAINTENANCE.title());
            facts.add(new Fact(
                    "last",
                    new Text("最近维保", "Last maintenance"),
                    new Text(on.get() + " " + visit.zh(), on.get() + " " + visit.en())));
            context.rules()
                    .governing("maintenance", context.device().category(), context.today())
                    .ifPresent(rule -> facts.add(next(rule, on.get(), context.today())));
        }
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Facts(new Text("维护保养", "Maintenance"), facts));
    }

    private static Fact next(Rule rule, LocalDate last, LocalDate today) {
        LocalDate due = last.plusDays(rule.number("days"));
        boolean late = today.isAfter(due);
        return new Fact(
                "next",
                new Text("应于此日前再次维保", "Next maintenance by"),
                new Text(due + (late ? " 已超期" : ""), due + (late ? ", overdue" : "")),
                late ? Tone.WARNING : Tone.PLAIN);
    }

    private static Optional<Section> technical(Entry entry) {
        List<Fact> facts = LiftKinds.TECHNICAL.fields().stream()
                .flatMap(field -> Optional.ofNullable(entry.values().byName().get(field.name()))
                        .map(value -> new Fact(field.name(), field.title(), Text.same(words(field, value))))
                        .stream())
                .toList();
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Facts(LiftKinds.TECHNICAL.title(), facts));
    }

    private static String words(Field field, Object value) {
        String words = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return field.type() instanceof FieldType.Measure measure ? words + " " + measure.unit() : words;
    }

    private static Section visits() {
        var rows = new ArrayList<List<Text>>();
        for (Visit visit : Visit.values()) {
            rows.add(List.of(
                    visit.title(), Text.same(Integer.toString(visit.items().size()))));
        }
        return new Section.Table(
                new Text("保养类别（TSG T5002-2017 附件 A）", "Kinds of visit (TSG T5002-2017, annex A)"),
                List.of(new Text("类别", "Kind"), new Text("项目数", "Items")),
                rows);
    }

    private static Section items() {
        List<List<Text>> rows = Visit.YEAR.items().stream()
                .map(item ->
                        List.of(item.what(), item.requirement(), item.from().title()))
                .toList();
        return new Section.Table(
                new Text("保养项目", "Items of maintenance"),
                List.of(new Text("项目", "Item"), new Text("要求", "Requirement"), new Text("自此类起", "From")),
                rows);
    }
}
