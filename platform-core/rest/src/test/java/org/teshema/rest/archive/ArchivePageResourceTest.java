package org.teshema.rest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.EntryCheck;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.proposal.Proposals;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.Queries;
import org.teshema.rest.TestServer;
import org.teshema.rest.page.EntryWords;
import org.teshema.rest.page.Taken;
import org.teshema.web.Pages;

/** The page of an archive and the forms that propose and decide a correction, as a browser without script uses them. */
class ArchivePageResourceTest {
    private static final Pattern KEY = Pattern.compile("name=\"_key\" value=\"([^\"]+)\"");

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("a" + UUID.randomUUID().toString().replace("-", "")));
    private final Entries entries = new Entries(database, clock);
    private final Actor district = TestServer.actor(1, OrganisationKind.DISTRICT, "310115");
    private final Actor unit = TestServer.actor(2, OrganisationKind.USING_UNIT, "310115");
    private final Actor other = TestServer.actor(3, OrganisationKind.USING_UNIT, "310115");
    private final TestServer server = server();

    @AfterEach
    void close() {
        server.close();
        database.close();
    }

    @Test
    void from_the_archive_to_the_corrected_entry_by_forms() {
        long made = made();
        assertEquals(303, server.get("/archive/1", "Accept", "text/html").statusCode());
        assertEquals(404, page("/archive/1", "other").statusCode());
        String form = "/archive/entries/" + made + "/correct";
        assertTrue(body("/archive/1", "unit").contains(form));
        String fields = body(form, "unit");
        assertTrue(fields.contains(form + "?field=maker") && fields.contains("2020-01-01"), fields);
        String empty = body(form + "?field=maker", "unit");
        assertTrue(empty.contains("name=\"value\"") && empty.contains(">A</textarea>"), "it opens with what it says");
        assertTrue(body(form + "?field=on", "unit").contains("type=\"date\" value=\"2020-01-01\""), "as the field is");
        assertEquals(404, page(form + "?field=colour", "unit").statusCode());
        String wrong = send(form, "unit", key(empty), "&field=maker&value=" + "&reason=x")
                .body();
        assertTrue(wrong.contains("#f-value"), wrong);
        String typed = "&field=maker&value=B%3Cb%3E&reason=plate";
        assertEquals(200, send(form, "unit", key(empty), typed).statusCode());
        assertEquals(200, send(form, "unit", key(empty), typed).statusCode(), "sent twice");
        String archive = body("/archive/1", "district");
        Matcher override =
                Pattern.compile("/archive/corrections/[0-9]+/overridden").matcher(archive);
        assertTrue(override.find() && archive.contains("B&lt;b&gt;"), archive);
        assertFalse(body("/archive/1", "unit").contains("/overridden"), "that is the authority's");
        String deciding = body(override.group(), "district");
        String silent =
                send(override.group(), "district", key(deciding), "&reason=").body();
        assertTrue(silent.contains("#f-reason"), silent);
        assertEquals(
                403, send(override.group(), "unit", key(deciding), "&reason=x").statusCode());
        assertEquals(
                200,
                send(override.group(), "district", key(deciding), "&reason=seen")
                        .statusCode());
        String after = body("/archive/1?lang=en", "district");
        assertTrue(after.contains("Corrected since") && after.contains("Corrected by the authority"), after);
        assertFalse(after.contains("/overridden"), after);
        assertEquals(409, page(form, "unit").statusCode(), "what was corrected is not corrected again");
    }

    @Test
    void it_costs_as_many_queries_however_much_happened_and_is_proposed() {
        proposed(made());
        proposed(made());
        long before = costs();
        for (int i = 0; i < 10; i++) {
            proposed(made());
        }
        assertEquals(before, costs());
    }

    @Test
    void each_of_its_tables_is_taken_along_with_what_the_page_shows_to_that_reader() {
        proposed(made());
        made(district, "C,\"D\"");
        for (String reader : List.of("district", "unit")) {
            Map<String, String> files = Taken.along(server, "/archive/1", reader);
            assertEquals(List.of("conflicts", "proposals", "entries"), List.copyOf(files.keySet()));
            assertTrue(files.get("proposals").contains(",A,B,plate,"), files::toString);
        }
        String english = Taken.along(server, "/archive/1?lang=en", "unit").get("entries");
        assertTrue(english.startsWith("\uFEFFEntry,Kind,Happened,"), english);
        String file = "/archive/1?table=entries&format=csv";
        assertEquals(400, page(file, "unit").statusCode(), "what for?");
        assertEquals(400, page("/archive/1?format=csv&purpose=AUDIT", "unit").statusCode());
        assertEquals(404, page(file + "&purpose=AUDIT", "other").statusCode());
        assertEquals(303, server.get(file + "&purpose=AUDIT").statusCode());
    }

    @Test
    void what_a_later_page_corrects_is_told_so_on_its_own_page_and_in_the_file_for_the_same_queries() {
        long first = made();
        long before = costs();
        for (int i = 0; i < Cursor.MOST; i++) {
            made();
        }
        entry(unit, "B", OptionalLong.of(first));
        String page = body("/archive/1?lang=en", "district");
        assertFalse(page.contains("Maker: B"), "what corrects it stands on the next page");
        assertEquals(1, times(page, "Corrected since"), page);
        assertEquals(before, costs());
        String next = Pattern.compile("[?&]cursor=(p[0-9a-z]+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        String rest = body("/archive/1?lang=en&cursor=" + next, "district");
        assertTrue(rest.contains("Maker: B") && !rest.contains("Corrected since"), rest);
        String file = body("/archive/1?lang=en&table=entries&format=csv&purpose=AUDIT", "district");
        assertEquals(1, times(file, "Corrected since"), file);
        assertEquals(Cursor.MOST + 1, times(file, ",Stands"), file);
    }

    @Test
    void what_contradicts_what_is_told_however_many_entries_lie_between_for_the_same_queries() {
        made(unit, "A");
        long before = costs();
        for (int i = 0; i < Cursor.MOST; i++) {
            made();
        }
        made(district, "C");
        String page = body("/archive/1?lang=en", "district");
        int conflicts = page.indexOf("What contradicts what");
        int all = page.indexOf("All entries, in the order they were recorded");
        assertTrue(conflicts > 0 && conflicts < all, page);
        String told = page.substring(conflicts, all);
        assertTrue(told.contains(">A<") && told.contains(">C<"), told);
        assertFalse(page.substring(all).contains("Maker: C"), "that entry stands on the next page");
        assertEquals(before, costs());
        String file = body("/archive/1?lang=en&table=conflicts&format=csv&purpose=AUDIT", "district");
        assertEquals(3, file.lines().count(), file);
    }

    private static long times(String text, String words) {
        return Pattern.compile(Pattern.quote(words)).matcher(text).results().count();
    }

    private long costs() {
        return Queries.of(database, () -> body("/archive/1", "district"));
    }

    private void proposed(long entry) {
        String form = "/archive/entries/" + entry + "/correct";
        String fields = "&field=maker&value=B&reason=plate";
        assertEquals(
                200,
                send(form, "unit", key(body(form + "?field=maker", "unit")), fields)
                        .statusCode());
    }

    private long made() {
        return made(unit, "A");
    }

    private long made(Actor by, String maker) {
        return entry(by, maker, OptionalLong.empty());
    }

    private long entry(Actor by, String maker, OptionalLong corrected) {
        return database.write(unitOfWork -> entries.append(
                        unitOfWork,
                        by,
                        Subject.of(new DeviceId(1)),
                        "310115",
                        CityKinds.MANUFACTURE,
                        new Values(Map.of("on", LocalDate.of(2020, 1, 1), "maker", maker)),
                        clock.instant(),
                        "test",
                        corrected))
                .id();
    }

    private HttpResponse<String> page(String path, String who) {
        return server.get(path, "Accept", "text/html", "Authorization", "Bearer " + who);
    }

    private String body(String path, String who) {
        HttpResponse<String> page = page(path, who);
        assertEquals(200, page.statusCode(), page::body);
        return page.body();
    }

    private HttpResponse<String> send(String path, String who, String key, String fields) {
        return server.send(
                "POST",
                path,
                "_key=" + key + fields,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://127.0.0.1:" + server.port(),
                "Authorization",
                "Bearer " + who);
    }

    private static String key(String page) {
        Matcher key = KEY.matcher(page);
        assertTrue(key.find(), page);
        return key.group(1);
    }

    private TestServer server() {
        for (Actor actor : List.of(district, unit, other)) {
            run(
                    "insert into organisation (id, kind, name, district, created_at) values (?, ?, ?, ?, ?)",
                    actor.organisation().id(),
                    actor.role(),
                    actor.organisation().name(),
                    actor.district(),
                    clock.instant());
            run(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                    actor.accountId(),
                    actor.login(),
                    actor.organisation().id(),
                    clock.instant());
        }
        run(
                "insert into device (id, category, raw_category, district, name, place, status, using_unit_id, created_at)"
                        + " values (1, '3110', '3110', '310115', '1号梯', '世纪大道1号', 'IN_USE', ?, ?)",
                unit.organisation().id(),
                clock.instant());
        EntryCheck check = (actor, writer, device, kind, values) -> values;
        var kinds = new Kinds();
        var files = ReferenceFiles.shipped(clock);
        var writes = new Writes(database, clock);
        var devices = new Devices(database, clock);
        var archives = new Archives(database, writes, entries, kinds, check, clock);
        return new TestServer(
                Map.of("district", district, "unit", unit, "other", other),
                new ArchivePageResource(
                        archives,
                        devices,
                        new Proposals(database, writes, archives, entries, devices, kinds, check, clock),
                        kinds,
                        new EntryWords(new Catalogue(files), new Districts(files)),
                        new Pages()));
    }

    private void run(String sql, Object... parameters) {
        database.write(unitOfWork -> unitOfWork.update(sql, parameters));
    }

    private static final class Kinds implements PluginTable {
        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException("nothing is posted here");
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return CityKinds.all();
        }
    }
}
