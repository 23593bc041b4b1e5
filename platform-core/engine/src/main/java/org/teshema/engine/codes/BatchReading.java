package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.trust.keys.CodeClass;

/** Reads batches as the actor may see them: the city all, a district those it ordered. */
final class BatchReading {
    private static final ScopedRows<Batch> ROWS = new ScopedRows<>(
            "select b.*, o.name as orderer, m.name as maker, p.state as print_state,"
                    + " p.labels_done, p.asked_at as print_asked_at, p.ended_at as print_ended_at, p.reason as print_reason"
                    + " from batch b join organisation o on o.id = b.ordered_by"
                    + " left join organisation m on m.id = b.made_by left join print_job p on p.batch_id = b.id",
            "b.id",
            Batch::id,
            BatchReading::batch);

    private BatchReading() {}

    /** The batches this actor may see, over the columns of {@code batch} under the alias {@code b}. */
    static Scope scope(Access access, Actor actor) {
        return access.scope(actor, Deed.SEE_BATCH, "b");
    }

    /** Whether the actor may see a batch of that district: the same rule for one row at hand. */
    static boolean sees(Access access, Actor actor, String district) {
        return access.may(actor, Deed.SEE_BATCH, Facts.none().and("district", district));
    }

    static Optional<Batch> find(Database database, Access access, Actor actor, long id) {
        return ROWS.find(database, scope(access, actor), id);
    }

    static Page<Batch> list(
            Database database,
            Access access,
            Actor actor,
            Optional<BatchState> state,
            Optional<Long> maker,
            Cursor cursor) {
        return ROWS.page(
                database, scope(access, actor).and("b.state = ?", state).and("b.made_by = ?", maker), cursor);
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getLong("id"),
                row.getString("district"),
                row.getString("title"),
                CodeClass.valueOf(row.getString("code_class")),
                row.getInt("quantity"),
                BatchState.valueOf(row.getString("state")),
                new Party(row.getLong("ordered_by"), row.getString("orderer")),
                row.getString("maker") == null
                        ? Optional.empty()
                        : Optional.of(new Party(row.getLong("made_by"), row.getString("maker"))),
                row.getString("reason"),
                Optional.ofNullable(row.getString("answer")),
                Optional.ofNullable(row.getObject("key_index", Integer.class)),
                row.getString("format"),
                Optional.ofNullable(row.getObject("made_on", LocalDate.class)),
                Sql.instant(row, "ordered_at"),
                Sql.maybeInstant(row, "approved_at"),
                Sql.maybeInstant(row, "made_at"),
                Sql.maybeInstant(row, "printed_at"),
                Sql.maybeInstant(row, "stocked_at"),
                Optional.ofNullable(row.getString("print_report")),
                Optional.ofNullable(row.getString("import_digest")),
                printing(row),
                row.getInt("version"));
    }

    private static Optional<PrintJob> printing(ResultSet row) throws SQLException {
        String state = row.getString("print_state");
        if (state == null) {
            return Optional.empty();
        }
        return Optional.of(new PrintJob(
                row.getLong("id"),
                PrintState.valueOf(state),
                row.getInt("labels_done"),
                row.getInt("quantity"),
                Sql.instant(row, "print_asked_at"),
                Sql.maybeInstant(row, "print_ended_at"),
                Optional.ofNullable(row.getString("print_reason"))));
    }
}
