package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Notice;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/** What is shown of explosion protection: first where to scan; then, to those concerned, the decision and its facts. */
final class ExView {
    private static final Set<Audience> THOSE_CONCERNED =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT);
    private static final Set<Audience> EXPERTS = EnumSet.of(Audience.INSPECTION_BODY, Audience.GOVERNMENT);

    private static final List<Action> ACTIONS = List.of(
            new Action(
                    "record-hazardous-area",
                    new Text("登记防爆场所", "Record the hazardous area"),
                    ExKinds.PLACE.name(),
                    ExKinds.WRITERS),
            new Action(
                    "record-ex-mark",
                    new Text("登记防爆标志", "Record the explosion-protection mark"),
                    ExKinds.DEVICE_MARK.name(),
                    ExKinds.WRITERS));

    private final ExTables tables;
    private final ExDevices devices;
    private final Places places;
    private final MarkReader reader;
    private final Judge judge;

    ExView(ExTables tables, ExDevices devices) {
        this.tables = tables;
        this.devices = devices;
        this.places = new Places(tables.gases());
        this.reader = new MarkReader(tables);
        this.judge = new Judge(tables);
    }

    View of(ScanContext context) {
        Optional<Values> place = context.current(ExKinds.PLACE.name()).map(Entry::values);
        Optional<Values> mark = context.current(ExKinds.DEVICE_MARK.name()).map(Entry::values);
        ExDevices.Role role = devices.role(context.device().category());
        if (place.isEmpty() && mark.isEmpty() && role != ExDevices.Role.VARIETY) {
            return role == ExDevices.Role.ATTRIBUTE ? new View(List.of(), ACTIONS) : View.empty();
        }
        var sections = new ArrayList<Section>();
        Optional<Place> there = place.flatMap(places::of);
        scanOutside(there, role).ifPresent(sections::add);
        Audience audience = context.caller().audience();
        if (THOSE_CONCERNED.contains(audience)) {
            List<Reading> readings = mark.flatMap(values -> values.text(ExKinds.MARK))
                    .map(reader::read)
                    .orElse(List.of());
            decide(context, there, mark, readings, sections);
            place.flatMap(values -> recorded(ExKinds.PLACE, values)).ifPresent(sections::add);
            mark.flatMap(values -> recorded(ExKinds.DEVICE_MARK, values)).ifPresent(sections::add);
            if (EXPERTS.contains(audience)) {
                read(readings).ifPresent(sections::add);
            }
        }
        return new View(sections, ACTIONS);
    }

    private static Optional<Section> scanOutside(Optional<Place> place, ExDevices.Role role) {
        var title = new Text("本码请在防爆区外扫描", "Scan this code outside the hazardous area");
        if (place.isEmpty()) {
            return role == ExDevices.Role.VARIETY
                    ? Optional.of(new Notice(
                            title,
                            new Text(
                                    "本设备为防爆设备，所在防爆区尚未登记。不得把普通手机带入防爆区。",
                                    "This device is made for hazardous areas; which one it stands in is not recorded. Do"
                                            + " not take an ordinary phone into a hazardous area."),
                            Tone.WARNING))
                    : Optional.empty();
        }
        if (!place.get().isHazardous()) {
            return Optional.empty();
        }
        Text zones = zones(place.get());
        return Optional.of(new Notice(
                title,
                new Text(
                        "本设备位于" + zones.zh() + "。不得把普通手机带入防爆区；请退到区外再扫码、拍照和通话。",
                        "This device stands in " + zones.en()
                                + ". Do not take an ordinary phone into it; step outside to"
                                + " scan, photograph or call."),
                Tone.WARNING));
    }

    private static Text zones(Place place) {
        var zh = new ArrayList<String>();
        var en = new ArrayList<String>();
        place.gas().ifPresent(zone -> {
            zh.add("爆炸性气体 " + zone.zone() + " 区");
            en.add("gas zone " + zone.zone());
        });
        place.dust().ifPresent(zone -> {
            zh.add("爆炸性粉尘 " + zone.zone() + " 区");
            en.add("dust zone " + zone.zone());
        });
        return new Text(String.join("、", zh), String.join(" and ", en));
    }

    private void decide(
            ScanContext context,
            Optional<Place> place,
            Optional<Values> mark,
            List<Reading> readings,
            List<Section> sections) {
        if (place.isEmpty()) {
            sections.add(decision(
                    Outcome.NEEDS_A_PERSON,
                    List.of(new Reason(
                            "place",
                            Outcome.NEEDS_A_PERSON,
                            new Text("没有登记设备所在的防爆区。", "The hazardous area it stands in is not recorded.")))));
            return;
        }
        if (!place.get().isHazardous()) {
            return;
        }
        if (mark.isEmpty() && !ExRules.wantsMark(context)) {
            sections.add(decision(
                    Outcome.NEEDS_A_PERSON,
                    List.of(new Reason(
                            "no-mark",
                            Outcome.NEEDS_A_PERSON,
                            new Text(
                                    "本类设备本体一般没有防爆标志；其电气附件由人员确认。",
                                    "Equipment of this kind bears no mark of its own as a rule; a person checks its"
                                            + " electrical fittings.")))));
            return;
        }
        Optional<String> conditions = mark.flatMap(values -> values.text(ExKinds.CONDITIONS));
        Decision decision = judge.decide(
                readings,
                conditions,
                place.get(),
                ExRules.on(ExRules.DUST_SURFACE, context).flatMap(ExRules.DustSurface::of));
        if (decision.outcome() == Outcome.UNSUITABLE) {
            ExRules.on(readings.isEmpty() ? ExRules.NO_MARK : ExRules.UNSUITABLE, context)
                    .ifPresent(rule -> sections.add(hazard(rule)));
        }
        sections.add(decision(decision.outcome(), decision.reasons()));
    }

    /** A finding of major-hazard grade 重大事故隐患; its reference is the id of the rule, which stays. */
    private static Section hazard(Rule rule) {
        return new Facts(
                new Text("重大事故隐患线索", "Sign of a major hazard"),
                List.of(new Fact(
                        rule.id(),
                        rule.title(),
                        new Text(
                                rule.source() + (rule.sure() ? "" : "（条款待核）") + "：停止使用，须立即核查",
                                rule.source() + (rule.sure() ? "" : " (clause to be confirmed)")
                                        + ": stop using it; to be looked into at once"),
                        Tone.BAD)));
    }

    private static Section decision(Outcome outcome, List<Reason> reasons) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("decision", new Text("防爆标志对场所", "Mark against place"), outcome.title(), tone(outcome)));
        for (Reason reason : reasons) {
            facts.add(new Fact(reason.name(), label(reason.name()), reason.words(), tone(reason.says())));
        }
        return new Facts(new Text("防爆适用性", "Explosion protection"), facts);
    }

    private static Text label(String reason) {
        return switch (reason) {
            case "zone" -> new Text("保护级别", "Protection level");
            case "group" -> new Text("设备类别", "Equipment group");
            case "temperature" -> new Text("表面温度", "Surface temperature");
            case "conditions" -> new Text("特殊使用条件", "Special conditions");
            case "component" -> new Text("防爆元件", "Ex component");
            case "associated" -> new Text("关联设备", "Associated apparatus");
            case "unreadable" -> new Text("无法识别的标志", "Mark not readable");
            case "several-marks" -> new Text("多个标志", "Several marks");
            case "place" -> new Text("防爆场所", "Hazardous area");
            default -> new Text("防爆标志", "Mark");
        };
    }

    private static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case SUITABLE -> Tone.GOOD;
            case NEEDS_A_PERSON -> Tone.WARNING;
            case UNSUITABLE -> Tone.BAD;
        };
    }

    /** The fields of an entry that this reader may see, in the order of its kind; photos are shown elsewhere. */
    private static Optional<Section> recorded(EntryKind kind, Values values) {
        List<Fact> facts = kind.fields().stream()
                .filter(field -> !(field.type() instanceof FieldType.Photo))
                .flatMap(field -> Optional.ofNullable(values.byName().get(field.name()))
                        .map(value -> new Fact(field.name(), field.title(), words(field, value)))
                        .stream())
                .toList();
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Facts(kind.title(), facts));
    }

    private static Text words(Field field, Object value) {
        if (field.type() instanceof FieldType.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(value))
                    .map(FieldType.Option::title)
                    .findFirst()
                    .orElseGet(() -> Text.same(value.toString()));
        }
        String words = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return Text.same(field.type() instanceof FieldType.Measure measure ? words + " " + measure.unit() : words);
    }

    /** How the platform read the mark, for those who can tell whether it read it well. */
    private Optional<Section> read(List<Reading> readings) {
        List<List<Text>> rows = readings.stream()
                .filter(Mark.class::isInstance)
                .map(reading -> row((Mark) reading))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Table(
                        new Text("标志解读", "How the mark was read"),
                        List.of(
                                new Text("标志", "Mark"),
                                new Text("防爆型式", "Types of protection"),
                                new Text("类别", "Group"),
                                new Text("温度", "Temperature"),
                                new Text("保护级别", "Level")),
                        rows));
    }

    private List<Text> row(Mark mark) {
        String types = mark.types().stream().map(Protection::symbol).collect(Collectors.joining(" "));
        String associated = mark.associated().stream()
                .map(part -> "[" + part.types().stream().map(Protection::symbol).collect(Collectors.joining(" ")) + "]")
                .collect(Collectors.joining(" "));
        Text none = Text.same("—");
        Optional<Text> given = mark.given().isEmpty()
                ? Optional.empty()
                : Optional.of(Text.same(mark.given().stream().map(Epl::symbol).collect(Collectors.joining("/"))));
        return List.of(
                Text.same(mark.text()),
                Text.same((types + " " + associated).strip()),
                mark.group().map(group -> Text.same(group.symbol())).orElse(none),
                mark.temperature().map(this::degrees).orElse(none),
                given.or(() -> mark.inferred()
                                .map(level -> new Text(level.symbol() + "（推定）", level.symbol() + " (inferred)")))
                        .orElse(none));
    }

    private Text degrees(Temperature temperature) {
        String hottest = symbol(temperature.hottest());
        String layer =
                temperature.layerMm().isPresent() ? "T" + temperature.layerMm().getAsInt() + " " : "";
        return Text.same(layer + (temperature.isRange() ? symbol(temperature.coolest()) + " ~ " : "") + hottest);
    }

    private String symbol(Temperature.Figure figure) {
        return figure.symbol(
                figure.classNumber().isPresent()
                        ? tables.celsius(figure.classNumber().getAsInt())
                        : 0);
    }
}
