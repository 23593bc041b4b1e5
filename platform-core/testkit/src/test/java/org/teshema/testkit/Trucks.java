package org.teshema.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** A category plugin that keeps every rule; those that break one are made of it. */
class Trucks implements CategoryPlugin {
    static final Text WORD = new Text("词", "Word");

    static final EntryKind CHECK = kind("trucks/check", WORD);

    static EntryKind kind(String name, Text title) {
        return new EntryKind(
                name,
                1,
                title,
                List.of(
                        new Field("on", title, new FieldType.Day(), true, Set.of(Audience.USING_UNIT)),
                        choice("result", title, "good", "bad")),
                Set.of(Audience.USING_UNIT));
    }

    static Field choice(String name, Text title, String... values) {
        return new Field(
                name,
                title,
                new FieldType.Choice(java.util.Arrays.stream(values)
                        .map(value -> new FieldType.Option(value, title))
                        .toList()),
                false,
                Set.of());
    }

    static Posting posting(String title, String... positions) {
        return new Posting(
                title,
                java.util.Arrays.stream(positions)
                        .map(name -> new Position(name, WORD))
                        .toList(),
                80,
                100,
                WORD,
                Optional.empty());
    }

    static View notice(String words) {
        return new View(List.of(new Section.Notice(WORD, Text.same(words), Section.Tone.PLAIN)), List.of());
    }

    @Override
    public PluginInfo info() {
        return new PluginInfo("trucks", "1.0.0", new Text("叉车", "Trucks"), Optional.of("310107"));
    }

    @Override
    public List<EntryKind> kinds() {
        return List.of(CHECK);
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(new CatalogueCode("5110"));
    }

    @Override
    public Structure structure(CatalogueCode category) {
        return new Structure.Single();
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule(
                "trucks-81",
                "inspection",
                Set.of(),
                WORD,
                "TSG 81-2022",
                LocalDate.of(2022, 12, 1),
                Optional.empty(),
                false,
                Map.of("months", "24")));
    }

    @Override
    public void start(Platform platform) {
        platform.clock();
    }

    @Override
    public Posting posting(Device device) {
        return posting("特种设备码", "on-body", "nearby-wall");
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        Optional<LocalDate> due = context.current("inspection")
                .flatMap(entry -> entry.values().day("on"))
                .map(on -> on.plusMonths(24));
        return List.of(new ClockReading(
                "inspection",
                WORD,
                due.isPresent() ? DueStatus.VALID : DueStatus.UNKNOWN,
                due,
                WORD,
                Optional.empty()));
    }

    @Override
    public View view(ScanContext context) {
        var sections = new ArrayList<>(notice(context.device().name()).sections());
        Section.Phones.of(context.device()).ifPresent(sections::add);
        return new View(sections, List.of(new Action("check", WORD, "trucks/check", Set.of(Audience.USING_UNIT))));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return values.day("on").isPresent() ? List.of() : List.of(new Finding("on", WORD));
    }
}
