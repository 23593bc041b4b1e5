package org.teshema.rest.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.teshema.api.archive.Entry;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.Device;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.Archives.Recorded;
import org.teshema.engine.archive.Contradiction;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.proposal.Decision;
import org.teshema.engine.proposal.Proposal;
import org.teshema.rest.page.EntryWords;
import org.teshema.rest.page.ListAnswer;
import org.teshema.rest.page.Listing;
import org.teshema.rest.page.Minutes;
import org.teshema.rest.page.SectionList;
import org.teshema.web.AppPage;

/** Arranges an archive for its page: what contradicts what, what is proposed, and every entry with its source. */
final class ArchivePages {
    private static final Text TITLE = new Text("设备档案：全部来源", "Archive of the device, all sources");

    private static final Text NOTHING = Text.same("—");

    private static final String CONFLICTS = "conflicts";
    private static final String PROPOSALS = "proposals";
    private static final String ENTRIES = "entries";

    private ArchivePages() {}

    static AppPage of(
            Device device,
            Page<Recorded> page,
            List<Contradiction> contradictions,
            List<Proposal> proposals,
            PluginTable kinds,
            EntryWords words) {
        Map<String, Text> titles = new LinkedHashMap<>();
        List<Section> sections = new ArrayList<>();
        if (!contradictions.isEmpty()) {
            Section.Table conflicts = conflicts(contradictions);
            sections.add(conflicts);
            titles.put(CONFLICTS, conflicts.title());
        }
        List<AppPage.Door> doors = new ArrayList<>();
        if (!proposals.isEmpty()) {
            Section.Table proposed = proposed(proposals);
            sections.add(proposed);
            titles.put(PROPOSALS, proposed.title());
            proposals.forEach(one -> one.may()
                    .forEach(decision -> doors.add(new AppPage.Door(
                            new Text(
                                    words(decision).zh() + "：纠错建议 " + one.id(),
                                    words(decision).en() + ": proposal " + one.id()),
                            ArchivePageResource.PATH + "/corrections/" + one.id() + "/" + decision.word()))));
        }
        doors.add(new AppPage.Door(
                new Text("全息画像", "Portrait of the device"),
                "/devices/" + device.id().value()));
        Section.Table all = all(page.items(), kinds, words);
        sections.add(all);
        titles.put(ENTRIES, all.title());
        String path = ArchivePageResource.PATH + "/" + device.id().value();
        return new AppPage(
                TITLE,
                new Text("条目点开可提出纠错", "Each entry leads to the form that corrects it"),
                Optional.of(device.name() + " · " + device.place()),
                sections,
                doors,
                page.next().map(cursor -> path + "?cursor=" + cursor),
                Optional.of(ListAnswer.tables(path, titles)));
    }

    /** A table of the page as a list: what its pages show, one after the other. */
    static Optional<Listing<?>> table(
            String name,
            Function<Cursor, Page<Recorded>> history,
            Supplier<List<Contradiction>> contradictions,
            Supplier<List<Proposal>> proposals,
            PluginTable kinds,
            EntryWords words) {
        return switch (name) {
            case CONFLICTS -> SectionList.of(conflicts(contradictions.get()));
            case PROPOSALS -> SectionList.of(proposed(proposals.get()));
            case ENTRIES ->
                Optional.of(SectionList.of(all(List.of(), kinds, words), cursor -> {
                    Page<Recorded> page = history.apply(cursor);
                    return new Page<>(List.of(all(page.items(), kinds, words)), page.next());
                }));
            default -> Optional.empty();
        };
    }

    static Text words(Decision decision) {
        return switch (decision) {
            case CONFIRMED -> new Text("确认更正", "Confirm the correction");
            case DECLINED -> new Text("不同意更正", "Decline the correction");
            case OVERRIDDEN -> new Text("由监管部门更正", "Correct it as the authority");
        };
    }

