package org.teshema.engine.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Gives entries their numbers, counted for each district and year. The counter's row is locked until the transaction ends: who comes
 * second waits, and a number that was not used after all is given to the next. So there are no gaps.
 */
final class Series {
    private static final String ROW = " where kind = ? and field = ? and district = ? and in_year = ?";

    private Series() {}

    /**
     * The values with a number in each field that is of a series; the very same values where there is none.
     *
     * @param connection that of the transaction which appends the entry
     * @param now when it is recorded
     * @param before the entry it amends, whose numbers it keeps
     */
    static Values number(
            Connection connection, EntryKind kind, Values values, String district, Instant now, Optional<Entry> before)
            throws SQLException {
        Values numbered = values;
        for (Field field : kind.fields()) {
            if (field.type() instanceof FieldType.Series series) {
                Optional<String> kept = before.flatMap(entry -> entry.values().text(field.name()));
                String text = kept.isPresent() ? kept.get() : next(connection, kind, field, series, district, now);
                Map<String, Object> all = new HashMap<>(numbered.byName());
                all.put(field.name(), text);
                numbered = new Values(all);
            }
        }
        return numbered;
    }

    private static String next(
            Connection connection, EntryKind kind, Field field, FieldType.Series series, String district, Instant now)
            throws SQLException {
        int year = CityClock.dayOf(now).getYear();
        Object[] row = {kind.name(), field.name(), district, year};
        try (var insert = connection.prepareStatement(
                        "insert into series (kind, field, district, in_year, given) values (?, ?, ?, ?, 0)"
                                + " on conflict do nothing");
                var count = connection.prepareStatement("update series set given = given + 1" + ROW);
                var select = connection.prepareStatement("select given from series" + ROW)) {
            Sql.bind(insert, row);
            insert.executeUpdate();
            Sql.bind(count, row);
            count.executeUpdate();
            Sql.bind(select, row);
            try (var given = select.executeQuery()) {
                given.next();
                return series.text(district, year, given.getLong(1));
            }
        }
    }
}
