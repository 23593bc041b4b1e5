package org.teshema.rest.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Theme;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.Engagements;
import org.teshema.engine.family.Families;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Patient;
import org.teshema.engine.gate.ServedOnThisThread;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.portrait.Portraits;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.DistrictSpots;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.rule.DeviceClocks;
import org.teshema.engine.rule.RuleBooks;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.Queries;
import org.teshema.rest.TestServer;
import org.teshema.web.Pages;

/** A few lifts and what draws their portraits, over HTTP. */
final class PortraitCity implements AutoCloseable {
    /** What a lift's plugin has recorded: what was found is for those concerned, what was said in confidence for authorities. */
    static final EntryKind FINDING = new EntryKind(
                    "lifts/finding",
                    1,
                    new Text("检查发现", "Finding"),
                    List.of(
                            new Field(
                                    "found",
                                    new Text("发现", "Found"),
                                    new FieldType.Words(400),
                                    true,
                                    Set.of(Audience.USING_UNIT)),
                            new Field("told", new Text("举报内容", "Told"), new FieldType.Words(400), false, Set.of())),
                    Set.of(Audience.GOVERNMENT))
            .telling(Theme.FAULT);

    private final Database database;
    private final CityClock clock;
    private final Guard guard = Patient.guard();
    private final TestServer server;
    private final DistrictSpots spots;
    /** How the inspection of each lift stands. */
    volatile DueStatus due = DueStatus.VALID;

    PortraitCity(Database database, CityClock clock, CityKeys keys, Map<String, Actor> actors) {
        this.database = database;
        this.clock = clock;
        actors.values().forEach(actor -> TestServer.known(database, clock.instant(), actor));
        var files = ReferenceFiles.shipped(clock);
        var catalogue = new Catalogue(files);
        var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
        ServedOnThisThread.by(table, new Lifts());
        var writes = new Writes(database, clock);
        var entries = new Entries(database, clock);
        var devices = new Devices(database, clock);
        spots = new DistrictSpots(files);
        var archives =
                new Archives(database, writes, entries, table, (actor, writer, device, kind, values) -> values, clock);
        var books =
                new RuleBooks(database, writes, table, new CorrectionWatch(database, table, false), catalogue, clock);
        var portraits = new Portraits(
                devices,
                new DeviceClocks(database, devices, archives, entries, table, guard, books, clock),
                new Engagements(database, writes, devices, entries, clock),
                new Families(database, writes, devices, entries, table, clock),
                new Codes(database, writes, clock, new LifeCycle(), keys),
                archives,
                clock);
        var words = new EntryWords(catalogue, new Districts(files));
        server = new TestServer(
                actors,
                new PortraitResource(
                        portraits,
                        new PortraitPages(
                                table,
                                catalogue,
                                new Districts(files),
                                spots,
                                new IdentifierFormats(files, catalogue),
                                words,
                                clock),
                        new EntryLists(devices, archives, table, words),
                        new Pages()));
    }

    TestServer server() {
        return server;
    }

    void device(long id, String name, double longitude, double latitude) {
        run(
                "insert into device (id, category, raw_category, district, name, place, longitude, latitude, status, created_at)"
                        + " values (?, '3110', '3110', '310115', ?, '世纪大道1号', ?, ?, 'IN_USE', ?)",
                id,
                name,
                longitude,
                latitude,
                clock.instant());
    }

    void use(long device, Actor unit) {
        run(
                "update device set using_unit_id = ? where id = ?",
                unit.organisation().id(),
                device);
    }

    /** The points that maps go by. */
    List<DistrictSpots.Spot> spots() {
        return spots.all();
    }

    void move(long device, String district) {
        run("update device set district = ? where id = ?", district, device);
    }

    void join(long child, long mother) {
        run("update device set mother_id = ?, mother_role = 'car' where id = ?", mother, child);
    }

    private void run(String sql, Object... parameters) {
        database.write(unit -> unit.update(sql, parameters));
    }

    /** How many statements the database is told for that. */
    long queries(Runnable deed) {
        return Queries.of(database, deed);
    }

    @Override
    public void close() {
        server.close();
        guard.close();
    }

    /** Lifts whose one clock is always in date. */
    private final class Lifts implements CategoryPlugin {
        @Override
        public PluginInfo info() {
            return new PluginInfo("lifts", "1.0.0", new Text("电梯", "Lifts"), Optional.empty());
        }

        @Override
        public Set<CatalogueCode> serves() {
            return Set.of(new CatalogueCode("3110"));
        }

        @Override
        public List<EntryKind> kinds() {
            return List.of(FINDING);
        }

        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ClockReading> clocks(ScanContext context) {
            return List.of(new ClockReading(
                    "inspection",
                    new Text("定期检验", "Inspection"),
                    due,
                    Optional.of(LocalDate.of(2027, 5, 31)),
                    new Text("每年一次", "Every year"),
                    Optional.empty()));
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }
}
