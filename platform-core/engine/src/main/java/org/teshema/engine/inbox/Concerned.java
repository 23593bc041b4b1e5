package org.teshema.engine.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.archive.Concern;
import org.teshema.engine.access.Scope;
import org.teshema.engine.store.Sql;
import org.teshema.engine.webhook.WebhookQueue;

/** Puts an entry into the inboxes of those it concerns, in one statement. */
public final class Concerned {
    // Organisations count from 1.
    private static final long NOBODY = 0;

    private Concerned() {}

    /**
     * Writes an item for each organisation that stands to the device as one of the concerns says, but for the one that wrote the entry,
     * and a message to each of them that has a webhook.
     *
     * @param connection that of the transaction which appends the entry; it has locked the device's row
     * @param device id of the device the entry is about
     * @param author id of the organisation that wrote it; empty for the public
     * @param due the day by which they are to have acted, where the entry names one
     * @param maintained that the contract of device {@code d} holds today
     * @param tasked that its task does
     */
    public static void tell(
            Connection connection,
            long entry,
            long device,
            OptionalLong author,
            Set<Concern> concerns,
            Optional<LocalDate> due,
            Scope maintained,
            Scope tasked,
            Instant now)
            throws SQLException {
        if (concerns.isEmpty()) {
            return;
        }
        String[] told = {"organisation_id"};
        try (var insert = connection.prepareStatement(sql(concerns, maintained, tasked), told)) {
            List<Object> each = List.of(entry, due, device, author.orElse(NOBODY));
            List<Object> all = new ArrayList<>();
            for (Concern concern : EnumSet.copyOf(concerns)) {
                all.addAll(each);
                holds(concern, maintained, tasked).ifPresent(scope -> all.addAll(scope.parameters()));
            }
            Sql.bind(insert, all.toArray());
            insert.executeUpdate();
            List<Long> organisations = new ArrayList<>();
            try (var row = insert.getGeneratedKeys()) {
                while (row.next()) {
                    organisations.add(row.getLong(told[0]));
                }
            }
            WebhookQueue.entry(connection, entry, organisations, now);
        }
    }

    /** One look-up a concern, each by an index; a union, so that whoever is concerned twice is told once. */
    static String sql(Set<Concern> concerns, Scope maintained, Scope tasked) {
        return EnumSet.copyOf(concerns).stream()
                .map(concern ->
                        "select o.id, cast(? as bigint), d.id, d.district, 'OPEN', cast(? as date) from device d join organisation o on "
                                + join(concern) + " where d.id = ? and o.id <> ?"
                                + holds(concern, maintained, tasked)
                                        .map(scope -> " and " + scope.sql())
                                        .orElse(""))
                .collect(Collectors.joining(
                        " union ",
                        "insert into inbox_item (organisation_id, entry_id, device_id, district, state, due_on) ",
                        ""));
    }

    /** What must hold today for who stands in that place by contract or task. */
    private static Optional<Scope> holds(Concern concern, Scope maintained, Scope tasked) {
        return switch (concern) {
            case MAINTENANCE_UNIT -> Optional.of(maintained);
            case INSPECTION_BODY -> Optional.of(tasked);
            case USING_UNIT, STATION, DISTRICT -> Optional.empty();
        };
    }

    private static String join(Concern concern) {
        return switch (concern) {
            case USING_UNIT -> "o.id = d.using_unit_id";
            case MAINTENANCE_UNIT -> "o.id = d.maintenance_unit_id";
            case INSPECTION_BODY -> "o.id = d.inspection_body_id";
            case STATION -> "o.id = d.station_id";
            case DISTRICT -> "o.district = d.district and o.kind = 'DISTRICT'";
        };
    }
}
