package org.teshema.api.category;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Notice;
import org.teshema.api.scan.Section.Phones;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * What is shown and may be done, from the tables {@code notices.csv} (nodes, audiences, tone, title, words) and
 * {@code actions.csv} (nodes, name, title, kind, audiences; a plugin's own kind as {@code -/technical}). Of everything else an
 * archive holds, the current entry of each kind is shown, field by field: what everybody asks first, the last inspection, then
 * the plugin's own kinds in the order of {@code kinds.csv}, then the city's.
 */
final class ViewTables {
    private static final List<EntryKind> FIRST = List.of(CityKinds.INSPECTION, CityKinds.TESTING);
    private static final List<EntryKind> LAST = List.of(
            CityKinds.COMMISSIONING,
            CityKinds.REGISTRATION,
            CityKinds.MANUFACTURE,
            CityKinds.CONSTRUCTION,
            CityKinds.USE,
            CityKinds.STOP,
            CityKinds.MOVE,
            CityKinds.SCRAP,
            CityKinds.ACCIDENT);

    private final String plugin;
    private final List<EntryKind> kinds;
    private final ByNode<Told> notices;
    private final ByNode<Action> actions;

    private record Told(Notice notice, Set<Audience> readers) {}

    ViewTables(String plugin, List<EntryKind> own, Table notices, Table actions) {
        this.plugin = plugin;
        this.kinds = Stream.of(FIRST, own, LAST).flatMap(List::stream).toList();
        this.notices = new ByNode<>(
                notices.rows().stream(), row -> new Told(notice(row), KindTables.audiences(row, "audiences")));
        this.actions = new ByNode<>(actions.rows().stream(), this::action);
    }

    /** Notices to this reader first, then telephone numbers, then what the archive holds. */
    View of(ScanContext context) {
        var sections = new ArrayList<Section>(notices(context));
        Phones.of(context.device()).ifPresent(sections::add);
        sections.addAll(entries(context));
        return new View(sections, actions(context));
    }

    List<Notice> notices(ScanContext context) {
        Audience reader = context.caller().audience();
        var shown = new ArrayList<Notice>();
        for (Told told : notices.of(context.device().category())) {
            if (told.readers().contains(reader)) {
                shown.add(told.notice());
            }
        }
        return shown;
    }

    /** The current entry of each kind that the reader sees something of. */
    List<Section> entries(ScanContext context) {
        var shown = new ArrayList<Section>();
        for (EntryKind kind : kinds) {
            Optional<Entry> entry = context.current(kind.name());
            if (entry.isPresent()) {
                EntryFacts.of(kind, entry.get()).ifPresent(shown::add);
            }
        }
        return shown;
    }

    List<Action> actions(ScanContext context) {
        return actions.of(context.device().category());
    }

    private static Notice notice(Row row) {
        Tone tone =
                row.read("tone", "plain, good, warning or bad", value -> Tone.valueOf(value.toUpperCase(Locale.ROOT)));
        return new Notice(row.words("title"), row.words("words"), tone);
    }

    private Action action(Row row) {
        String kind = row.text("kind");
        EnumSet<Audience> audiences = EnumSet.copyOf(KindTables.audiences(row, "audiences"));
        return row.make(() -> new Action(
                row.text("name"),
                row.words("title"),
                kind.startsWith("-/") ? plugin + kind.substring(1) : kind,
                audiences));
    }
}
