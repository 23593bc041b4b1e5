package org.teshema.engine.host;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.Http;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;

/** A platform that remembers for whom it was asked: whoever the asking thread says, as the real one. */
final class AskedPlatform implements Platform {
    static final Instant NOW = Instant.parse("2026-11-01T02:03:04Z");
    private static final ThreadLocal<String> READER = ThreadLocal.withInitial(() -> "nobody");

    private final List<String> readers = new CopyOnWriteArrayList<>();

    static <T> T as(String reader, Supplier<T> work) {
        READER.set(reader);
        try {
            return work.get();
        } finally {
            READER.remove();
        }
    }

    List<String> readers() {
        return readers;
    }

    @Override
    public Archive archive() {
        return new Archive() {
            @Override
            public Optional<Entry> current(DeviceId device, String kind) {
                return history(device, kind, 1).stream().findFirst();
            }

            @Override
            public List<Entry> history(DeviceId device, String kind, int limit) {
                readers.add(READER.get());
                return List.of(new Entry(
                        1,
                        Subject.of(device),
                        kind,
                        1,
                        Values.none(),
                        NOW,
                        NOW,
                        READER.get(),
                        "scan",
                        OptionalLong.empty()));
            }

            @Override
            public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
                return current(device, kind);
            }
        };
    }

    @Override
    public Tables tables() {
        throw new UnsupportedOperationException("no tables here");
    }

    @Override
    public Http http() {
        throw new UnsupportedOperationException("no way out here");
    }

    @Override
    public Devices devices() {
        return new Devices() {
            @Override
            public Listing<KnownDevice> list(DeviceQuery query) {
                readers.add(READER.get());
                return Listing.none();
            }

            @Override
            public Listing<KnownEntry> entries(EntryQuery query) {
                readers.add(READER.get());
                return Listing.none();
            }
        };
    }

    @Override
    public InstantSource clock() {
        return () -> NOW;
    }
}
