package org.teshema.api.category;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * Statutory clocks from the table {@code clocks.csv}: nodes, topic, title, answered_by (kinds), begun_by (kinds;
 * {@code commissioning} is the supervision inspection of an installation or rebuilding, {@code use} the first putting to use),
 * considering (fields as {@code kind.field}) and silent. A kind with a hyphen before it, such as {@code -/technical}, is the
 * plugin's own.
 */
final class ClockTable {
    private final Map<String, EntryKind> kinds;
    private final ByNode<StatutoryClock> clocks;

    ClockTable(String plugin, Table table, List<EntryKind> own, Optional<Archive> archive) {
        var byName = new java.util.HashMap<String, EntryKind>();
        CityKinds.all().forEach(kind -> byName.put(kind.name(), kind));
        own.forEach(kind -> byName.put("-" + kind.name().substring(plugin.length()), kind));
        this.kinds = Map.copyOf(byName);
        this.clocks = new ByNode<>(table.rows().stream(), row -> clock(row, archive));
    }

    /** The clocks of a category, in the table's order. */
    List<StatutoryClock> of(CatalogueCode category) {
        return clocks.of(category);
    }

    private StatutoryClock clock(Row row, Optional<Archive> archive) {
        StatutoryClock clock = StatutoryClock.of(row.text("topic"), row.words("title"));
        if (!row.list("answered_by").isEmpty()) {
            clock = clock.answeredBy(row.list("answered_by").stream()
                    .map(name -> kind(row, "answered_by", name))
                    .toArray(EntryKind[]::new));
        }
        for (String name : row.list("begun_by")) {
            StatutoryClock before = clock;
            clock = switch (name) {
                case "commissioning" -> before.begunByCommissioning();
                case "use" -> before.begunByFirstUse();
                default -> before.begunBy(kind(row, "begun_by", name));
            };
        }
        for (String path : row.list("considering")) {
            int dot = path.indexOf('.');
            EntryKind kind = kind(row, "considering", path.substring(0, Math.max(0, dot)));
            StatutoryClock before = clock;
            clock = row.make(() -> before.considering(kind, path.substring(dot + 1)));
        }
        if (row.yes("silent")) {
            clock = clock.silentWhenUnknown();
        }
        return archive.isPresent() ? clock.lookingBack(archive.get()) : clock;
    }

    private EntryKind kind(Row row, String column, String name) {
        return row.read(
                column,
                "kinds of the city's, or the plugin's own such as -/technical",
                cell -> Optional.ofNullable(kinds.get(name)).orElseThrow(() -> new IllegalArgumentException(name)));
    }
}
