package org.teshema.engine.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.Http;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.engine.access.Scope;
import org.teshema.engine.tables.OwnTables;

/**
 * What one admitted plugin holds of the platform: the archives of its district, of the kinds it may read, masked for the
 * reader of the scan it is asked in. Closed when the plugin leaves. Thread-safe.
 */
final class PlatformHandle implements Platform {
    // For whom the plugin is being asked on this thread; outside a scan nobody reads, and nothing is masked.
    private static final ThreadLocal<Reader> READER = new ThreadLocal<>();

    private final String plugin;
    private final Optional<String> district;
    private final ArchiveDoor door;
    private final InstantSource clock;
    private final Optional<OwnTables> ownTables;
    private final Http outgoing;
    private volatile Set<String> readable;
    private volatile boolean closed;

    /** What a plugin holds that has no tables and no way out. */
    PlatformHandle(
            String plugin, Optional<String> district, Set<String> readable, ArchiveDoor door, InstantSource clock) {
        this(plugin, district, readable, door, clock, Optional.empty(), request -> {
            throw new PlatformFailure(PlatformFailure.Reason.REFUSED, plugin + " has no way out");
        });
    }

    PlatformHandle(
            String plugin,
            Optional<String> district,
            Set<String> readable,
            ArchiveDoor door,
            InstantSource clock,
            Optional<OwnTables> ownTables,
            Http outgoing) {
        this.plugin = plugin;
        this.district = district;
        this.readable = readable;
        this.door = door;
        this.clock = clock;
        this.ownTables = ownTables;
        this.outgoing = outgoing;
    }

    /** Does the work as a call within a scan of this reader. */
    static <T> T readingAs(Audience reader, Supplier<T> work) {
        return readingAs(Reader.of(reader), work);
    }

    /** Does the work as a call for this reader. */
    static <T> T readingAs(Reader reader, Supplier<T> work) {
        Reader before = READER.get();
        READER.set(reader);
        try {
            return work.get();
        } finally {
            // One question may lie in another, on the thread of whoever asks.
            if (before == null) {
                READER.remove();
            } else {
                READER.set(before);
            }
        }
    }

    @Override
    public Archive archive() {
        open();
        return archive;
    }

    @Override
    public Devices devices() {
        open();
        return devices;
    }

    @Override
    public Tables tables() {
        open();
        return tables;
    }

    @Override
    public Http http() {
        open();
        return request -> {
            open();
            Reader reader = READER.get();
            if (reader != null && !reader.isNobody()) {
                throw new PlatformFailure(
                        PlatformFailure.Reason.REFUSED,
                        "Nothing is sent while somebody's scan or page is answered: fetch it in a job and keep it in a table");
            }
            return outgoing.send(request);
        };
    }

    @Override
    public InstantSource clock() {
        open();
        return clock;
    }

    void close() {
        closed = true;
        readable = Set.of();
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("Plugin " + plugin + " has left; its platform is closed");
        }
    }

    private boolean mayRead(DeviceId device, String kind) {
        open();
        return readable.contains(kind)
                && (district.isEmpty() || door.district(device).equals(district))
                && isReached(device);
    }

    /** Whether whoever reads may reach that device; in a scan it is the set of the scanned one that is looked at. */
    private boolean isReached(DeviceId device) {
        Optional<Reader.Reach> reach = reach();
        return reach.isEmpty()
                || reach.get().device().equals(Optional.of(device))
                || door.isWithin(device, reach.get().scope());
    }

    private static Optional<Reader.Reach> reach() {
        return reader().flatMap(Reader::reach);
    }

    /** For whom the plugin on this thread is asked; empty while none is. */
    static Optional<Reader> reader() {
        return Optional.ofNullable(READER.get());
    }

    private Entry masked(DeviceId device, Entry entry) {
        Reader reader = READER.get();
        if (reader == null) {
            return entry;
        }
        boolean other =
                reader.reach().isPresent() && !reader.reach().get().device().equals(Optional.of(device));
        return door.mask(entry, other ? reader.reach().get().within() : reader.audience());
    }

    private final Tables tables = new Tables() {
        @Override
        public List<Map<String, Object>> query(Statement statement) {
            return own().query(statement);
        }

        @Override
        public int change(List<Statement> statements) {
            return own().change(statements);
        }

        private Tables own() {
            open();
            OwnTables own = ownTables.orElseThrow(() -> new PlatformFailure(
                    PlatformFailure.Reason.REFUSED,
                    plugin + " has no tables: its jar brings no META-INF/teshema/tables/V1__….sql"));
            return reader().filter(Reader::scans).isPresent() ? own.inScans() : own;
        }
    };

    private final Devices devices = new Devices() {
        @Override
        public Listing<KnownDevice> list(DeviceQuery query) {
            open();
            return reach().map(reach -> door.devices(query, own(reach), readable, reach.within()))
                    .orElseGet(Listing::none);
        }

        @Override
        public Listing<KnownEntry> entries(EntryQuery query) {
            open();
            return reach().filter(reach -> readable.contains(query.kind()))
                    .map(reach -> door.entries(query, own(reach), readable, reach.within()))
                    .orElseGet(Listing::none);
        }

        /** What the reader reaches of the plugin's district. */
        private Scope own(Reader.Reach reach) {
            return reach.scope().and("d.district = ?", district);
        }
    };

    private final Archive archive = new Archive() {
        @Override
        public Optional<Entry> current(DeviceId device, String kind) {
            return mayRead(device, kind)
                    ? (Hindsight.isOn()
                                    ? Hindsight.current(door.history(device, kind, Hindsight.MOST))
                                    : door.current(device, kind))
                            .map(entry -> masked(device, entry))
                    : Optional.empty();
        }

        @Override
        public List<Entry> history(DeviceId device, String kind, int limit) {
            if (limit < 1 || limit > 500) {
                throw new IllegalArgumentException("A history has 1 to 500 entries, not " + limit);
            }
            return mayRead(device, kind)
                    ? seen(device, kind, limit).stream()
                            .map(entry -> masked(device, entry))
                            .toList()
                    : List.of();
        }

        private List<Entry> seen(DeviceId device, String kind, int limit) {
            if (!Hindsight.isOn()) {
                return door.history(device, kind, limit);
            }
            // What is left out was the newest: look further back for as many.
            List<Entry> seen = Hindsight.seen(door.history(device, kind, Hindsight.MOST));
            return seen.subList(0, Math.min(limit, seen.size()));
        }

        @Override
        public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
            return mayRead(device, kind)
                    ? door.asOf(device, kind, known).map(entry -> masked(device, entry))
                    : Optional.empty();
        }
    };
}
