package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Structure;

/**
 * The plugins that serve at one moment, and who answers for what. Immutable; the answer for a category and district is
 * worked out when it is first asked for and kept.
 */
final class ServingTable {
    static final ServingTable EMPTY = new ServingTable(List.of());

    private record Place(CatalogueCode category, String district) {}

    private final List<Admitted> serving;
    private final Map<String, EntryKind> kinds;
    private final List<EntryKind> kindList;
    private final Map<Place, Handlers> answers = new ConcurrentHashMap<>();
    private final Map<Place, Structure> structures = new ConcurrentHashMap<>();

    /** A table of these plugins, of each name the highest version. */
    ServingTable(Collection<Admitted> present) {
        var highest = new TreeMap<String, Admitted>();
        for (Admitted one : present) {
            highest.merge(one.info().name(), one, (a, b) -> BY_VERSION.compare(a, b) >= 0 ? a : b);
        }
        this.serving = List.copyOf(highest.values());
        var all = new TreeMap<String, EntryKind>();
        CityKinds.all().forEach(kind -> all.put(kind.name(), kind));
        serving.forEach(one -> one.kinds().forEach(kind -> all.put(kind.name(), kind)));
        this.kinds = Map.copyOf(all);
        this.kindList = List.copyOf(all.values());
    }

    /** Lower versions first. */
    static final Comparator<Admitted> BY_VERSION =
            Comparator.comparing(one -> one.info().version(), ServingTable::compareVersions);

    static int compareVersions(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            int order = Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The same table with these in place of those of their names. */
    ServingTable with(List<Admitted> others) {
        var all = new ArrayList<>(others);
        serving.stream()
                .filter(one -> others.stream()
                        .noneMatch(
                                other -> other.info().name().equals(one.info().name())))
                .forEach(all::add);
        return new ServingTable(all);
    }

    List<Admitted> serving() {
        return serving;
    }

    Optional<EntryKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    List<EntryKind> kinds() {
        return kindList;
    }

    Handlers handlers(CatalogueCode category, String district) {
        return answers.computeIfAbsent(new Place(category, district), this::find);
    }

    /** The structure that was kept for that category and district. */
    Optional<Structure> structure(CatalogueCode category, String district) {
        return Optional.ofNullable(structures.get(new Place(category, district)));
    }

    /** Keeps what the category plugin answered, as long as this table serves. */
    void keep(CatalogueCode category, String district, Structure structure) {
        structures.put(new Place(category, district), structure);
    }

    /** The plugins that would serve the same node with the same right as this one: whoever wins, it is shown. */
    List<Admitted> ties(Admitted one) {
        return serving.stream()
                .filter(other -> other != one && other.district().equals(one.district()))
                .filter(other -> one.serves().stream().anyMatch(other.serves()::contains))
                .toList();
    }

    private Handlers find(Place place) {
        var here = serving.stream()
                .filter(one -> one.district().isEmpty() || one.district().get().equals(place.district()))
                .toList();
        Optional<Admitted> category = here.stream()
                .filter(one -> depth(one, place.category()) > 0)
                .max(Comparator.comparingInt((Admitted one) -> depth(one, place.category()))
                        .thenComparing(one -> one.district().isPresent())
                        .thenComparing(BY_VERSION)
                        // Of two that are equal in everything the name decides, so that every node of a cluster agrees.
                        .thenComparing(one -> one.info().name(), Comparator.reverseOrder()));
        List<Admitted> joined = here.stream()
                .filter(one -> !(one.plugin() instanceof CategoryPlugin))
                .toList();
        Set<String> readable = new HashSet<>();
        CityKinds.all().forEach(kind -> readable.add(kind.name()));
        category.ifPresent(one -> readable.addAll(one.readable()));
        joined.forEach(one -> readable.addAll(one.readable()));
        return new Handlers(category, new ArrayList<>(joined), readable);
    }

    /** How specific the node is under which this plugin serves the category; 0 where it does not. */
    private static int depth(Admitted one, CatalogueCode category) {
        return one.serves().stream()
                .filter(category::within)
                .mapToInt(CatalogueCode::depth)
                .max()
                .orElse(0);
    }
}
