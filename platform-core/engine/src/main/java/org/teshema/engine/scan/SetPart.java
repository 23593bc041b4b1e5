package org.teshema.engine.scan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.archive.Audience;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Notice;
import org.teshema.api.scan.Section.Table;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;
import org.teshema.engine.family.Child;
import org.teshema.engine.family.Children;

/** The part of an answer that tells of the set: its children, those with trouble first, or a child's place and mother. */
final class SetPart {
    private static final Text TITLE = new Text("成套设备", "Set");
    private static final int NAMED = 3;

    private SetPart() {}

    /** The set as its mother's page shows it, drawn once for each audience. */
    static final class Mothers {
        private final Optional<MotherChild> set;
        private final List<ChildStanding> children;
        private final boolean whole;
        private final boolean empty;
        private final Map<Audience, Part> parts = new EnumMap<>(Audience.class);

        Mothers(Optional<MotherChild> set, List<ChildStanding> children, boolean whole) {
            this.set = set;
            this.children = children;
            this.whole = whole;
            this.empty = children.isEmpty() && missing().isEmpty();
            for (Audience reader : Audience.values()) {
                parts.put(reader, draw(reader));
            }
        }

        /** Whether every plugin that was asked about a child answered. */
        boolean whole() {
            return whole;
        }

        boolean isEmpty() {
            return empty;
        }

        Part part(Audience reader) {
            return parts.get(reader);
        }

        private List<ChildRole> missing() {
            return set.map(one -> Children.missing(one, registered())).orElse(List.of());
        }

        private long count(ChildRole role) {
            return Children.in(role, registered());
        }

        private List<Child> registered() {
            return children.stream().map(ChildStanding::child).toList();
        }

        private Part draw(Audience reader) {
            var sections = new ArrayList<Section>();
            trouble().ifPresent(sections::add);
            List<ChildRole> missing = missing();
            if (!missing.isEmpty()) {
                sections.add(incomplete(missing));
            }
            if (!children.isEmpty()) {
                sections.add(reader == Audience.PUBLIC ? forEverybody() : forThoseConcerned());
            }
            return new Part(Part.CORE, TITLE, sections, Optional.empty());
        }

        private Optional<Section> trouble() {
            List<ChildStanding> some =
                    children.stream().filter(ChildStanding::needsAttention).toList();
            if (some.isEmpty()) {
                return Optional.empty();
            }
            boolean bad = some.get(0).weight() > 4;
            boolean more = some.size() > NAMED;
            return Optional.of(new Notice(
                    new Text("整套中有需要注意的设备", "Parts of this set need attention"),
                    new Text(
                            children.size() + " 个子设备中 " + some.size() + " 个需要注意："
                                    + some.stream()
                                            .limit(NAMED)
                                            .map(one -> one.child().device().name() + " "
                                                    + one.words().zh())
                                            .collect(Collectors.joining("；"))
                                    + (more ? " 等。" : "。"),
                            some.size() + " of " + children.size() + " need attention: "
                                    + some.stream()
                                            .limit(NAMED)
                                            .map(one -> one.child().device().name() + " "
                                                    + one.words().en())
                                            .collect(Collectors.joining("; "))
                                    + (more ? " and more." : ".")),
                    bad ? Tone.BAD : Tone.WARNING));
        }

        private Section incomplete(List<ChildRole> missing) {
            return new Notice(
                    new Text("整套不完整", "The set is incomplete"),
                    new Text(
                            missing.stream()
                                    .map(role ->
                                            role.title().zh() + "应不少于 " + role.min() + " 个，现有 " + count(role) + " 个")
                                    .collect(Collectors.joining("；", "", "。")),
                            missing.stream()
                                    .map(role -> role.title().en() + ": at least " + role.min() + " expected, "
                                            + count(role) + " there")
                                    .collect(Collectors.joining("; ", "", "."))),
                    Tone.WARNING);
        }

        private Section forEverybody() {
            return new Table(
                    new Text("子设备", "Parts"),
                    List.of(new Text("名称", "Name"), new Text("部位", "Role"), new Text("状态", "Status")),
                    children.stream()
                            .map(one -> List.of(Text.same(one.child().device().name()), role(one), one.words()))
                            .toList());
        }

        private Section forThoseConcerned() {
            return new Table(
                    new Text("子设备", "Parts"),
                    List.of(
                            new Text("名称", "Name"),
                            new Text("部位", "Role"),
                            new Text("状态", "Status"),
                            new Text("子码编号", "Number of its code"),
                            new Text("设备号", "Device")),
                    children.stream()
                            .map(one -> List.of(
                                    Text.same(one.child().device().name()),
                                    role(one),
                                    one.words(),
                                    one.child()
                                            .number()
                                            .map(number -> Text.same(Long.toString(number)))
                                            .orElse(new Text("未贴码", "No code posted")),
                                    Text.same(one.child().device().id().toString())))
                            .toList());
        }

        private static Text role(ChildStanding one) {
            return one.role()
                    .map(ChildRole::title)
                    .orElseGet(() -> Text.same(one.child().role()));
        }
    }

