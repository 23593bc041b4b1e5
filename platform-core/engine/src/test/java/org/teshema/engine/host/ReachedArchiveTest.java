package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.City;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.host.guest.HostileApp;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.scan.EntriesDoor;
import org.teshema.engine.store.Database;

/**
 * What a hostile app in its host asks of the archive through the platform's own handle: another district's devices, kinds it may not
 * read, fields its reader may not see, devices beyond that reader's. Each attempt is also made where nothing stands in its way, and
 * must succeed there.
 */
class ReachedArchiveTest {
    private static final Logger LOG = LoggerFactory.getLogger(ReachedArchiveTest.class);

    private static final String INSPECTION = CityKinds.INSPECTION.name();
    private static final String TESTING = CityKinds.TESTING.name();
    private static final String REPORT = "report";

    private final List<Attempt> attempts = new ArrayList<>();
    private long own;
    private long neighbour;
    private long foreign;

    /** Asks the app for somebody. */
    private interface Asking {
        String ask(Supplier<String> question);
    }

    /** What is tried, and for whom. */
    private record Attempt(String words, Asking reader) {}

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_app_in_its_host_reaches_its_own_district_its_kinds_and_what_its_reader_may_see(Database database)
            throws Exception {
        var city = new City(database);
        try (var guard = Guard.of(Limits.standard());
                var host = new TestHost(HostileApp.class)) {
            var table = new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
            var door = new EntriesDoor(city.entries, database, table, city.clock);
            devices(city);
            Platform handed =
                    Served.platform("hostile-app", Optional.of(City.HERE), Set.of(INSPECTION), door, city.clock);
            Platform open =
                    Served.platform("anything", Optional.empty(), Set.of(INSPECTION, TESTING), door, city.clock);
            SceneApp app = host.app();
            app.start(handed);
            var unwalled = new HostileApp();
            unwalled.start(open);
            tried();

            var gotIn = new ArrayList<String>();
            var vain = new ArrayList<String>();
            for (Attempt attempt : attempts) {
                String told = attempt.reader().ask(() -> ReachGalleryTest.told(app, attempt.words()));
                if (told.startsWith("GOT IN")) {
                    gotIn.add(attempt.words() + " -> " + told);
                }
                String without = page(Audience.GOVERNMENT, Scope.all())
                        .ask(() -> ReachGalleryTest.told(unwalled, attempt.words()));
                if (!without.startsWith("GOT IN")) {
                    vain.add(attempt.words() + " -> " + without);
                }
            }
            // Its own is there, by the same ways and for the same readers.
            for (String words : List.of("current ", "history ", "as-of ")) {
                String its =
                        scan(Audience.PUBLIC).ask(() -> ReachGalleryTest.told(app, words + own + " " + INSPECTION));
                assertTrue(its.startsWith("GOT IN"), words + its);
            }
            // What it kept is worth nothing when it has left.
            Served.left(handed);
            String left = scan(Audience.GOVERNMENT)
                    .ask(() -> ReachGalleryTest.told(app, "history " + own + " " + INSPECTION));
            assertTrue(left.startsWith("REFUSED"), left);
            LOG.info(
                    "{} attempts on the archive from a district host, {}: {} got in",
                    attempts.size() + 1,
                    database.isPostgres() ? "PostgreSQL" : "H2",
                    gotIn.size());
            assertEquals(List.of(), gotIn);
            assertEquals(List.of(), vain, "attempts that fail without a wall, too, prove nothing");
            assertTrue(attempts.size() >= 22, () -> "only " + attempts.size() + " attempts");
        } finally {
            database.close();
        }
    }

    private void tried() {
        Asking officer = page(Audience.GOVERNMENT, Scope.all());
        Asking passerBy = scan(Audience.PUBLIC);
        for (String way : List.of("current ", "history ", "as-of ")) {
            attempts.add(new Attempt(way + foreign + " " + INSPECTION, passerBy));
            attempts.add(new Attempt(way + foreign + " " + INSPECTION, officer));
            attempts.add(new Attempt(way + own + " " + TESTING, officer));
            attempts.add(new Attempt(way + own + " " + INSPECTION + " " + REPORT, passerBy));
        }
        attempts.add(new Attempt("listed " + foreign, officer));
        attempts.add(new Attempt("asked-by-id " + foreign, officer));
        attempts.add(new Attempt("searched " + foreign + " " + INSPECTION + " on", officer));
        attempts.add(new Attempt("searched " + own + " " + TESTING + " on", officer));
        attempts.add(new Attempt("entry-of-listed " + own + " " + TESTING, officer));
        // A page that everybody may open.
        Asking stranger = page(Audience.PUBLIC, Scope.all());
        attempts.add(new Attempt("searched " + own + " " + INSPECTION + " " + REPORT, stranger));
        attempts.add(new Attempt("entry-of-listed " + own + " " + INSPECTION + " " + REPORT, stranger));
        // Somebody who reaches one device of the district and not the other.
        Asking owner = page(Audience.USING_UNIT, Scope.all().and("d.id = ?", Optional.of(own)));
        attempts.add(new Attempt("current " + neighbour + " " + INSPECTION, owner));
        attempts.add(new Attempt("listed " + neighbour, owner));
        attempts.add(new Attempt("searched " + neighbour + " " + INSPECTION + " on", owner));
    }

    private void devices(City city) {
        own = city.lift().device().id().value();
        neighbour = city.lift().device().id().value();
        foreign = city.foreignLift().device().id().value();
        for (long device : List.of(own, neighbour, foreign)) {
            entered(city, device, CityKinds.INSPECTION);
            entered(city, device, CityKinds.TESTING);
        }
    }

    private static void entered(City city, long device, EntryKind kind) {
        city.database.write(unit -> city.entries.append(
                unit,
                city.actor(OrganisationKind.INSPECTION_BODY),
                Subject.of(new DeviceId(device)),
                City.HERE,
                kind,
                new Values(Map.of("on", LocalDate.parse("2026-01-05"), "result", "pass", REPORT, "R-1")),
                city.now,
                "inspection",
                OptionalLong.empty()));
    }

    private static Asking scan(Audience reader) {
        return question -> Served.scannedBy(reader, question);
    }

    private static Asking page(Audience reader, Scope scope) {
        return question -> Served.readBy(reader, scope, question);
    }
}
