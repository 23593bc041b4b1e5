package org.teshema.engine.scan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Segment;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Lane;
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
    private final Remembered<Kept> remembered = new Remembered<>(MOST_UNITS);

    UnitSegments(Database database) {
        this.database = database;
    }

    /** The plugin is part of it: another release may mask other fields. */
    private record Stamp(int version, Admitted category) {}

    private record Kept(List<SegmentRow> rows, Map<Audience, List<Segment>> masked) {}

    /**
     * The segments of a unit as that audience may see them; none where the category's plugin is away or may not read them.
     *
     * @throws org.teshema.engine.problem.Problem when they have to be read and the database is away
     */
    List<Segment> of(Found.Bound unit, Lane lane, Audience audience) {
        if (unit.segmentsVersion() == 0) {
            return List.of();
        }
        Optional<Admitted> serving = lane.handlers(unit.device()).category();
        if (serving.isEmpty()) {
            return List.of();
        }
        Admitted category = serving.get();
        long device = unit.device().id().value();
        Kept kept = remembered.get(device, new Stamp(unit.segmentsVersion(), category), () -> read(device, category));
        return kept.masked()
                .computeIfAbsent(
                        audience,
                        one -> kept.rows().stream()
                                .map(row -> row.masked(lane, one))
                                .toList());
    }

    private Kept read(long device, Admitted category) {
        List<SegmentRow> rows = database.read(connection -> SegmentRows.standing(connection, device)).stream()
                .filter(row -> category.readable().contains(row.kind()))
                .toList();
        return new Kept(rows, new ConcurrentHashMap<>());
    }
}
