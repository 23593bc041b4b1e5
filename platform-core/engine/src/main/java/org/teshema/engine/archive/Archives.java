package org.teshema.engine.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Theme;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * The archives of devices as people may see and extend them: within their scope, masked for what they are towards the
 * device, written by those a kind names as its writers. Thread-safe.
 */
@Component(service = Archives.class)
public final class Archives {
    private final Database database;
    private final Writes writes;
    private final Entries entries;
    private final PluginTable plugins;
    private final EntryCheck check;
    private final Access access;

    private record File(Parties parties, String current, long subject) {}

    private record Found(Entry entry, Parties parties) {}

    /**
     * An entry, and what became of it.
     *
     * @param entry as the reader may see it
     * @param corrected whether a later entry corrects it, on whatever page that one stands
     */
    public record Recorded(Entry entry, boolean corrected) {}

    /** The archives in that database, with the kinds declared now. */
    @Activate
    public Archives(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Entries entries,
            @Reference PluginTable plugins,
            @Reference EntryCheck check,
            @Reference CityClock clock) {
        this.access = new Access(clock);
        this.database = database;
        this.writes = writes;
        this.entries = entries;
        this.plugins = plugins;
        this.check = check;
    }

    /** The current entry of each kind of a device of the actor's scope, by kind. */
    public List<Entry> current(Actor actor, long device) {
        File file = file(actor, device);
        Audience audience = Access.audience(Optional.of(actor), file.parties());
        Subject subject = subject(device);
        var current = new TreeMap<>(CurrentEntries.parse(file.current(), subject));
        for (EntryKind kind : plugins.kinds()) {
            if (!Entries.isProjected(kind.name())) {
                entries.current(subject, kind.name()).ifPresent(e -> current.put(kind.name(), e));
            }
        }
        return current.values().stream().map(e -> masked(e, audience)).toList();
    }

    /** What {@link #current} would have answered at that instant, by what had been recorded then. */
    public List<Entry> asOf(Actor actor, long device, Instant known) {
        return held(actor, device, Optional.empty(), Optional.of(known));
    }

    /**
     * The entry of each kind that held once everything before an instant had happened, by kind; corrected ones left out.
     *
     * @param before the instant
     * @param known by what had been recorded at that instant; empty for all that is known by now
     */
    public List<Entry> heldBefore(Actor actor, long device, Instant before, Optional<Instant> known) {
        return held(actor, device, Optional.of(before), known);
    }

    private List<Entry> held(Actor actor, long device, Optional<Instant> before, Optional<Instant> known) {
        Audience audience =
                Access.audience(Optional.of(actor), file(actor, device).parties());
        var parameters = new ArrayList<Object>(List.of(Long.toString(device)));
        before.ifPresent(parameters::add);
        // Twice: of the entry, and of what corrected it.
        known.ifPresent(parameters::add);
        known.ifPresent(parameters::add);
        List<Entry> then = database.read(connection -> Entries.list(
                connection,
                "select * from (select " + Entries.columns() + ", row_number() over (partition by e.kind"
                        + " order by e.happened_at desc, e.recorded_at desc, e.id desc) as place from entry e"
                        + " where e.subject_type = 'DEVICE' and e.subject_id = ?"
                        + (before.isPresent() ? " and e.happened_at < ?" : "")
                        + (known.isPresent() ? " and e.recorded_at <= ?" : "")
                        + " and not exists (select 1 from entry c where c.supersedes = e.id"
                        + (known.isPresent() ? " and c.recorded_at <= ?" : "")
                        + ")) newest where place = 1",
                parameters.toArray()));
        return then.stream()
                .sorted(Comparator.comparing(Entry::kind))
                .map(e -> masked(e, audience))
                .toList();
    }

    /**
     * The entries of a device of the actor's scope in the order they were recorded, corrected ones included: an entry is
     * corrected by the later one whose {@code supersedes} names it.
     *
     * @param kind of that kind only
     */
    public Page<Entry> history(Actor actor, long device, Optional<String> kind, Cursor cursor) {
        return history(actor, device, subject(device), kind, cursor);
    }

    /**
     * The entries of one segment 登记单元 of a device of the actor's scope in the order they were recorded, its ends included.
     *
     * @param number the segment's
     */
    public Page<Entry> history(Actor actor, long device, String number, Cursor cursor) {
        return history(actor, device, Subject.of(new DeviceId(device), number), Optional.empty(), cursor);
    }