    /** The set as a child's page shows it: its own place in it, and whether the mother is in date. */
    static Part ofChild(
            Found.Bound child,
            Verdict verdict,
            Found.Mother mother,
            Optional<ChildRole> role,
            List<ClockReading> mothersClocks,
            Audience reader) {
        var sections = new ArrayList<Section>();
        halted(mother, verdict).ifPresent(sections::add);
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(
                "mother",
                new Text("所属成套设备", "Belongs to"),
                Text.same(mother.device().name())));
        facts.add(new Fact(
                "mother-place",
                new Text("整套所在地点", "Where the set is"),
                Text.same(mother.device().place())));
        facts.add(new Fact(
                "role",
                new Text("部位", "Role"),
                role.map(ChildRole::title)
                        .orElseGet(() -> Text.same(
                                child.device().membership().orElseThrow().role()))));
        mothersClocks.stream()
                .findFirst()
                .ifPresent(weightiest -> facts.add(new Fact(
                        "mother-standing",
                        new Text("整套状态", "State of the set"),
                        words(weightiest),
                        tone(weightiest.status()))));
        if (reader != Audience.PUBLIC) {
            mother.number()
                    .ifPresent(number -> facts.add(new Fact(
                            "mother-code",
                            new Text("母码编号", "Number of the mother code"),
                            Text.same(number.toString()))));
            facts.add(new Fact(
                    "mother-device",
                    new Text("母设备号", "Mother device"),
                    Text.same(mother.device().id().toString())));
        }
        sections.add(new Facts(TITLE, facts));
        return new Part(Part.CORE, TITLE, sections, Optional.empty());
    }

    private static Optional<Section> halted(Found.Mother mother, Verdict verdict) {
        Text title = new Text("整套设备不在使用", "The set is not in use");
        DeviceStatus status = mother.device().status();
        if (verdict == Verdict.SET_SUSPENDED) {
            return Optional.of(new Notice(
                    title,
                    new Text("母码已暂停使用，请勿使用本设备。", "The mother code is suspended. Do not use this device."),
                    Tone.BAD));
        }
        if (status == DeviceStatus.STOPPED || status == DeviceStatus.SCRAPPED) {
            return Optional.of(new Notice(
                    title,
                    status == DeviceStatus.STOPPED
                            ? new Text("整套设备已停用，请勿使用本设备。", "The set is out of use. Do not use this device.")
                            : new Text("整套设备已报废，请勿使用本设备。", "The set is scrapped. Do not use this device."),
                    Tone.BAD));
        }
        if (mother.code().filter(CodeState.SUSPENDED::equals).isPresent()) {
            return Optional.of(new Notice(
                    new Text("母码已暂停", "The mother code is suspended"),
                    new Text("只暂停了母码；本设备以自己的码为准。", "The mother code alone is suspended; this device goes by its own."),
                    Tone.WARNING));
        }
        if (mother.code().isEmpty()) {
            return Optional.of(new Notice(
                    new Text("母码未在使用", "No mother code in force"),
                    new Text("整套设备目前没有在用的母码。", "The set has no mother code in force at present."),
                    Tone.WARNING));
        }
        return Optional.empty();
    }

    /** The mother's clocks as a child tells them that goes by its mother's certificate. */
    static List<ClockReading> inherited(Device child, Device mother, List<ClockReading> clocks) {
        boolean stopped = child.status() == DeviceStatus.STOPPED || child.status() == DeviceStatus.SCRAPPED;
        return clocks.stream()
                .map(reading -> new ClockReading(
                        reading.clock(),
                        reading.title(),
                        stopped ? DueStatus.STOPPED : reading.status(),
                        reading.due(),
                        new Text(
                                "随整套（" + mother.name() + "）：" + reading.basis().zh(),
                                "As the set (" + mother.name() + "): "
                                        + reading.basis().en()),
                        reading.rule()))
                .toList();
    }

    private static Text words(ClockReading reading) {
        String zh = reading.due().map(day -> "，" + day + " 到期").orElse("");
        String en = reading.due().map(day -> ", due " + day).orElse("");
        Text title = reading.title();
        return switch (reading.status()) {
            case VALID -> new Text(title.zh() + "有效" + zh, title.en() + ": in date" + en);
            case DUE_SOON -> new Text(title.zh() + "临期" + zh, title.en() + ": due soon" + en);
            case UNKNOWN -> new Text(title.zh() + "未知", title.en() + ": unknown");
            case STOPPED -> new Text("停用", "Out of use");
            case OVERDUE -> new Text(title.zh() + "超期" + zh, title.en() + ": overdue" + en);
            case FAILED -> new Text(title.zh() + "不合格", title.en() + ": failed");
        };
    }

    private static Tone tone(DueStatus status) {
        return switch (status) {
            case VALID -> Tone.GOOD;
            case DUE_SOON, UNKNOWN, STOPPED -> Tone.WARNING;
            case OVERDUE, FAILED -> Tone.BAD;
        };
    }
}
