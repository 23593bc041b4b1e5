package org.teshema.engine.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.teshema.api.device.CatalogueCode;

/**
 * How many devices of which variety stand in which district, and how they fall to using units: the published shares scaled
 * to the number of devices asked for. A pure function of that number and the seed.
 */
final class DemoPlan {
    // Of every 20 devices 12 carry a code and one has its code given out; the batches hold one more for stock.
    static final int OF = 20;
    static final int BOUND = 12;
    static final int GIVEN_OUT = 13;

    /** From so many devices on a city has something of everything. */
    static final int OF_EVERYTHING = 1_000;

    private static final double GOLDEN = 0.6180339887498949;
    private static final int USUAL_UNIT = 10;
    // A multiple of how long most lists in the tables are, so that each of their values falls to about as many devices.
    private static final int TURNS = 120;

    private final List<DemoVariety> varieties = DemoVariety.all();
    private final Map<CatalogueCode, DemoSet> sets =
            DemoSet.all().stream().collect(Collectors.toMap(DemoSet::mother, set -> set));
    private final List<DistrictPlan> districts = new ArrayList<>();

    /**
     * One district: lifts first, then everything else, each block of consecutive devices used by one unit. The children of a
     * set follow their mother and are of her unit.
     *
     * @param district its id
     * @param letter letter of its registration certificates
     * @param longitude of its middle
     * @param latitude of its middle
     * @param slots what each device is
     * @param lifts how many of them are lifts
     * @param unitStarts index of the first device of each using unit
     * @param posts serial of the first code post of each device that has some, by its index
     */
    record DistrictPlan(
            String district,
            char letter,
            double longitude,
            double latitude,
            List<DemoSlot> slots,
            int lifts,
            List<Integer> unitStarts,
            Map<Integer, Integer> posts) {
        int devices() {
            return slots.size();
        }

        int units() {
            return unitStarts.size();
        }

        /** The unit that uses a device. */
        int unitOf(int device) {
            int found = java.util.Collections.binarySearch(unitStarts, device);
            return found >= 0 ? found : -found - 2;
        }

        /** Position of a device among the lifts, or among the others. */
        int inGroup(int device) {
            return device < lifts ? device : device - lifts;
        }

        int groupSize(boolean lift) {
            return lift ? lifts : devices() - lifts;
        }

        /** Index of the first device of a group. */
        int groupStart(boolean lift) {
            return lift ? 0 : lifts;
        }

        /** The first position in a group, from that one on, at which no set is torn. */
        int betweenSets(boolean lift, int position) {
            int end = position;
            while (end < groupSize(lift) && slots.get(groupStart(lift) + end).isChild()) {
                end++;
            }
            return end;
        }

        /** How many codes the batch of a group has: those for devices and for code posts, and a twentieth for stock. */
        int quantity(boolean lift) {
            int size = groupSize(lift);
            int along = slots.subList(groupStart(lift), groupStart(lift) + size).stream()
                    .mapToInt(slot -> slot.variety().posts().size())
                    .sum();
            return serialAfter(size) + along + Math.max(1, size / OF);
        }
    }

    private record Share(
            String district, char letter, double lifts, double industry, double longitude, double latitude) {}

