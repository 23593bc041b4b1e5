package org.teshema.engine.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Answers;
import org.teshema.engine.store.Sql;

/** Has items dealt with by the entry that answers them, in its transaction and one statement. */
public final class Answered {
    private Answered() {}

    /**
     * An entry about a device that answers others.
     *
     * @param id its id
     * @param device id of the device: nothing is answered that is of another one
     * @param account who wrote it
     * @param answers what its kind says it answers
     * @param named what it names in the field that says which one; empty where it names none
     */
    public record By(long id, long device, long account, Answers answers, Optional<Named> named) {}

    /**
     * The entry that is named.
     *
     * @param id its id
     * @param value the id as it stands in the typed index
     */
    public record Named(long id, String value) {}

    /**
     * The open items of everybody about what that entry answers are dealt with.
     *
     * @param connection that of the transaction which appends the entry; it has locked the device's row
     */
    public static void close(Connection connection, By by, Instant now) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(now, by.account(), by.device(), by.id()));
        parameters.add(Long.toString(by.device()));
        parameters.addAll(by.answers().kinds());
        by.named().ifPresent(named -> {
            parameters.add(named.id());
            parameters.add(by.answers().field());
            parameters.add(named.value());
        });
        String which = by.named().isEmpty()
                ? ""
                : " and (e.id = ? or exists (select 1 from entry_value v where v.kind = e.kind and v.field = ?"
                        + " and v.sort_value = ? and v.entry_id = e.id))";
        try (var update = connection.prepareStatement(
                "update inbox_item set state = 'DONE', done_at = ?, done_by = ? where device_id = ? and state = 'OPEN'"
                        + " and entry_id <> ? and entry_id in (select e.id from entry e where e.subject_type = 'DEVICE'"
                        + " and e.subject_id = ? and e.kind in ("
                        + Sql.marks(by.answers().kinds().size()) + ")" + which + ")")) {
            Sql.bind(update, parameters.toArray());
            update.executeUpdate();
        }
    }
}
