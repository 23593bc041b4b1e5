package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Organisation;
import org.teshema.engine.account.Actor;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/** The rows of table {@code print_job}: what is to be printed outlives the process that prints. */
final class PrintJobs {
    private final Database database;

    PrintJobs(Database database) {
        this.database = database;
    }

    /**
     * A job at hand.
     *
     * @param batch its batch
     * @param title printed on the labels
     * @param asker who asked, as the actor of what comes of it
     */
    record Task(long batch, String title, Actor asker) {}

    /** Asks for the printing of a batch; false when it is being printed already. */
    static boolean ask(UnitOfWork unit, long batch, Actor actor, Instant now) {
        Optional<PrintState> state = state(unit, batch);
        if (state.isPresent() && Set.of(PrintState.WAITING, PrintState.RUNNING).contains(state.get())) {
            return false;
        }
        unit.update("delete from print_job where batch_id = ?", batch);
        unit.update(
                "insert into print_job (batch_id, state, asked_by, asked_for, asked_at, labels_done)"
                        + " values (?, ?, ?, ?, ?, 0)",
                batch,
                PrintState.WAITING,
                actor.accountId(),
                actor.organisation().id(),
                now);
        return true;
    }

    /** The state of the batch's job, locked. */
    static Optional<PrintState> state(UnitOfWork unit, long batch) {
        return unit.jdbc(connection -> {
            try (var select =
                    connection.prepareStatement("select state from print_job where batch_id = ? for update")) {
                select.setLong(1, batch);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(PrintState.valueOf(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    static void end(UnitOfWork unit, long batch, PrintState state, Optional<String> reason, Instant now) {
        unit.update(
                "update print_job set state = ?, ended_at = ?, reason = ? where batch_id = ?",
                state,
                now,
                reason.map(text -> text.length() > 400 ? text.substring(0, 400) : text),
                batch);
    }

    /** The next job, begun or left behind by a process that ended. */
    Optional<Task> next() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select p.batch_id, p.asked_by, b.title, a.login, "
                    + OrganisationColumns.of("o")
                    + " from print_job p join batch b on b.id = p.batch_id join account a on a.id = p.asked_by"
                    + " join organisation o on o.id = p.asked_for where p.state in ('WAITING', 'RUNNING')"
                    + " order by p.asked_at, p.batch_id limit 1")) {
                try (var row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    Organisation organisation =
                            OrganisationColumns.read(row, "o").orElseThrow();
                    Actor asker = new Actor(row.getLong("asked_by"), row.getString("login"), organisation);
                    return Optional.of(new Task(row.getLong("batch_id"), row.getString("title"), asker));
                }
            }
        });
    }

    /** Marks the job as running; false when it is over, for instance called off. */
    boolean begin(long batch) {
        return progress(batch, 0);
    }

    /** Says how far it is; false when it was called off. */
    boolean progress(long batch, int labelsDone) {
        return database.write(unit -> unit.update(
                        "update print_job set state = ?, labels_done = ? where batch_id = ? and state in ('WAITING',"
                                + " 'RUNNING')",
                        PrintState.RUNNING,
                        labelsDone,
                        batch)
                == 1);
    }

    /** The batch's codes are printed now. */
    static void codesPrinted(UnitOfWork unit, long batch, Instant now) {
        unit.jdbc(connection -> {
            try (var update = connection.prepareStatement("update code set state = ?, changed_at = ?,"
                    + " version = version + 1 where batch_id = ? and state = ?")) {
                Sql.bind(update, CodeState.PRINTED, now, batch, CodeState.MADE);
                return update.executeUpdate();
            }
        });
    }
}