    private Page<Entry> history(Actor actor, long device, Subject subject, Optional<String> kind, Cursor cursor) {
        Audience audience =
                Access.audience(Optional.of(actor), file(actor, device).parties());
        var parameters = new ArrayList<Object>(List.of(subject.type(), subject.id(), cursor.after()));
        kind.ifPresent(parameters::add);
        List<Entry> fetched = database.read(connection -> Entries.list(
                connection,
                "select " + Entries.columns() + " from entry e where e.subject_type = ? and e.subject_id = ?"
                        + " and e.id > ?" + (kind.isPresent() ? " and e.kind = ?" : "") + " order by e.id fetch first "
                        + cursor.fetch() + " rows only",
                parameters.toArray()));
        return cursor.page(fetched.stream().map(e -> masked(e, audience)).toList(), Entry::id);
    }

    /** The same of all kinds, each entry with whether it was corrected since; one statement tells both. */
    public Page<Recorded> recorded(Actor actor, long device, Cursor cursor) {
        Audience audience =
                Access.audience(Optional.of(actor), file(actor, device).parties());
        List<Recorded> fetched = database.read(connection -> {
            try (var select = connection.prepareStatement("select " + Entries.columns()
                    + ", exists (select 1 from entry c where c.supersedes = e.id) as corrected from entry e"
                    + " where e.subject_type = 'DEVICE' and e.subject_id = ? and e.id > ? order by e.id fetch first "
                    + cursor.fetch() + " rows only")) {
                Sql.bind(select, Long.toString(device), cursor.after());
                var found = new ArrayList<Recorded>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Recorded(masked(Entries.entry(row), audience), row.getBoolean("corrected")));
                    }
                }
                return found;
            }
        });
        return cursor.page(fetched, one -> one.entry().id());
    }

    /**
     * What several sources say differently of a device of the actor's scope, in its whole archive, as far as the actor may see it; one
     * statement, which reads the entries of kinds that are compared.
     */
    public List<Contradiction> contradictions(Actor actor, long device) {
        File file = file(actor, device);
        Audience audience = Access.audience(Optional.of(actor), file.parties());
        Map<String, EntryKind> kinds = kinds(file).stream()
                .filter(Contradiction::compares)
                .collect(Collectors.toMap(EntryKind::name, Function.identity()));
        Scope asked = standing(device)
                .and(
                        "e.kind in (" + Sql.marks(kinds.size()) + ")",
                        kinds.keySet().toArray());
        List<Entry> standing = database.read(connection -> Entries.list(
                connection,
                "select " + Entries.columns() + " from entry e where " + asked.sql() + " order by e.id",
                asked.parameters().toArray()));
        return Contradiction.in(
                standing.stream()
                        .map(entry -> Mask.of(entry, kinds.get(entry.kind()), audience))
                        .toList(),
                kinds);
    }

    /**
     * Some of the entries that stand of a device.
     *
     * @param kind of that kind only
     * @param theme of kinds of that theme only; kinds that nobody declares any more are of {@link Theme#OTHER}
     * @param year that happened in that year in the city
     */
    public record Part(Optional<String> kind, Optional<Theme> theme, Optional<Year> year) {
        /** All of them. */
        public static final Part WHOLE = new Part(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The entries that stand of a device of the actor's scope, those that were corrected left out, in the order they were recorded. */
    public Page<Entry> standing(Actor actor, long device, Part part, Cursor cursor) {
        return cursor.page(
                standing(actor, device, part, cursor.after(), " order by e.id fetch first " + cursor.fetch()),
                Entry::id);
    }

    /**
     * The same, the latest first and no more than so many.
     *
     * @param most at least 1
     */
    public List<Entry> latest(Actor actor, long device, int most) {
        return standing(actor, device, Part.WHOLE, 0, " order by e.happened_at desc, e.id desc fetch first " + most);
    }

    private List<Entry> standing(Actor actor, long device, Part part, long after, String tail) {
        File file = file(actor, device);
        Audience audience = Access.audience(Optional.of(actor), file.parties());
        Scope all = standing(device)
                .and("e.id > ?", after)
                .and("e.kind = ?", part.kind())
                .and("e.happened_at >= ?", part.year().map(one -> start(one)))
                .and("e.happened_at < ?", part.year().map(one -> start(one.plusYears(1))));
        Scope asked = part.theme().map(theme -> of(all, theme, kinds(file))).orElse(all);
        return database
                .read(connection -> Entries.list(
                        connection,
                        "select " + Entries.columns() + " from entry e where " + asked.sql() + tail + " rows only",
                        asked.parameters().toArray()))
                .stream()
                .map(e -> masked(e, audience))
                .toList();
    }

    private List<EntryKind> kinds(File file) {
        return plugins.toward(file.subject(), file.parties().station()).kinds();
    }

    private static Scope of(Scope asked, Theme theme, List<EntryKind> kinds) {
        boolean other = theme == Theme.OTHER;
        Object[] named = kinds.stream()
                .filter(kind -> other ? kind.theme() != theme : kind.theme() == theme)
                .map(EntryKind::name)
                .toArray();
        if (named.length == 0) {
            return other ? asked : Scope.none();
        }
        return asked.and("e.kind " + (other ? "not in" : "in") + " (" + Sql.marks(named.length) + ")", named);
    }

    /** How often something of each kind happened to a device of the actor's scope in each year in the city, by year and kind. */
    public SortedMap<Year, Map<String, Long>> years(Actor actor, long device) {
        file(actor, device);
        Scope asked = standing(device);
        var years = new TreeMap<Year, Map<String, Long>>();
        database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select e.kind, e.happened_at from entry e where " + asked.sql())) {
                Sql.bind(select, asked.parameters().toArray());
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        var year = Year.from(Sql.instant(row, "happened_at").atZone(CityClock.ZONE));
                        years.computeIfAbsent(year, one -> new TreeMap<>()).merge(row.getString("kind"), 1L, Long::sum);
                    }
                }
            }
            return null;
        });
        return years;
    }

    private static Scope standing(long device) {
        return Scope.all()
                .and("e.subject_type = 'DEVICE' and e.subject_id = ?", Long.toString(device))
                .and("not exists (select 1 from entry c where c.supersedes = e.id)");
    }

    private static Instant start(Year year) {
        return year.atDay(1).atStartOfDay(CityClock.ZONE).toInstant();
    }

    /** One entry of a device of the actor's scope. */
    public Entry get(Actor actor, long id) {
        Entry entry = entries.find(id)
                .filter(e -> e.subject().type() == Subject.Type.DEVICE)
                .orElseThrow(() -> missing(id));
        File file = find(actor, Long.parseLong(entry.subject().id())).orElseThrow(() -> missing(id));
        return masked(entry, Access.audience(Optional.of(actor), file.parties()));
    }

    /**
     * Appends an entry to the archive of a device.
     *
     * @param kind name of a kind declared now
     * @param raw texts, numbers and booleans by field name
     * @param happenedAt when it happened
     * @param source where it comes from, such as {@code scan} or {@code api}, at most 20 characters
     * @param supersedes the entry it corrects
     * @throws Problem NOT_FOUND for a device out of scope, FORBIDDEN when the kind is not the actor's to write, INVALID in
     *     the field that is wrong, by its type or in the plugin's eyes, WRONG_STATE when that plugin does not answer
     */
    public Entry append(
            WriteRequest asked,
            long device,
            String kind,
            Map<String, ?> raw,
            Instant happenedAt,
            String source,
            OptionalLong supersedes) {
        Actor actor = asked.actor();
        File file = file(actor, device);
        EntryKind declared =
                declared(plugins.toward(file.subject(), file.parties().station()), kind);
        Audience writer = Access.audience(Optional.of(actor), file.parties());
        mayWrite(actor, declared, writer);
        Values values = ValueReader.read(declared, raw);
        var passed = new AtomicReference<>(values);
        Runnable passes = () -> passed.set(check.check(actor, writer, device, declared, values));
        String request = String.join(
                "\n", Long.toString(device), kind, values.toString(), happenedAt.toString(), source, "" + supersedes);
        String id = writes.once(asked, "entry.append", request, passes, unit -> {
            Entry entry = entries.append(
                    unit,
                    actor,
                    subject(device),
                    file.parties().district(),
                    declared,
                    passed.get(),
                    happenedAt,
                    source,
                    supersedes);
            return Long.toString(entry.id());
        });
        Entry entry = entries.find(Long.parseLong(id)).orElseThrow();
        return Mask.of(entry, declared, writer);
    }

    /**
     * Entries of devices of the actor's scope by the value of one field. Corrected entries are left out; so are those where
     * the actor may not see that field, since finding them would tell it.
     */
    public Page<Entry> search(Actor actor, Search search, Cursor cursor) {
        EntryKind kind = declared(plugins, search.kind());
        Field field = kind.field(search.field())
                .orElseThrow(() -> FieldCheck.invalid(
                        "field",
                        "“" + kind.title().zh() + "”没有名为“" + search.field() + "”的栏目。",
                        "There is no field called \"" + search.field() + "\" in " + kind.name() + "."));
        if (!mayBeSeen(actor, field)) {
            return new Page<>(List.of(), Optional.empty());
        }
        Scope scope = access.scope(actor, Deed.SEE_ARCHIVE, "d");
        var sql = new StringBuilder("select " + Entries.columns() + ", " + Parties.columns("d")
                + " from entry_value v join entry e on e.id = v.entry_id"
                + " join device d on d.id = case when e.subject_type = 'DEVICE'"
                + " then cast(e.subject_id as bigint) end"
                + " where e.subject_type = 'DEVICE' and v.kind = ? and v.field = ?");
        var parameters = new ArrayList<Object>(List.of(kind.name(), field.name()));
        bound(sql, parameters, " and v.sort_value >= ?", field, search.from());
        bound(sql, parameters, " and v.sort_value <= ?", field, search.to());
        sql.append(" and not exists (select 1 from entry c where c.supersedes = e.id)");
        if (search.currentOnly()) {
            sql.append(" and not exists (select 1 from entry n where n.subject_type = e.subject_type"
                    + " and n.subject_id = e.subject_id and n.kind = e.kind"
                    + " and (n.happened_at, n.recorded_at, n.id) > (e.happened_at, e.recorded_at, e.id)"
                    + " and not exists (select 1 from entry c where c.supersedes = n.id))");
        }
        sql.append(" and ").append(scope.sql());
        parameters.addAll(scope.parameters());
        sql.append(" and e.id > ? order by e.id fetch first ")
                .append(cursor.fetch())
                .append(" rows only");
        parameters.add(cursor.after());
        List<Found> found = database.read(connection -> found(connection, sql.toString(), parameters));
        return cursor.page(
                found.stream()
                        .map(f -> masked(f.entry(), Access.audience(Optional.of(actor), f.parties())))
                        .toList(),
                Entry::id);
    }

    /** Within their scope a reader is always the same audience: of the kind of organisation they act for. */
    private static boolean mayBeSeen(Actor actor, Field field) {
        return field.readableBy(Access.within(actor));
    }

    private static void bound(
            StringBuilder sql, List<Object> parameters, String condition, Field field, Optional<String> value) {
        if (value.isPresent()) {
            if (!IndexedValue.indexes(field.type())) {
                throw FieldCheck.invalid(
                        "field",
                        "“" + field.title().zh() + "”是长文字，不能检索。",
                        field.title().en() + " holds long texts and cannot be searched.");
            }
            Object typed = ValueReader.one(field, value.get());
            sql.append(condition);
            parameters.add(IndexedValue.of(typed));
        }
    }

    private List<Found> found(Connection connection, String sql, List<Object> parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters.toArray());
            var found = new ArrayList<Found>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(Entries.entry(row), parties(row)));
                }
            }
            return found;
        }
    }

    private Entry masked(Entry entry, Audience audience) {
        return plugins.kind(entry.kind())
                .map(kind -> Mask.of(entry, kind, audience))
                .orElseGet(() -> Mask.ofUnknown(entry, audience));
    }

    private static EntryKind declared(PluginTable table, String kind) {
        return table.kind(kind)
                .orElseThrow(() -> FieldCheck.invalid(
                        "kind",
                        "没有名为“" + kind + "”的档案条目类型；可用类型见 /api/v1/entry-kinds。",
                        "There is no entry kind called \"" + kind
                                + "\". See /api/v1/entry-kinds for those there are."));
    }

    private static void mayWrite(Actor actor, EntryKind kind, Audience audience) {
        if (!Access.may(actor, Deed.WRITE_ARCHIVE) || !kind.writers().contains(audience)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "“" + kind.title().zh() + "”不由" + actor.organisation().name() + "填写。",
                    kind.title().en() + " is not written by your organisation for this device.");
        }
    }

    private File file(Actor actor, long device) {
        return find(actor, device)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + device + " 的设备，或不在您的管理范围内。",
                        "There is no device " + device + ", or it is not yours to see."));
    }

    private Optional<File> find(Actor actor, long device) {
        Scope scope = access.scope(actor, Deed.SEE_ARCHIVE, "d");
        var parameters = new ArrayList<Object>(scope.parameters());
        parameters.add(device);
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select " + Parties.columns("d")
                    + ", d.current_entries, coalesce(d.mother_id, d.id) as subject"
                    + " from device d where " + scope.sql()
                    + " and d.id = ?")) {
                Sql.bind(select, parameters.toArray());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new File(parties(row), row.getString("current_entries"), row.getLong("subject")))
                            : Optional.empty();
                }
            }
        });
    }

    private Parties parties(ResultSet row) throws SQLException {
        return Parties.read(row, access.today());
    }

    private static Problem missing(long id) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有编号为 " + id + " 的档案条目，或不在您的管理范围内。",
                "There is no entry " + id + ", or it is not yours to see.");
    }

    private static Subject subject(long device) {
        return new Subject(Subject.Type.DEVICE, Long.toString(device));
    }
}
