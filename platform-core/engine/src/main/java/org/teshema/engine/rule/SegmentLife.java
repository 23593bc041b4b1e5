package org.teshema.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.store.Sql;

/**
 * A segment of a registration unit and what was recorded of it.
 *
 * @param number unique within the unit
 * @param entries in the order they happened; corrected ones left out
 */
record SegmentLife(String number, List<Entry> entries) {
    SegmentLife {
        entries = List.copyOf(entries);
    }

    /** The segment as it stood before an instant; empty before its first entry and after its end. */
    Optional<Segment> before(Instant end) {
        return entries.stream()
                .filter(entry -> entry.happenedAt().isBefore(end))
                .reduce((older, newer) -> newer)
                .filter(newest -> !newest.kind().equals(CityKinds.SEGMENT_ENDED.name()))
                .map(newest -> new Segment(number, newest.values()));
    }

    /**
     * The segments of some units until an instant, by unit and in the order of its table.
     *
     * @param kinds of entry somebody is going to look at
     */
    static Map<Long, List<SegmentLife>> of(
            Connection connection, List<Long> units, Set<String> kinds, Instant until, Masks masks)
            throws SQLException {
        if (units.isEmpty()) {
            return Map.of();
        }
        var parameters = new ArrayList<Object>(units);
        parameters.addAll(kinds);
        parameters.add(CityKinds.SEGMENT_ENDED.name());
        parameters.add(until);
        List<Entry> found = Entries.list(
                connection,
                "select " + Entries.columns() + " from segment s join entry e on e.subject_type = 'SEGMENT'"
                        + " and e.subject_id = cast(s.device_id as varchar(20)) || '/' || s.number"
                        + " where s.device_id in (" + Sql.marks(units.size()) + ") and e.kind in ("
                        + Sql.marks(kinds.size() + 1)
                        + ") and e.happened_at < ? and not exists (select 1 from entry c where c.supersedes = e.id)"
                        + " order by s.device_id, s.ordinal, s.number, e.happened_at, e.recorded_at, e.id",
                parameters.toArray());
        var bySubject = new LinkedHashMap<String, List<Entry>>();
        found.forEach(entry -> bySubject
                .computeIfAbsent(entry.subject().id(), one -> new ArrayList<>())
                .add(masks.of(entry)));
        var byUnit = new HashMap<Long, List<SegmentLife>>();
        bySubject.forEach((subject, entries) -> {
            int slash = subject.indexOf('/');
            byUnit.computeIfAbsent(Long.valueOf(subject.substring(0, slash)), one -> new ArrayList<>())
                    .add(new SegmentLife(subject.substring(slash + 1), entries));
        });
        return byUnit;
    }
}
