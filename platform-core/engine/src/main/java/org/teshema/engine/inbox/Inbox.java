package org.teshema.engine.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.digest.Counted;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.ShortNumber;

/**
 * The inbox of the organisation somebody acts for. That it is theirs stands in every query: the item of another organisation looks like
 * none. Thread-safe.
 */
@Component(service = Inbox.class)
public final class Inbox {
    private static final String SELECT =
            "select i.id, i.entry_id, i.due_on, i.done_at, i.done_by, e.kind, e.recorded_at, e.author_id,"
                    + " e.author, d.id as device_id, d.category, d.name, d.place, (select c.number from code c"
                    + " where c.bound_device_id = d.id order by c.post fetch first 1 rows only) as number"
                    + " from inbox_item i join entry e on e.id = i.entry_id join device d on d.id = i.device_id";

    /** So many of the most pressing are told at once. */
    public static final int MOST_DUE = 200;

    /** More than any id: cursors of urgent items begin there. */
    private static final long URGENT = 1L << 50;

    private final Database database;
    private final Writes writes;
    private final PluginTable plugins;
    private final CityClock clock;
    private final Access access;
    private final ScopedRows<InboxItem> rows = new ScopedRows<>(SELECT, "i.id", InboxItem::id, this::item);

    /** The inboxes in that database; kinds are called as those declared now call them. */
    @Activate
    public Inbox(
            @Reference Database database,
            @Reference Writes writes,
            @Reference PluginTable plugins,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.plugins = plugins;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /** What concerns the actor's organisation, in the order it came. */
    public Page<InboxItem> list(Actor actor, Optional<InboxState> state, Cursor cursor) {
        return list(actor, state, Optional.empty(), cursor);
    }

    /** The same of one kind of entry, where one is named. */
    public Page<InboxItem> list(Actor actor, Optional<InboxState> state, Optional<String> kind, Cursor cursor) {
        return rows.page(database, own(actor).and("i.state = ?", state).and("e.kind = ?", kind), cursor);
    }

    /**
     * The same for people: the newest first, and while they are open those on which life may hang before all others.
     *
     * @param cursor of a page before this one, of the same list
     */
    public Page<InboxItem> newest(Actor actor, InboxState state, Optional<String> kind, Cursor cursor) {
        Scope all = own(actor).and("i.state = ?", state).and("e.kind = ?", kind);
        List<String> urgent = state == InboxState.OPEN ? urgent() : List.of();
        List<InboxItem> found = new ArrayList<>();
        if (!urgent.isEmpty() && (cursor.after() == 0 || cursor.after() > URGENT)) {
            long before = cursor.after() == 0 ? URGENT : cursor.after() - URGENT;
            found.addAll(before(all.and("e.kind in " + marks(urgent), urgent.toArray()), before, cursor.fetch()));
        }
        if (found.size() < cursor.fetch()) {
            long before = cursor.after() == 0 || cursor.after() > URGENT ? URGENT : cursor.after();
            Scope others = urgent.isEmpty() ? all : all.and("e.kind not in " + marks(urgent), urgent.toArray());
            found.addAll(before(others, before, cursor.fetch() - found.size()));
        }
        return cursor.page(found, item -> urgent.contains(item.kind()) ? URGENT + item.id() : item.id());
    }

    private List<InboxItem> before(Scope scope, long id, int most) {
        Scope before = scope.and("i.id < ?", id);
        return database.read(connection -> rows.list(connection, before, " order by i.id desc limit " + most));
    }

    private List<String> urgent() {
        return plugins.kinds().stream()
                .filter(EntryKind::urgent)
                .map(EntryKind::name)
                .toList();
    }

    private static String marks(List<String> words) {
        return "(" + String.join(", ", Collections.nCopies(words.size(), "?")) + ")";
    }

    /** What of it a digest counted, dealt with since or not. */
    public Page<InboxItem> list(Actor actor, Counted counted, Optional<String> kind, Cursor cursor) {
        return rows.page(database, counted.items(own(actor)).and("e.kind = ?", kind), cursor);
    }

    /** Those of the actor's organisation that are open and have a day, the most pressing first. */
    public List<InboxItem> due(Actor actor) {
        Scope dated = own(actor).and("i.state = ?", InboxState.OPEN).and("i.due_on is not null");
        return database.read(connection ->
                rows.list(connection, dated, " order by i.due_on, i.id fetch first " + MOST_DUE + " rows only"));
    }

    /** How many items of the actor's organisation are open. */
    public long open(Actor actor) {
        return ScopedRows.count(database, "inbox_item i", own(actor).and("i.state = ?", InboxState.OPEN));
    }

    /**
     * Marks an item of the asker's organisation as dealt with. One that a colleague has marked already stays as that one left it.
     *
     * @throws Problem NOT_FOUND when there is none, or it is another organisation's: the two look the same
     */
    public InboxItem done(WriteRequest asked, long id) {
        Scope one = own(asked.actor()).and("i.id = ?", id);
        writes.once(asked, "inbox.done", Long.toString(id), unit -> {
            int changed = unit.update(
                    "update inbox_item set state = 'DONE', done_at = ?, done_by = ?"
                            + " where id = ? and organisation_id = ? and state = 'OPEN'",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    asked.actor().accountId(),
                    id,
                    asked.actor().organisation().id());
            if (changed == 0
                    && unit.jdbc(connection -> rows.list(connection, one, "")).isEmpty()) {
                throw missing(id);
            }
            return Long.toString(id);
        });
        return rows.find(database, own(asked.actor()), id).orElseThrow(() -> missing(id));
    }

    private Scope own(Actor actor) {
        return access.scope(actor, Deed.SEE_INBOX, "i");
    }

    private InboxItem item(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        Optional<EntryKind> declared = plugins.kind(kind);
        Optional<Long> number = Optional.ofNullable(row.getObject("number", Long.class));
        Optional<Long> account = Optional.ofNullable(row.getObject("done_by", Long.class));
        return new InboxItem(
                row.getLong("id"),
                row.getLong("entry_id"),
                kind,
                declared.map(EntryKind::title).orElseGet(() -> Text.same(kind)),
                declared.filter(EntryKind::urgent).isPresent(),
                new InboxItem.About(
                        row.getLong("device_id"),
                        new CatalogueCode(row.getString("category")),
                        row.getString("name"),
                        row.getString("place"),
                        number.map(digits -> new ShortNumber(Long.toString(digits)))),
                Sql.instant(row, "recorded_at"),
                new InboxItem.From(Sql.maybeLong(row, "author_id"), row.getString("author")),
                Optional.ofNullable(row.getObject("due_on", LocalDate.class)),
                Sql.maybeInstant(row, "done_at").map(at -> new InboxItem.Done(at, account.orElseThrow())));
    }

    private static Problem missing(long id) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "收件箱中没有编号为 " + id + " 的事项，或不属于本单位。",
                "There is no item " + id + " in the inbox, or it is not of your organisation.");
    }
}
