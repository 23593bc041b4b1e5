package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.engine.account.Scope;
import org.teshema.engine.archive.Audiences;

class PlatformHandleTest {
    private static final DeviceId LIFT = new DeviceId(5);
    private static final Entry INSPECTED = new Entry(
            1,
            Subject.of(LIFT),
            "inspection",
            1,
            new Values(Map.of("on", LocalDate.parse("2026-01-05"), "result", "pass", "report", "R-1")),
            Instant.EPOCH,
            Instant.EPOCH,
            "市特检院",
            "inspection",
            OptionalLong.empty());

    /** Everything is in there, in 普陀区. */
    private static final ArchiveDoor DOOR = new ArchiveDoor() {
        @Override
        public Optional<String> district(DeviceId device) {
            return Optional.of("310107");
        }

        @Override
        public Optional<Entry> current(DeviceId device, String kind) {
            return Optional.of(INSPECTED);
        }

        @Override
        public List<Entry> history(DeviceId device, String kind, int limit) {
            return List.of(INSPECTED);
        }

        @Override
        public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
            return Optional.of(INSPECTED);
        }

        @Override
        public Entry mask(Entry entry, Audience reader) {
            return Audiences.mask(entry, CityKinds.INSPECTION, reader);
        }

        @Override
        public boolean isWithin(DeviceId device, Scope scope) {
            return false;
        }

        @Override
        public Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }

        @Override
        public Listing<KnownEntry> entries(EntryQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }
    };

    @Test
    void a_plugin_reads_the_kinds_it_may_and_no_others() {
        Archive archive = handle(Optional.empty()).archive();
        assertEquals(Optional.of(INSPECTED), archive.current(LIFT, "inspection"));
        assertEquals(Optional.empty(), archive.current(LIFT, "boiler/water"));
        assertEquals(List.of(), archive.history(LIFT, "boiler/water", 10));
        assertEquals(Optional.empty(), archive.asOf(LIFT, "boiler/water", Instant.EPOCH));
    }

    @Test
    void a_districts_plugin_reads_its_own_district_only() {
        assertEquals(
                Optional.of(INSPECTED), handle(Optional.of("310107")).archive().current(LIFT, "inspection"));
        assertEquals(Optional.empty(), handle(Optional.of("310115")).archive().current(LIFT, "inspection"));
    }

    @Test
    void within_a_scan_of_the_public_it_reads_what_the_public_may() {
        Archive archive = handle(Optional.empty()).archive();
        Entry seen = PlatformHandle.readingAs(
                Audience.PUBLIC, () -> archive.current(LIFT, "inspection").orElseThrow());
        assertEquals(Optional.empty(), seen.values().text("report"));
        assertEquals(Optional.of("pass"), seen.values().text("result"));
    }

    @Test
    void who_has_left_holds_nothing_any_more_not_even_an_archive_it_kept() {
        PlatformHandle handle = handle(Optional.empty());
        Archive kept = handle.archive();
        handle.close();
        assertThrows(IllegalStateException.class, handle::archive);
        assertThrows(IllegalStateException.class, () -> kept.current(LIFT, "inspection"));
    }

    @Test
    void a_history_is_asked_for_with_a_sensible_limit() {
        Archive archive = handle(Optional.empty()).archive();
        assertThrows(IllegalArgumentException.class, () -> archive.history(LIFT, "inspection", 501));
        assertThrows(IllegalArgumentException.class, () -> archive.history(LIFT, "inspection", 0));
    }

    private static PlatformHandle handle(Optional<String> district) {
        return new PlatformHandle("crane", district, Set.of("inspection"), DOOR, InstantSource.fixed(Instant.EPOCH));
    }
}
