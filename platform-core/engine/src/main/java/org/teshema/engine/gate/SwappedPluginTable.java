package org.teshema.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.time.CityClock;

/**
 * The plugin table that is swapped as a whole: whoever reads sees the lanes of one moment or of the next, never half of each. Asked
 * without a device it answers with the live plugins; {@link #toward} tells who serves a device. Thread-safe, without a lock on the
 * reading side.
 */
@Component(service = {PluginTable.class, SwappedPluginTable.class})
public final class SwappedPluginTable implements PluginTable {
    private final Guard guard;
    private final PostingPositions city;
    private final CityClock clock;
    private volatile Lanes now;
    // Written together with what it was laid over, under the lock of this.
    private volatile Corrections corrections = Corrections.NONE;

    /** An empty table; the city's own positions answer where no plugin does. */
    @Activate
    public SwappedPluginTable(@Reference Guard guard, @Reference PostingPositions city, @Reference CityClock clock) {
        this.guard = guard;
        this.city = city;
        this.clock = clock;
        this.now = new Lanes(ServingTable.EMPTY, List.of(), this::lane);
    }

    private Lane lane(ServingTable table) {
        return new Lane(table, guard, city, clock);
    }

    void swap(ServingTable live) {
        swap(live, List.of());
    }

    synchronized void swap(ServingTable live, List<Lanes.Canary> canaries) {
        Lanes next = new Lanes(live, canaries, this::lane);
        next.all().forEach(one -> one.correct(corrections));
        now = next;
    }

    private record Stamp(Lane lane, Corrections corrections) {}

    /**
     * What is the same as long as the same plugins serve on that lane under the same rules: what was made of their answers stands until
     * it changes.
     */
    public Object stamp(Lane lane) {
        return new Stamp(lane, corrections);
    }

    /** Lays the city's corrections over the rules of those who serve; older ones than it knows are left out. */
    public synchronized void correct(Corrections next) {
        if (next.version() >= corrections.version()) {
            corrections = next;
            now.all().forEach(one -> one.correct(next));
        }
    }

    /** The corrections that were laid over the rules last. */
    public Corrections corrections() {
        return corrections;
    }

    /** The live plugins, by name: what is said of the whole city is said of them. */
    public List<Admitted> serving() {
        return now.live().serving();
    }

    /** The live plugins. */
    public Lane live() {
        return now.live();
    }

    @Override
    public Lane toward(long device, OptionalLong station) {
        return now.with(one -> one.share().takes(one.plugin().info().name(), device, station));
    }

    @Override
    public Lane toward(Device device, OptionalLong station) {
        return (Lane) PluginTable.super.toward(device, station);
    }

    @Override
    public boolean asksForStation() {
        return now.canaries().stream().anyMatch(one -> one.share() instanceof Share.OfStation);
    }

    /**
     * Who serves a reader where nothing is about one device.
     *
     * @param organisation id of the organisation that reads; empty for somebody not logged in
     */
    public Lane towardReader(OptionalLong organisation) {
        return now.with(one -> one.share().takesReader(one.plugin().info().name(), organisation));
    }

    /** All plugins that serve anybody: the live ones and the canaries. */
    public List<Admitted> everybody() {
        return now.all();
    }

    /** The live plugins that answer for devices of this category in this district. */
    public Handlers handlers(CatalogueCode category, String district) {
        return now.live().handlers(category, district);
    }

    @Override
    public Posting posting(Device device) {
        return now.live().posting(device);
    }

    @Override
    public Structure structure(CatalogueCode category, String district) {
        return now.live().structure(category, district);
    }

    @Override
    public Optional<EntryKind> kind(String name) {
        Lanes lanes = now;
        return lanes.live().kind(name).or(() -> lanes.canaryKind(name));
    }

    @Override
    public List<EntryKind> kinds() {
        return now.live().kinds();
    }
}
