package org.teshema.engine.archive;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Answers;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.inbox.Answered;
import org.teshema.engine.inbox.Concerned;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/**
 * The entries of all archives, for the engine's own services: unmasked, and without asking who reads. What people and
 * plugins read goes through {@link Archives}. Thread-safe.
 */
@Component(service = Entries.class)
public final class Entries {
    /** Topic of what the outbox tells of each entry of a device. */
    public static final String APPENDED = "entry.appended";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PUBLIC = 20;
    // A little, for clocks that are not quite right.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final String COLUMNS = "e.id, e.subject_type, e.subject_id, e.kind, e.schema_version, e.fields,"
            + " e.happened_at, e.recorded_at, e.author, e.source, e.supersedes";
    private static final String OF_KIND = " from entry e where e.subject_type = ? and e.subject_id = ? and e.kind = ?";
    private static final String NEWEST_FIRST = " order by e.happened_at desc, e.recorded_at desc, e.id desc";

    private final Database database;
    private final CityClock clock;
    private final Access access;

    /** The entries in that database. */
    @Activate
    public Entries(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /**
     * Appends an entry within the caller's transaction: checks it against its kind, writes row, index and ledger leaf, and
     * for a device brings the projection on the device's row up to date and puts the entry into the inboxes of those its kind
     * concerns, from which goes what it answers. Whether the actor may is the caller's to decide.
     *
     * @param unit the transaction
     * @param actor who records it; the entry carries the name of their organisation, never a person's
     * @param subject what it is about; a device's row is locked until the transaction ends
     * @param district the district it belongs to, six characters
     * @param kind what it is an entry of
     * @param values its fields
     * @param happenedAt when it happened, not in the future
     * @param source where it comes from, such as {@code scan}, at most 20 characters
     * @param supersedes the entry it corrects: of the same subject and kind, and not corrected before
     * @return the entry as it stands in the archive
     * @throws Problem INVALID in the field that is wrong; WRONG_STATE when the corrected entry was corrected already
     */
    public Entry append(
            UnitOfWork unit,
            Actor actor,
            Subject subject,
            String district,
            EntryKind kind,
            Values values,
            Instant happenedAt,
            String source,
            OptionalLong supersedes) {
        return append(unit, Author.of(actor), subject, district, kind, values, happenedAt, source, supersedes);
    }

    /** The same for somebody who may not be logged in. */
    public Entry append(
            UnitOfWork unit,
            Author author,
            Subject subject,
            String district,
            EntryKind kind,
            Values values,
            Instant happenedAt,
            String source,
            OptionalLong supersedes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FieldCheck.check(kind, values);
        if (happenedAt.isAfter(now.plus(AHEAD))) {
            throw ahead(kind, values, happenedAt);
        }
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return unit.jdbc(connection -> {
            Optional<DeviceLock> device = subject.type() == Subject.Type.DEVICE
                    ? Optional.of(lockDevice(connection, subject))
                    : Optional.empty();
            Values pictured = EntryPhotos.use(connection, kind, values);
            var draft = new EntryDraft(
                    subject,
                    district,
                    kind.name(),
                    kind.schemaVersion(),
                    CurrentEntries.write(pictured),
                    happenedAt.truncatedTo(ChronoUnit.MILLIS),
                    now,
                    source,
                    supersedes,
                    salt);
            Optional<Entry> before = Optional.empty();
            if (supersedes.isPresent()) {
                before = Optional.of(correctable(connection, draft, supersedes.getAsLong()));
            }
            Values numbered = Series.number(connection, kind, pictured, district, now, before);
            EntryDraft whole = numbered.equals(pictured) ? draft : draft.of(CurrentEntries.write(numbered));
            Entry entry = insert(connection, whole, kind, numbered, author);
            unit.leaf(whole.leaf(entry.id(), author.acting()));
            if (device.isPresent() && isProjected(kind.name())) {
                project(connection, subject, kind.name(), device.get().projection());
            }
            if (device.isPresent() && device.get().mother().isPresent()) {
                tell(connection, device.get().mother().getAsLong());
            }
            if (device.isPresent()) {
                Concerned.tell(
                        connection,
                        entry.id(),
                        Long.parseLong(subject.id()),
                        author.organisation(),
                        kind.concerns(),
                        kind.due().flatMap(entry.values()::day),
                        access.maintained("d"),
                        access.tasked("d"),
                        now);
                answer(connection, entry, kind, author, now);
                publish(unit, entry, district);
            }
            Entailed.by(entry)
                    .ifPresent(found -> append(
                            unit,
                            author,
                            subject,
                            district,
                            found.kind(),
                            found.values(),
                            happenedAt,
                            source,
                            OptionalLong.empty()));
            return entry;
        });
    }

    /** In the field of the day where that is what was typed; as people tell the time in the city. */
    private static Problem ahead(EntryKind kind, Values values, Instant happenedAt) {
        ZonedDateTime at = happenedAt.atZone(CityClock.ZONE);
        Optional<Field> on = kind.field(CityKinds.ON)
                .filter(field -> values.day(field.name()).equals(Optional.of(at.toLocalDate())));
        String when = on.isPresent()
                ? at.toLocalDate().toString()
                : at.toLocalDate() + " " + at.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return FieldCheck.invalid(
                on.map(Field::name).orElse("happenedAt"),
                on.map(field -> field.title().zh()).orElse("发生时间") + "“" + when + "”晚于现在；档案只记录已发生的事。",
                on.map(field -> field.title().en()).orElse("It happened") + ": " + when
                        + " is in the future; an archive holds what has happened.");
    }

    /** What it answers is dealt with, by whom wrote it. */
    private static void answer(Connection connection, Entry entry, EntryKind kind, Author author, Instant now)
            throws SQLException {
        if (kind.answers().isEmpty() || author.account().isEmpty()) {
            return;
        }
        Answers answers = kind.answers().get();
        Optional<Answered.Named> named =
                answers.field().flatMap(entry.values()::whole).map(id -> new Answered.Named(id, IndexedValue.of(id)));
        Answered.close(
                connection,
                new Answered.By(
                        entry.id(),
                        Long.parseLong(entry.subject().id()),
                        author.account().getAsLong(),
                        answers,
                        named),
                now);
    }

    /** The device is the subject, so that what is told of one device comes in its order. */
    private static void publish(UnitOfWork unit, Entry entry, String district) {
        unit.publish(
                APPENDED,
                "device:" + entry.subject().id(),
                district,
                "{\"device\":" + entry.subject().id() + ",\"entry\":" + entry.id() + ",\"kind\":\"" + entry.kind()
                        + "\"}",
                entry.recordedAt());
    }

    /**
     * Refuses one more entry of the public about a subject when a day has brought {@value #MOST_PUBLIC} of that kind: whoever
     * has to read them would only be buried.
     */
    public void checkPublicMay(UnitOfWork unit, Subject subject, String kind) {
        if (unit.jdbc(connection -> isFullOfPublic(connection, subject, kind))) {
            throw Problem.of(
                    ProblemType.THROTTLED,
                    "今日关于此设备的公众反馈已很多，请明天再试；紧急情况请直接拨打电话。",
                    "The public has written a lot about this device today. Please try again tomorrow; in an emergency call.");
        }
    }

    /** Whether a day has brought as many entries of the public about a subject as it may. */
    public boolean isFullOfPublic(Subject subject, String kind) {
        return database.read(connection -> isFullOfPublic(connection, subject, kind));
    }

    private boolean isFullOfPublic(Connection connection, Subject subject, String kind) throws SQLException {
        try (var select = connection.prepareStatement(
                "select count(*)" + OF_KIND + " and e.author_id is null and e.recorded_at > ?")) {
            Sql.bind(select, subject.type(), subject.id(), kind, clock.instant().minus(Duration.ofDays(1)));
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1) >= MOST_PUBLIC;
            }
        }
    }

    /**
     * The entry of that kind that holds now, corrected ones left out: the latest by when it happened, then by when it was
     * recorded.
     */
    public Optional<Entry> current(Subject subject, String kind) {
        return database.read(connection -> current(connection, subject, kind));
    }

    /** What {@link #current} would have answered at that instant, by what had been recorded then. */
    public Optional<Entry> asOf(Subject subject, String kind, Instant known) {
        return database.read(connection -> one(
                connection,
                "select " + COLUMNS + OF_KIND + " and e.recorded_at <= ? and not exists"
                        + " (select 1 from entry c where c.supersedes = e.id and c.recorded_at <= ?)" + NEWEST_FIRST
                        + " fetch first 1 rows only",
                subject.type(),
                subject.id(),
                kind,
                known,
                known));
    }

    /**
     * The entries of that kind, newest first, corrected ones included: a corrected entry is one that a later entry's
     * {@code supersedes} names.
     *
     * @param limit 1 to 500
     */
    public List<Entry> history(Subject subject, String kind, int limit) {
        return database.read(connection -> history(connection, subject, kind, limit));
    }

    /** The same on that connection, so that a transaction reads what it is about to answer. */
    public static List<Entry> history(Connection connection, Subject subject, String kind, int limit)
            throws SQLException {
        return list(
                connection,
                "select " + COLUMNS + OF_KIND + NEWEST_FIRST + " fetch first " + Math.max(1, Math.min(limit, 500))
                        + " rows only",
                subject.type(),
                subject.id(),
                kind);
    }

    /** The entry of that id. */
    public Optional<Entry> find(long id) {
        return database.read(connection -> one(connection, "select " + COLUMNS + " from entry e where e.id = ?", id));
    }

    static Optional<Entry> current(Connection connection, Subject subject, String kind) throws SQLException {
        return one(
                connection,
                "select " + COLUMNS + OF_KIND
                        + " and not exists (select 1 from entry c where c.supersedes = e.id)" + NEWEST_FIRST
                        + " fetch first 1 rows only",
                subject.type(),
                subject.id(),
                kind);
    }

    /** Whether the current entry of a kind stands on the device's row: not where that row says the same in its columns. */
    public static boolean isProjected(String kind) {
        return !kind.equals(CityKinds.PARTICULARS.name());
    }

    /** The columns of {@code entry e} that {@link #list} reads, for queries of the engine's own. */
    public static String columns() {
        return COLUMNS;
    }

    /** The entries a query of the engine's own gives, unmasked. */
    public static List<Entry> list(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters);
            var entries = new ArrayList<Entry>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    private static Optional<Entry> one(Connection connection, String sql, Object... parameters) throws SQLException {
        return list(connection, sql, parameters).stream().findFirst();
    }

    /** The entry of a row that has these {@linkplain #columns columns}. */
    public static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                new Subject(Subject.Type.valueOf(row.getString("subject_type")), row.getString("subject_id")),
                row.getString("kind"),
                row.getInt("schema_version"),
                CurrentEntries.values(row.getString("fields")),
                Sql.instant(row, "happened_at"),
                Sql.instant(row, "recorded_at"),
                row.getString("author"),
                row.getString("source"),
                Sql.maybeLong(row, "supersedes"));
    }

    /**
     * A device's row, locked.
     *
     * @param projection its current entries
     * @param mother the set it is a child of
     */
    private record DeviceLock(String projection, OptionalLong mother) {}

    private static DeviceLock lockDevice(Connection connection, Subject subject) throws SQLException {
        try (var select =
                connection.prepareStatement("select current_entries, mother_id from device where id = ? for update")) {
            select.setLong(1, Long.parseLong(subject.id()));
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    return new DeviceLock(row.getString(1), Sql.maybeLong(row, "mother_id"));
                }
            }
        }
        throw Problem.of(
                ProblemType.NOT_FOUND, "没有编号为 " + subject.id() + " 的设备。", "There is no device " + subject.id() + ".");
    }

    private static Entry correctable(Connection connection, EntryDraft draft, long corrected) throws SQLException {
        Optional<Entry> before = one(connection, "select " + COLUMNS + " from entry e where e.id = ?", corrected);
        if (before.isEmpty()
                || !before.get().subject().equals(draft.subject())
                || !before.get().kind().equals(draft.kind())) {
            throw FieldCheck.invalid(
                    "supersedes",
                    "条目 " + corrected + " 不是同一对象、同一类型的档案条目，不能由本条更正。",
                    "Entry " + corrected
                            + " is not an entry of this kind about the same thing, so this cannot correct it.");
        }
        Optional<Entry> correction =
                one(connection, "select " + COLUMNS + " from entry e where e.supersedes = ?", corrected);
        if (correction.isPresent()) {
            long by = correction.get().id();
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "supersedes",
                    "条目 " + corrected + " 已由条目 " + by + " 更正；请更正条目 " + by + "。",
                    "Entry " + corrected + " was corrected by entry " + by + " already. Correct entry " + by
                            + " instead.");
        }
        return before.get();
    }

    private static Entry insert(Connection connection, EntryDraft draft, EntryKind kind, Values values, Author author)
            throws SQLException {
        long id = Sql.inserted(
                connection,
                "insert into entry (subject_type, subject_id, district, kind, schema_version, fields, happened_at,"
                        + " recorded_at, author_id, author, source, supersedes, salt)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                draft.subject().type(),
                draft.subject().id(),
                draft.district(),
                draft.kind(),
                draft.schemaVersion(),
                draft.fields(),
                draft.happenedAt(),
                draft.recordedAt(),
                author.organisation(),
                author.name(),
                draft.source(),
                draft.supersedes(),
                draft.salt());
        try (var insert = connection.prepareStatement(IndexedValue.INSERT)) {
            for (Map.Entry<String, Object> field : values.byName().entrySet()) {
                Optional<String> value = IndexedValue.of(kind, field.getKey(), field.getValue());
                if (value.isPresent()) {
                    Sql.bind(insert, draft.kind(), field.getKey(), value.get(), id);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        return new Entry(
                id,
                draft.subject(),
                draft.kind(),
                draft.schemaVersion(),
                values,
                draft.happenedAt(),
                draft.recordedAt(),
                author.name(),
                draft.source(),
                draft.supersedes());
    }

    /** Whatever is recorded of a child is news of its set. */
    private static void tell(Connection connection, long mother) throws SQLException {
        try (var update =
                connection.prepareStatement("update device set family_version = family_version + 1 where id = ?")) {
            update.setLong(1, mother);
            update.executeUpdate();
        }
    }

    private static void project(Connection connection, Subject device, String kind, String projection)
            throws SQLException {
        var entries = new TreeMap<>(CurrentEntries.parse(projection, device));
        entries.remove(kind);
        current(connection, device, kind).ifPresent(e -> entries.put(kind, e));
        try (var update = connection.prepareStatement("update device set current_entries = ? where id = ?")) {
            update.setString(1, CurrentEntries.write(entries.values()));
            update.setLong(2, Long.parseLong(device.id()));
            update.executeUpdate();
        }
    }
}
