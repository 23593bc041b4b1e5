package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.BulkEntries;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.store.IdBlock;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/** Writes what a new table changes: an entry, its leaf and the row of the projection for each, in bulk. */
record SegmentWriting(UnitOfWork unit, Actor actor, Device device, EntryKind kind, Instant now) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SOURCE = "import";

    void write(SegmentPlan plan) {
        List<SegmentPlan.Step> steps = plan.written();
        var entries = new BulkEntries(
                new IdBlock(unit, "entry_id", steps.size() + plan.ended().size()), now);
        var ids = new HashMap<String, Long>();
        steps.forEach(step -> ids.put(step.number(), entry(entries, step.number(), kind, step.values())));
        Values ending = new Values(Map.of(CityKinds.ON, CityClock.dayOf(now)));
        plan.ended()
                .forEach(row -> ids.put(row.number(), entry(entries, row.number(), CityKinds.SEGMENT_ENDED, ending)));
        unit.leaves(entries.write(unit));
        Set<String> known = known();
        var fresh = new ArrayList<SegmentPlan.Step>();
        var again = new ArrayList<>(plan.changed());
        plan.added().forEach(step -> (known.contains(step.number()) ? again : fresh).add(step));
        insert(fresh, ids);
        unit.jdbc(connection -> {
            update(connection, again, ids);
            move(connection, plan.moved());
            end(connection, plan.ended(), ids);
            return null;
        });
        unit.update(
                "update device set segments_version = segments_version + 1 where id = ?",
                device.id().value());
    }

    private long entry(BulkEntries entries, String number, EntryKind of, Values values) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return entries.add(
                        Subject.of(device.id(), number),
                        device.district(),
                        of,
                        values,
                        now,
                        SOURCE,
                        actor.organisation(),
                        salt)
                .id();
    }

    /** The numbers there are rows of, ended ones included. */
    private Set<String> known() {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select number from segment where device_id = ?")) {
                select.setLong(1, device.id().value());
                var numbers = new HashSet<String>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        numbers.add(row.getString(1));
                    }
                }
                return numbers;
            }
        });
    }

    private void insert(List<SegmentPlan.Step> steps, Map<String, Long> ids) {
        try (var rows = new NewSegments(unit)) {
            for (SegmentPlan.Step step : steps) {
                rows.add(
                        device.id().value(),
                        device.district(),
                        step.number(),
                        step.ordinal(),
                        kind.name(),
                        step.values(),
                        ids.get(step.number()));
            }
        }
    }

    private void update(Connection connection, List<SegmentPlan.Step> steps, Map<String, Long> ids)
            throws SQLException {
        try (var update = connection.prepareStatement(
                "update segment set ordinal = ?, kind = ?, fields = ?, length = ?,"
                        + " segment_class = ?, entry_id = ?, district = ?, ended_at = null where device_id = ? and number = ?")) {
            for (SegmentPlan.Step step : steps) {
                Sql.bind(
                        update,
                        step.ordinal(),
                        kind.name(),
                        CurrentEntries.write(step.values()),
                        length(step),
                        step.values().text(Segment.CLASS),
                        ids.get(step.number()),
                        device.district(),
                        device.id().value(),
                        step.number());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void move(Connection connection, List<SegmentPlan.Step> steps) throws SQLException {
        try (var update =
                connection.prepareStatement("update segment set ordinal = ? where device_id = ? and number = ?")) {
            for (SegmentPlan.Step step : steps) {
                Sql.bind(update, step.ordinal(), device.id().value(), step.number());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void end(Connection connection, List<SegmentRow> rows, Map<String, Long> ids) throws SQLException {
        try (var update = connection.prepareStatement(
                "update segment set ended_at = ?, entry_id = ? where device_id = ? and number = ?")) {
            for (SegmentRow row : rows) {
                Sql.bind(update, now, ids.get(row.number()), device.id().value(), row.number());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static Optional<BigDecimal> length(SegmentPlan.Step step) {
        return step.values().measure(Segment.LENGTH);
    }
}