    private static Section.Table proposed(List<Proposal> proposals) {
        return new Section.Table(
                new Text("纠错建议", "Proposed corrections"),
                List.of(
                        new Text("建议", "Proposal"),
                        new Text("条目和栏目", "Entry and field"),
                        new Text("原内容", "What it says"),
                        new Text("建议内容", "What it should say"),
                        new Text("理由", "Why"),
                        new Text("处理", "Decision")),
                proposals.stream()
                        .map(one -> List.of(
                                Text.same(one.id() + " · " + one.by() + " · " + Minutes.of(one.at())),
                                new Text(
                                        one.kind().zh() + " " + one.entry() + "："
                                                + one.field().zh(),
                                        one.kind().en() + " " + one.entry() + ": "
                                                + one.field().en()),
                                one.was().orElse(NOTHING),
                                one.proposed().orElse(NOTHING),
                                Text.same(one.reason().orElse("—")),
                                one.decided().map(ArchivePages::decided).orElse(new Text("待处理", "Open"))))
                        .toList());
    }

    private static Text decided(Proposal.Decided decided) {
        Text how = switch (decided.decision()) {
            case CONFIRMED -> new Text("已确认", "Confirmed");
            case DECLINED -> new Text("不同意", "Declined");
            case OVERRIDDEN -> new Text("监管部门已更正", "Corrected by the authority");
        };
        String why = decided.reason().map(reason -> "：" + reason).orElse("");
        return new Text(how.zh() + "（" + decided.by() + why + "）", how.en() + " (" + decided.by() + why + ")");
    }

    private static Section.Table all(List<Recorded> entries, PluginTable kinds, EntryWords words) {
        return new Section.Table(
                new Text("全部条目，按登记先后", "All entries, in the order they were recorded"),
                List.of(
                        new Text("条目", "Entry"),
                        new Text("类型", "Kind"),
                        new Text("发生", "Happened"),
                        new Text("填写方和来源", "Author and source"),
                        new Text("内容", "What it says"),
                        new Text("状态", "State")),
                entries.stream()
                        .map(one -> row(one.entry(), one.corrected(), kinds, words))
                        .toList(),
                entries.stream().map(one -> correct(one.entry())).toList());
    }

    private static List<Text> row(Entry entry, boolean corrected, PluginTable kinds, EntryWords words) {
        return List.of(
                recorded(entry),
                EntryWords.title(kinds, entry.kind()),
                Text.same(Minutes.of(entry.happenedAt())),
                EntryWords.origin(entry),
                words.said(kinds, entry).orElse(NOTHING),
                corrected ? new Text("已被更正", "Corrected since") : new Text("有效", "Stands"));
    }

    /** A row for each side, one contradiction after the other; each row leads to the form that corrects its entry. */
    private static Section.Table conflicts(List<Contradiction> contradictions) {
        List<List<Text>> rows = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (Contradiction one : contradictions) {
            for (Entry side : one.sides()) {
                rows.add(List.of(
                        recorded(side),
                        one.kind().title(),
                        one.field().title(),
                        EntryWords.origin(side),
                        EntryFacts.words(
                                one.field(),
                                side.values().byName().get(one.field().name()))));
                paths.add(correct(side));
            }
        }
        return new Section.Table(
                new Text("不一致的内容", "What contradicts what"),
                List.of(
                        new Text("条目", "Entry"),
                        new Text("类型", "Kind"),
                        new Text("栏目", "Field"),
                        new Text("填写方和来源", "Author and source"),
                        new Text("内容", "What it says")),
                rows,
                paths);
    }

    private static Text recorded(Entry entry) {
        return Text.same(entry.id() + " · " + Minutes.of(entry.recordedAt()));
    }

    /** Where a correction of an entry is proposed. */
    static String correct(Entry entry) {
        return ArchivePageResource.PATH + "/entries/" + entry.id() + "/correct";
    }
}
