package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.time.CityClock;

/**
 * The plugin table that is swapped as a whole: whoever reads sees one immutable table or the next, never half of each.
 * Thread-safe, without a lock on the reading side.
 */
@Component(service = {PluginTable.class, SwappedPluginTable.class})
public final class SwappedPluginTable implements PluginTable {
    private final Guard guard;
    private final PostingPositions city;
    private final CityClock clock;
    private volatile ServingTable now = ServingTable.EMPTY;
    // Written together with what it was laid over, under the lock of this.
    private volatile Corrections corrections = Corrections.NONE;

    /** An empty table; the city's own positions answer where no plugin does. */
    @Activate
    public SwappedPluginTable(@Reference Guard guard, @Reference PostingPositions city, @Reference CityClock clock) {
        this.guard = guard;
        this.city = city;
        this.clock = clock;
    }

    synchronized void swap(ServingTable next) {
        next.serving().forEach(one -> one.correct(corrections));
        now = next;
    }

    private record Stamp(ServingTable table, Corrections corrections) {}

    /**
     * What is the same as long as the same plugins serve under the same rules: what was made of their answers stands until it
     * changes.
     */
    public Object stamp() {
        return new Stamp(now, corrections);
    }

    /** Lays the city's corrections over the rules of those who serve; older ones than it knows are left out. */
    public synchronized void correct(Corrections next) {
        if (next.version() >= corrections.version()) {
            corrections = next;
            now.serving().forEach(one -> one.correct(next));
        }
    }

    /** The corrections that were laid over the rules last. */
    public Corrections corrections() {
        return corrections;
    }

    /** The plugins that serve, by name. */
    public List<Admitted> serving() {
        return now.serving();
    }

    /** The plugins that answer for devices of this category in this district. */
    public Handlers handlers(CatalogueCode category, String district) {
        return now.handlers(category, district);
    }

    @Override
    public Posting posting(Device device) {
        Handlers handlers = handlers(device.category(), device.district());
        Posting posting = handlers.category()
                .flatMap(one -> guard.ask(new Question<>(
                                one,
                                "posting",
                                Audience.GOVERNMENT,
                                () -> ((CategoryPlugin) one.plugin()).posting(device)))
                        .answer())
                .or(() -> city.forDevice(device.category(), clock.today()))
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "device",
                        "没有 " + device.category() + " 类设备的张贴规则，本市方案不包括此类设备。",
                        "There is no posting rule for equipment of category " + device.category()
                                + ": the city's plan does not include it."));
        for (Admitted one : handlers.joined()) {
            posting = narrowed(one, device, posting);
        }
        return posting;
    }

    @Override
    public Structure structure(CatalogueCode category, String district) {
        ServingTable table = now;
        return table.structure(category, district).orElseGet(() -> {
            Optional<Structure> asked = table.handlers(category, district)
                    .category()
                    .flatMap(one -> guard.ask(new Question<>(
                                    one,
                                    "structure",
                                    Audience.GOVERNMENT,
                                    () -> ((CategoryPlugin) one.plugin()).structure(category)))
                            .answer());
            asked.ifPresent(structure -> table.keep(category, district, structure));
            return asked.orElseGet(Structure.Single::new);
        });
    }

    private Posting narrowed(Admitted one, Device device, Posting before) {
        if (!(one.plugin() instanceof Aspect aspect)) {
            return before;
        }
        return guard.ask(new Question<>(
                        one,
                        "restrict",
                        Audience.GOVERNMENT,
                        () -> aspect.appliesTo(device) ? aspect.restrict(device, before) : before))
                .answer()
                .map(after -> onlyFewer(before, after))
                .orElse(before);
    }

    /** An aspect takes positions away and adds none, whatever it answers. */
    private static Posting onlyFewer(Posting before, Posting after) {
        Set<Position> allowed = new HashSet<>(before.positions());
        List<Position> kept = new ArrayList<>(after.positions());
        kept.removeIf(position -> !allowed.contains(position));
        if (kept.isEmpty()) {
            return before;
        }
        return new Posting(
                after.labelTitle(), kept, after.widthMm(), after.heightMm(), after.material(), after.advice());
    }

    @Override
    public Optional<EntryKind> kind(String name) {
        return now.kind(name);
    }

    @Override
    public List<EntryKind> kinds() {
        return now.kinds();
    }
}