    DemoPlan(int devices, long seed) {
        List<Share> shares = DemoTable.read("demo-districts.csv").stream()
                .map(r -> new Share(
                        r.get("district"),
                        r.get("letter").charAt(0),
                        Double.parseDouble(r.get("lifts")),
                        Double.parseDouble(r.get("industry")),
                        Double.parseDouble(r.get("longitude")),
                        Double.parseDouble(r.get("latitude"))))
                .toList();
        Map<DemoVariety, Integer> varieties = varieties(devices);
        List<List<DemoSlot>> lifts = spread(varieties, true, shares, devices);
        List<List<DemoSlot>> others = spread(varieties, false, shares, devices);
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            var slots = new ArrayList<>(lifts.get(i));
            slots.addAll(others.get(i));
            districts.add(new DistrictPlan(
                    share.district(),
                    share.letter(),
                    share.longitude(),
                    share.latitude(),
                    List.copyOf(slots),
                    lifts.get(i).size(),
                    units(slots, lifts.get(i).size(), new SplittableRandom(seed * 31 + i)),
                    posts(slots, lifts.get(i).size())));
        }
    }

    List<DistrictPlan> districts() {
        return districts;
    }

    /** How many using units there are in all. */
    int units() {
        return districts.stream().mapToInt(DistrictPlan::units).sum();
    }

    /** How many codes are used up by the first devices of a group. */
    static int serialAfter(int devices) {
        return devices / OF * GIVEN_OUT + Math.min(devices % OF, GIVEN_OUT);
    }

    private Map<DemoVariety, Integer> varieties(int devices) {
        double all = varieties.stream().mapToInt(DemoVariety::devices).sum();
        var counts = new LinkedHashMap<DemoVariety, Integer>();
        // Rounding what is still to be given out keeps the sum exact.
        double wanted = 0;
        int given = 0;
        int more = 0;
        for (DemoVariety variety : varieties) {
            wanted += variety.devices() / all * devices;
            int share = (int) Math.round(wanted) - given;
            given += share;
            int count = devices < OF_EVERYTHING ? share : Math.max(share, variety.least());
            counts.put(variety, count);
            more += count - share + childrenOf(variety, count);
        }
        // However rare something is and however many the children of sets are: of the commonest there are as many
        // fewer.
        counts.merge(Collections.max(varieties, Comparator.comparingInt(DemoVariety::devices)), -more, Integer::sum);
        return counts;
    }

    private int childrenOf(DemoVariety variety, int count) {
        DemoSet set = sets.get(variety.category());
        int children = 0;
        for (int ordinal = 0; set != null && ordinal < count; ordinal += set.every()) {
            children += set.childrenOf(ordinal);
        }
        return children;
    }

    /** Deals devices to districts by a sequence that fills every share evenly, whatever the number. */
    private List<List<DemoSlot>> spread(
            Map<DemoVariety, Integer> counts, boolean lifts, List<Share> shares, int devices) {
        double all = shares.stream()
                .mapToDouble(s -> lifts ? s.lifts() : s.industry())
                .sum();
        List<List<DemoSlot>> dealt = new ArrayList<>();
        shares.forEach(s -> dealt.add(new ArrayList<>()));
        double point = 0.5;
        for (Map.Entry<DemoVariety, Integer> variety : counts.entrySet()) {
            if (variety.getKey().category().value().startsWith("3") != lifts) {
                continue;
            }
            List<DemoSlot> usual = IntStream.range(0, TURNS)
                    .mapToObj(turn -> new DemoSlot(variety.getKey(), turn, false, Optional.empty(), 0))
                    .toList();
            int least = devices < OF_EVERYTHING ? 0 : variety.getKey().least();
            for (int ordinal = 0; ordinal < variety.getValue(); ordinal++) {
                point = (point + GOLDEN) % 1;
                double rest = point * all;
                int district = 0;
                while (district < shares.size() - 1
                        && rest
                                >= (lifts
                                        ? shares.get(district).lifts()
                                        : shares.get(district).industry())) {
                    rest -= lifts
                            ? shares.get(district).lifts()
                            : shares.get(district).industry();
                    district++;
                }
                deal(dealt.get(district), usual.get(ordinal % TURNS), ordinal, ordinal < least);
            }
        }
        return dealt;
    }

    /** One device more, and where it is the mother of a set, its children behind it. */
    private void deal(List<DemoSlot> into, DemoSlot usual, int ordinal, boolean sure) {
        Optional<DemoSet> set = Optional.ofNullable(sets.get(usual.category())).filter(s -> s.isMother(ordinal));
        if (set.isEmpty() && !sure) {
            into.add(usual);
            return;
        }
        into.add(new DemoSlot(usual.variety(), usual.turn(), true, set, 0));
        for (int child = 1; set.isPresent() && child <= set.get().childrenOf(ordinal); child++) {
            into.add(new DemoSlot(variety(set.get().child()), child - 1, true, set, child));
        }
    }

    private DemoVariety variety(CatalogueCode category) {
        return varieties.stream()
                .filter(variety -> variety.category().equals(category))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("demo-varieties.csv has no " + category));
    }

    private static List<Integer> units(List<DemoSlot> slots, int lifts, SplittableRandom random) {
        var starts = new ArrayList<Integer>();
        int next = 0;
        while (next < slots.size()) {
            starts.add(next);
            int size = 1 + (int) (-Math.log(1 - random.nextDouble()) * (USUAL_UNIT - 0.5));
            int end = Math.min(next + size, slots.size());
            while (end < slots.size() && slots.get(end).isChild()) {
                end++;
            }
            // A unit's block does not run from the lifts into the rest.
            next = next < lifts && end > lifts ? lifts : end;
        }
        return List.copyOf(starts);
    }

    /** The codes of code posts are those behind the ones for devices, line by line. */
    private static Map<Integer, Integer> posts(List<DemoSlot> slots, int lifts) {
        var first = new HashMap<Integer, Integer>();
        int serial = serialAfter(lifts) + 1;
        for (int i = 0; i < slots.size(); i++) {
            serial = i == lifts ? serialAfter(slots.size() - lifts) + 1 : serial;
            int posts = slots.get(i).variety().posts().size();
            if (posts > 0) {
                first.put(i, serial);
                serial += posts;
            }
        }
        return Map.copyOf(first);
    }
}
