package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.teshema.api.archive.EntryKind;

/**
 * Everything that serves at one moment: the lane of the live plugins and, made when the first device needs it, a lane for each set of
 * canaries that devices are in the share of. Immutable to whoever looks; without a canary a look costs one field.
 */
final class Lanes {
    /** A plugin that serves its share alone. */
    record Canary(Admitted plugin, Share share) {}

    private final ServingTable live;
    private final List<Canary> canaries;
    private final Function<ServingTable, Lane> making;
    private final Lane liveLane;
    private final Map<List<Admitted>, Lane> mixed = new ConcurrentHashMap<>();

    Lanes(ServingTable live, List<Canary> canaries, Function<ServingTable, Lane> making) {
        this.live = live;
        this.canaries = List.copyOf(canaries);
        this.making = making;
        this.liveLane = making.apply(live);
    }

    Lane live() {
        return liveLane;
    }

    List<Canary> canaries() {
        return canaries;
    }

    /** All that serve anybody. */
    List<Admitted> all() {
        var all = new ArrayList<>(live.serving());
        canaries.forEach(one -> all.add(one.plugin()));
        return all;
    }

    /** The lane of those canaries that say yes. */
    Lane with(Predicate<Canary> taken) {
        if (canaries.isEmpty()) {
            return liveLane;
        }
        List<Admitted> joining =
                canaries.stream().filter(taken).map(Canary::plugin).toList();
        return joining.isEmpty() ? liveLane : mixed.computeIfAbsent(joining, some -> making.apply(live.with(some)));
    }

    /** A kind that only a canary declares: what it kept is read everywhere, though it serves few. */
    Optional<EntryKind> canaryKind(String name) {
        return canaries.stream()
                .flatMap(one -> one.plugin().kinds().stream())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
