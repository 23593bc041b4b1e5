package org.teshema.engine.scan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Segment;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.segment.SegmentRow;
import org.teshema.engine.segment.SegmentRows;
import org.teshema.engine.store.Database;

/**
 * The segments of registration units for scans: read once for each version of a unit, masked once for each audience, and kept
 * until a segment changes or another plugin serves. A device without segments costs nothing. Thread-safe.
 */
final class UnitSegments {
    private static final int MOST_UNITS = 64;

    private final Database database;
    private final PluginTable table;
    private final Remembered<Kept> remembered = new Remembered<>(MOST_UNITS);

    UnitSegments(Database database, PluginTable table) {
        this.database = database;
        this.table = table;
    }

    /** The plugin is part of it: another release may mask other fields. */
    private record Stamp(int version, Admitted category) {}

    private record Kept(List<SegmentRow> rows, Map<Audience, List<Segment>> masked) {}

    /**
     * The segments of a unit as that audience may see them; none where the category's plugin is away or may not read them.
     *
     * @throws org.teshema.engine.problem.Problem when they have to be read and the database is away
     */
    List<Segment> of(Found.Bound unit, Handlers handlers, Audience audience) {
        if (unit.segmentsVersion() == 0 || handlers.category().isEmpty()) {
            return List.of();
        }
        Admitted category = handlers.category().get();
        long device = unit.device().id().value();
        Kept kept = remembered.get(device, new Stamp(unit.segmentsVersion(), category), () -> read(device, category));
        return kept.masked()
                .computeIfAbsent(
                        audience,
                        one -> kept.rows().stream()
                                .map(row -> row.masked(table, one))
                                .toList());
    }

    private Kept read(long device, Admitted category) {
        List<SegmentRow> rows = database.read(connection -> SegmentRows.standing(connection, device)).stream()
                .filter(row -> category.readable().contains(row.kind()))
                .toList();
        return new Kept(rows, new ConcurrentHashMap<>());
    }
}
