package org.teshema.bench.rules;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.teshema.api.device.CatalogueCode;
import org.teshema.bench.Bench;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.demo.CityFoundation;
import org.teshema.engine.demo.DemoCity;
import org.teshema.engine.demo.DemoCodes;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;

/**
 * A register of any size, made of a small demonstration city: its devices over and over, with their entries as they stand on the
 * device's row. Devices that no plugin serves are left out: each of those counted costs a reading.
 */
final class RegisteredCity {
    private static final int MODEL = 7_000;
    private static final int SEED = 7;

    private final Connection connection;

    private RegisteredCity(Connection connection) {
        this.connection = connection;
    }

    /** Loads the demonstration city it is made of; there are no devices yet. */
    static RegisteredCity load(Database database, Path folder, CityClock clock, Collection<CatalogueCode> served)
            throws SQLException {
        var files = ReferenceFiles.shipped(clock);
        var districts = new Districts(files);
        var positions = new PostingPositions(files);
        var writes = new Writes(database, clock);
        try (KeyRing ring =
                        KeyRing.open(folder.resolve("ring"), "bench".toCharArray(), clock.withZone(CityClock.ZONE));
                CityKeys keys = new CityKeys(ring, CodePrefix.parse("https://s.sh.gov.cn/s/"), List.of(), clock)) {
            var batches = Batches.of(database, writes, clock, new LifeCycle(), keys, positions, Batches.MOST);
            new DemoCity(
                            database,
                            new CityFoundation(new Organisations(database, writes, districts, clock), districts, clock),
                            new DemoCodes(database, batches, clock),
                            districts,
                            new Catalogue(files),
                            positions,
                            clock)
                    .load(MODEL, SEED, count -> {});
        }
        var city = new RegisteredCity(DriverManager.getConnection(Bench.postgresUrl()));
        String condition = served.stream()
                .map(node -> "category like '" + node.value().substring(0, node.depth()) + "%'")
                .sorted()
                .collect(Collectors.joining(" or "));
        city.run("create table bench_model as select * from device where " + condition);
        return city;
    }

    /** From now on the register holds so many devices. */
    void holds(int devices) throws SQLException {
        run("truncate device cascade");
        run("insert into device (id, category, raw_category, district, name, place, longitude, latitude, status,"
                + " using_unit_id, maintenance_unit_id, inspection_body_id, station_id, current_entries, created_at,"
                + " version) select row_number() over (), category, raw_category, district, name, place, longitude,"
                + " latitude, status, using_unit_id, maintenance_unit_id, inspection_body_id, station_id,"
                + " current_entries, created_at, version from bench_model, generate_series(1, " + devices
                + " / (select count(*) from bench_model) + 1) limit " + devices);
        run("vacuum (analyze, freeze) device");
        run("checkpoint");
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
