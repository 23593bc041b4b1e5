package org.teshema.engine.codes;

import java.util.List;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;

/** The services by which codes and devices live, on a database. */
class CodeServices {
    final Database database;
    final PostingPositions labels;
    final Writes writes;
    final Entries entries;
    final LifeCycle lifeCycle = new LifeCycle();
    final Batches batches;
    final HandOvers handOvers;
    final Claims claims;
    final Photos photos;
    final Bindings bindings;
    final Devices devices;
    final DeviceRegister register;

    /** With these labels and keys, and these plugins to say where labels are posted. */
    CodeServices(Database database, PostingPositions labels, CityKeys keys, PluginTable plugins, CityClock clock) {
        var files = ReferenceFiles.shipped(clock);
        this.database = database;
        this.labels = labels;
        this.writes = new Writes(database, clock);
        this.entries = new Entries(database, clock);
        this.batches = Batches.of(database, writes, clock, lifeCycle, keys, labels, Batches.MOST);
        this.handOvers = new HandOvers(database, writes, clock, lifeCycle);
        this.claims = new Claims(database, writes, clock, lifeCycle, labels, entries);
        this.photos = new Photos(database, writes, clock, plugins);
        this.devices = new Devices(database, clock);
        this.bindings =
                new Bindings(database, writes, clock, lifeCycle, keys, devices, plugins, entries, photos, labels);
        var catalogue = new Catalogue(files);
        this.register = new DeviceRegister(
                devices,
                writes,
                entries,
                catalogue,
                new Districts(files),
                new IdentifierFormats(files, catalogue),
                clock,
                List.of(new BoundCodes()));
    }
}
