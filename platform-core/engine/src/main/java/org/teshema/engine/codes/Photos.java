package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Photos by their digest: the same picture is kept once. Thread-safe. */
@Component(service = Photos.class)
public final class Photos {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Duration UNNAMED = Duration.ofDays(1);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final PluginTable plugins;
    private final Access access;

    /** The photos in that database; who may see those of entries is said by the kinds of that table. */
    @Activate
    public Photos(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference PluginTable plugins) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.plugins = plugins;
        this.access = new Access(clock);
    }

    /**
     * Takes a photo in, for an entry that will name it. It is let go when none has done so within a day.
     *
     * @param bytes JPEG or PNG of at most 4 MiB and 20 million pixels
     * @return its digest, the name to use
     */
    public String add(WriteRequest asked, byte[] bytes) {
        Access.require(asked.actor(), Deed.ADD_PHOTO);
        Photo photo = PhotoCheck.check(bytes);
        return writes.once(asked, "photo.add", photo.digest(), unit -> {
            store(unit, asked.actor(), photo);
            return photo.digest();
        });
    }

    /** The same for a form, which is sent as often as it takes: the same photo is the same photo. */
    public String add(Actor actor, byte[] bytes) {
        Access.require(actor, Deed.ADD_PHOTO);
        Photo photo = PhotoCheck.check(bytes);
        database.write(unit -> {
            store(unit, actor, photo);
            return null;
        });
        return photo.digest();
    }

    /**
     * The photo of that digest, if the reader's organisation added it, it shows a device
     * within the reader's scope, or an entry names it in a field that the reader may see.
     *
     * @param reader empty for somebody not logged in
     */
    public Photo get(Optional<Actor> reader, String digest) {
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw Given.unknown("digest", "照片", "photo");
        }
        return database.read(
                        connection -> mayDirectly(connection, reader, digest) || mayByEntry(connection, reader, digest)
                                ? find(connection, digest)
                                : Optional.<Photo>empty())
                .orElseThrow(() -> Given.unknown("digest", "照片", "photo"));
    }

    /** The same for somebody logged in. */
    public Photo get(Actor actor, String digest) {
        return get(Optional.of(actor), digest);
    }

    private static Optional<Photo> find(Connection connection, String digest) throws SQLException {
        try (var select =
                connection.prepareStatement("select media_type, content, taken, place from photo where digest = ?")) {
            Sql.bind(select, digest);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Photo(
                                digest,
                                row.getString("media_type"),
                                row.getBytes("content"),
                                Optional.ofNullable(row.getString("taken")),
                                Optional.ofNullable(row.getString("place"))))
                        : Optional.empty();
            }
        }
    }

    private boolean mayDirectly(Connection connection, Optional<Actor> reader, String digest) throws SQLException {
        Scope own = access.scope(reader, Deed.SEE_PHOTO, "p");
        Scope scope = access.scope(reader, Deed.SEE_BINDING, "d");
        List<Object> parameters = new ArrayList<>(List.of(digest));
        parameters.addAll(own.parameters());
        parameters.addAll(scope.parameters());
        return isThere(
                connection,
                "select 1 from photo p where p.digest = ? and (" + own.sql()
                        + " or exists (select 1 from binding i join device d on d.id = i.device_id"
                        + " where i.photo = p.digest and " + scope.sql() + "))",
                parameters);
    }

    private boolean mayByEntry(Connection connection, Optional<Actor> reader, String digest) throws SQLException {
        if (isNamed(connection, Audience.PUBLIC, digest, Optional.empty())) {
            return true;
        }
        return reader.isPresent()
                && isNamed(
                        connection,
                        Access.within(reader.get()),
                        digest,
                        Optional.of(access.scope(reader, Deed.SEE_ARCHIVE, "d")));
    }

    /** Whether an entry about a device, one of that scope where there is one, names the photo in a field that such a reader sees. */
    private boolean isNamed(Connection connection, Audience audience, String digest, Optional<Scope> scope)
            throws SQLException {
        var kinds = new LinkedHashMap<String, List<String>>();
        for (EntryKind kind : plugins.kinds()) {
            for (Field field : kind.fields()) {
                if (field.type() instanceof FieldType.Photo && field.readableBy(audience)) {
                    kinds.computeIfAbsent(kind.name(), name -> new ArrayList<>())
                            .add(field.name());
                }
            }
        }
        if (kinds.isEmpty()) {
            return false;
        }
        var names = new LinkedHashSet<String>();
        kinds.values().forEach(names::addAll);
        var parameters = new ArrayList<Object>(kinds.keySet());
        parameters.addAll(names);
        parameters.add(digest);
        List<String> pairs = new ArrayList<>();
        kinds.forEach((kind, fields) -> {
            pairs.add("v.kind = ? and v.field in (" + Sql.marks(fields.size()) + ")");
            parameters.add(kind);
            parameters.addAll(fields);
        });
        scope.ifPresent(one -> parameters.addAll(one.parameters()));
        // Lists of kinds and of fields beside the pairs of them: by the lists both databases go by the index.
        return isThere(
                connection,
                "select 1 from entry_value v join entry e on e.id = v.entry_id"
                        + (scope.isPresent()
                                ? " join device d on d.id = case when e.subject_type = 'DEVICE'"
                                        + " then cast(e.subject_id as bigint) end"
                                : "")
                        + " where v.kind in (" + Sql.marks(kinds.size()) + ") and v.field in ("
                        + Sql.marks(names.size()) + ") and v.sort_value = ? and e.subject_type = 'DEVICE' and ("
                        + String.join(" or ", pairs) + ")"
                        + scope.map(one -> " and " + one.sql()).orElse("") + " fetch first 1 row only",
                parameters);
    }

    private static boolean isThere(Connection connection, String sql, List<Object> parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters.toArray());
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    void store(UnitOfWork unit, Actor actor, Photo photo) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // One that was sent before and is still unnamed has another day.
        unit.update("update photo set stored_at = ? where digest = ? and not used", now, photo.digest());
        unit.update(
                "insert into photo (digest, media_type, content, stored_by, stored_at, used, taken, place)"
                        + " values (?, ?, ?, ?, ?, false, ?, ?) on conflict do nothing",
                photo.digest(),
                photo.mediaType(),
                photo.content(),
                actor.organisation().id(),
                now,
                photo.taken(),
                photo.place());
    }

    /** Lets go of those that no entry has named for a day, such as those of forms that were never sent again: {@link PhotoSweep}. */
    void letGo() {
        Instant before = clock.instant().minus(UNNAMED);
        database.write(unit -> unit.update("delete from photo where not used and stored_at < ?", before));
    }
}
