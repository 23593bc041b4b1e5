package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Scope;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.tables.AtLast;
import org.teshema.engine.tables.TablesRefused;
import org.teshema.engine.time.CityClock;

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
            return Mask.of(entry, CityKinds.INSPECTION, reader);
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
    void a_request_goes_out_while_nobody_reads_and_never_while_somebodys_scan_or_page_is_answered() {
        var sent = new ArrayList<HttpRequest>();
        Http way = request -> {
            sent.add(request);
            return new HttpResponse(200, Map.of(), "");
        };
        PlatformHandle handle = handle(Optional.empty(), way);
        HttpRequest request = HttpRequest.get(URI.create("https://api.example.cn/"));
        assertEquals(
                200,
                PlatformHandle.readingAs(Reader.nobody(), () -> handle.http().send(request))
                        .status());
        for (Audience audience : Audience.values()) {
            PlatformFailure refused = assertThrows(
                    PlatformFailure.class,
                    () -> PlatformHandle.readingAs(audience, () -> handle.http().send(request)));
            assertEquals(PlatformFailure.Reason.REFUSED, refused.reason());
        }
        var officer = new Reader(
                Audience.GOVERNMENT, Optional.of(new Reader.Reach(Scope.all(), Audience.GOVERNMENT, Optional.empty())));
        assertThrows(
                PlatformFailure.class,
                () -> PlatformHandle.readingAs(officer, () -> handle.http().send(request)));
        assertEquals(1, sent.size());
    }

    @Test
    void who_has_left_reaches_neither_tables_nor_other_systems_through_what_it_kept() {
        PlatformHandle handle = handle(Optional.empty());
        Tables tables = handle.tables();
        Http http = handle.http();
        assertThrows(PlatformFailure.class, () -> tables.query(Statement.of("select 1")), "it has none");
        handle.close();
        assertThrows(IllegalStateException.class, () -> tables.query(Statement.of("select 1")));
        assertThrows(IllegalStateException.class, () -> tables.change(List.of()));
        assertThrows(
                IllegalStateException.class, () -> http.send(HttpRequest.get(URI.create("https://api.example.cn/"))));
    }

    @Test
    void a_history_is_asked_for_with_a_sensible_limit() {
        Archive archive = handle(Optional.empty()).archive();
        assertThrows(IllegalArgumentException.class, () -> archive.history(LIFT, "inspection", 501));
        assertThrows(IllegalArgumentException.class, () -> archive.history(LIFT, "inspection", 0));
    }

    @Test
    void what_a_scan_asks_of_an_apps_tables_is_short_and_what_a_deed_asks_may_take_longer() throws TablesRefused {
        var clock = new CityClock(InstantSource.fixed(Instant.EPOCH));
        try (var database = TestDatabases.freshPostgres();
                var tables = new AppTables(database, clock)) {
            Platform handle = new PlatformHandle(
                    "crane",
                    Optional.empty(),
                    Set.of(),
                    DOOR,
                    clock,
                    tables.prepare("crane", Map.of("V1__own.sql", "create table figure (n bigint);")),
                    request -> {
                        throw new AssertionError("sent");
                    });
            Supplier<Object> longest = () -> AtLast.answered(() -> handle.tables()
                    .query(Statement.of("select current_setting('statement_timeout') as t"))
                    .get(0)
                    .get("t"));
            var question = new Question<>(null, "view", Audience.PUBLIC, longest);
            assertEquals("100ms", PlatformHandle.readingAs(question.forScan().reader(), longest));
            assertEquals("1s", PlatformHandle.readingAs(question.forDeed().reader(), longest));
            assertEquals("1s", PlatformHandle.readingAs(Reader.nobody(), longest));
        }
    }

    private static PlatformHandle handle(Optional<String> district, Http way) {
        return new PlatformHandle(
                "crane",
                district,
                Set.of("inspection"),
                DOOR,
                InstantSource.fixed(Instant.EPOCH),
                Optional.empty(),
                way);
    }

    private static PlatformHandle handle(Optional<String> district) {
        return new PlatformHandle("crane", district, Set.of("inspection"), DOOR, InstantSource.fixed(Instant.EPOCH));
    }
}
