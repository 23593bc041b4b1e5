package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * The plugins that serve one device at one moment: of each name one release, the live one or a canary that the device is in the share
 * of. Immutable; calls into plugins are guarded and degrade to the city's own data.
 */
public final class Lane implements PluginTable {
    private final ServingTable table;
    private final Guard guard;
    private final PostingPositions city;
    private final CityClock clock;

    Lane(ServingTable table, Guard guard, PostingPositions city, CityClock clock) {
        this.table = table;
        this.guard = guard;
        this.city = city;
        this.clock = clock;
    }

    /** The plugins that serve, by name. */
    public List<Admitted> serving() {
        return table.serving();
    }

    /** The one of that name. */
    public Optional<Admitted> serving(String plugin) {
        return table.serving().stream()
                .filter(one -> one.info().name().equals(plugin))
                .findFirst();
    }

    /** The plugins that answer for devices of this category in this district. */
    public Handlers handlers(CatalogueCode category, String district) {
        return table.handlers(category, district);
    }

    /** The plugins that answer for this device. */
    public Handlers handlers(Device device) {
        return table.handlers(device.category(), device.district());
    }

    @Override
    public Posting posting(Device device) {
        Handlers handlers = handlers(device);
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
        return table.kind(name);
    }

    @Override
    public List<EntryKind> kinds() {
        return table.kinds();
    }
}
