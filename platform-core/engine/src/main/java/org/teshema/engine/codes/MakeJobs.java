package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.engine.account.Actor;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.write.WriteRequest;

/** The rows of table {@code make_job}: what is to be made outlives the process that makes it. */
final class MakeJobs {
    private final Database database;

    MakeJobs(Database database) {
        this.database = database;
    }

    /**
     * A job at hand.
     *
     * @param batch its batch
     * @param version of the batch as the asker saw it
     * @param asked by whom, under the job's own key: however often the job is begun, its codes are made once
     */
    record Task(long batch, int version, WriteRequest asked) {}

    /** Asks for the making of a batch; false when it is being made already. */
    static boolean ask(UnitOfWork unit, long batch, int version, Actor actor, String key, Instant now) {
        Optional<MakeState> state = unit.jdbc(connection -> state(connection, batch));
        if (state.equals(Optional.of(MakeState.WAITING)) || state.equals(Optional.of(MakeState.RUNNING))) {
            return false;
        }
        unit.update("delete from make_job where batch_id = ?", batch);
        unit.update(
                "insert into make_job (batch_id, state, batch_version, key, asked_by, asked_for, asked_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                batch,
                MakeState.WAITING,
                version,
                key,
                actor.accountId(),
                actor.organisation().id(),
                now);
        return true;
    }

    private static Optional<MakeState> state(Connection connection, long batch) throws SQLException {
        try (var select = connection.prepareStatement("select state from make_job where batch_id = ? for update")) {
            select.setLong(1, batch);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(MakeState.valueOf(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** The job of that batch, none of its codes counted. */
    Optional<MakeJob> find(long batch) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select m.state, m.asked_at, m.ended_at, m.reason, b.quantity"
                    + " from make_job m join batch b on b.id = m.batch_id where m.batch_id = ?")) {
                select.setLong(1, batch);
                try (var row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(new MakeJob(
                            batch,
                            MakeState.valueOf(row.getString("state")),
                            0,
                            row.getInt("quantity"),
                            Sql.instant(row, "asked_at"),
                            Sql.maybeInstant(row, "ended_at"),
                            Optional.ofNullable(row.getString("reason"))));
                }
            }
        });
    }

    /** The next job, begun or left behind by a process that ended. */
    Optional<Task> next() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                            "select m.batch_id, m.batch_version, m.key, m.asked_by, a.login, "
                                    + OrganisationColumns.of("o")
                                    + " from make_job m join account a on a.id = m.asked_by"
                                    + " join organisation o on o.id = m.asked_for where m.state in ('WAITING', 'RUNNING')"
                                    + " order by m.asked_at, m.batch_id limit 1");
                    var row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Organisation organisation = OrganisationColumns.read(row, "o").orElseThrow();
                Actor asker = new Actor(row.getLong("asked_by"), row.getString("login"), organisation);
                return Optional.of(new Task(
                        row.getLong("batch_id"),
                        row.getInt("batch_version"),
                        new WriteRequest(asker, row.getString("key"))));
            }
        });
    }

    void begin(long batch) {
        database.write(
                unit -> unit.update("update make_job set state = ? where batch_id = ?", MakeState.RUNNING, batch));
    }

    void end(long batch, MakeState state, Optional<String> reason, Instant now) {
        database.write(unit -> unit.update(
                "update make_job set state = ?, ended_at = ?, reason = ? where batch_id = ?",
                state,
                now,
                reason.map(text -> text.length() > 400 ? text.substring(0, 400) : text),
                batch));
    }
}
