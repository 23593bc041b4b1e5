package org.teshema.engine.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.LifeCycle;
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

/** The services a demonstration city needs, on a database, with keys of its own and a clock that stands still. */
final class DemoPlatform {
    static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    final CityClock clock = new CityClock(InstantSource.fixed(NOW));
    final Database database;
    final ReferenceFiles files;
    final CityFoundation foundation;
    final CityKeys keys;
    final DemoCity city;

    DemoPlatform(Database database, Path folder) {
        this.database = database;
        files = ReferenceFiles.shipped(clock);
        var districts = new Districts(files);
        var writes = new Writes(database, clock);
        foundation = new CityFoundation(new Organisations(database, writes, districts, clock), districts, clock);
        keys = new CityKeys(
                KeyRing.openDrawn(
                        folder.resolve("keys"),
                        "a passphrase for tests".toCharArray(),
                        Clock.fixed(NOW, CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
        var labels = new PostingPositions(files);
        var batches = Batches.of(database, writes, clock, new LifeCycle(), keys, labels, 100_000);
        city = new DemoCity(
                database,
                foundation,
                new DemoCodes(database, batches, clock),
                districts,
                new Catalogue(files),
                labels,
                clock);
    }
}
