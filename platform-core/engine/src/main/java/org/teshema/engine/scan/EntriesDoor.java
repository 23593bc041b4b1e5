package org.teshema.engine.scan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Scope;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.gate.ArchiveDoor;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** The archive's entries behind the gate's door. Thread-safe. */
@Component(service = ArchiveDoor.class)
public final class EntriesDoor implements ArchiveDoor {
    private final Entries entries;
    private final Database database;
    private final PluginTable kinds;
    private final KnownRows rows;

    /** A door to those entries. */
    @Activate
    public EntriesDoor(
            @Reference Entries entries,
            @Reference Database database,
            @Reference PluginTable kinds,
            @Reference CityClock clock) {
        this.entries = entries;
        this.database = database;
        this.kinds = kinds;
        this.rows = new KnownRows(database, clock);
    }

    @Override
    public Optional<String> district(DeviceId device) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select district from device where id = ?")) {
                select.setLong(1, device.value());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Optional<Entry> current(DeviceId device, String kind) {
        return entries.current(Subject.of(device), kind);
    }

    @Override
    public List<Entry> history(DeviceId device, String kind, int limit) {
        return entries.history(Subject.of(device), kind, limit);
    }

    @Override
    public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
        return entries.asOf(Subject.of(device), kind, known);
    }

    @Override
    public Entry mask(Entry entry, Audience reader) {
        return kinds.kind(entry.kind())
                .map(kind -> Mask.of(entry, kind, reader))
                .orElseGet(() -> Mask.ofUnknown(entry, reader));
    }

    @Override
    public boolean isWithin(DeviceId device, Scope scope) {
        return rows.isWithin(device, scope);
    }

    @Override
    public Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> readable, Audience reader) {
        return rows.devices(query, scope, readable, entry -> mask(entry, reader));
    }

    @Override
    public Listing<KnownEntry> entries(EntryQuery query, Scope scope, Set<String> readable, Audience reader) {
        Optional<EntryKind> kind = kinds.kind(query.kind());
        if (kind.isEmpty()) {
            return Listing.none();
        }
        Field field = kind.get()
                .field(query.field())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no field called " + query.field() + " in " + query.kind()));
        return field.readableBy(reader)
                ? rows.entries(query, field, scope, readable, entry -> mask(entry, reader))
                : Listing.none();
    }
}
