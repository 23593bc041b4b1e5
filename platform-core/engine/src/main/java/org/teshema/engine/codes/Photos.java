package org.teshema.engine.codes;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
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

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;

    /** The photos in that database. */
    @Activate
    public Photos(@Reference Database database, @Reference Writes writes, @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /**
     * Takes a photo in, for an entry that will name it.
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

    /**
     * The photo of that digest, if the actor's organisation added it, it belongs to the actor's district, or it shows a
     * device within the actor's scope.
     */
    public Photo get(Actor actor, String digest) {
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw Given.unknown("digest", "照片", "photo");
        }
        Scope own = access.scope(actor, Deed.SEE_PHOTO, "p");
        Scope scope = access.scope(actor, Deed.SEE_BINDING, "d");
        List<Object> parameters = new ArrayList<>(List.of(digest));
        parameters.addAll(own.parameters());
        parameters.addAll(scope.parameters());
        Optional<Photo> found = database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select p.media_type, p.content from photo p where p.digest = ?"
                            + " and (" + own.sql()
                            + " or exists (select 1 from binding i join device d on d.id = i.device_id"
                            + " where i.photo = p.digest and " + scope.sql() + "))")) {
                Sql.bind(select, parameters.toArray());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Photo(digest, row.getString("media_type"), row.getBytes("content")))
                            : Optional.empty();
                }
            }
        });
        return found.orElseThrow(() -> Given.unknown("digest", "照片", "photo"));
    }

    void store(UnitOfWork unit, Actor actor, Photo photo) {
        unit.update(
                "insert into photo (digest, media_type, content, district, stored_by, stored_at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                photo.digest(),
                photo.mediaType(),
                photo.content(),
                actor.district(),
                actor.organisation().id(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
