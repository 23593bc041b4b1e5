package org.teshema.engine.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
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

    private static final double GOLDEN = 0.6180339887498949;
    private static final int USUAL_UNIT = 10;

    private final List<DistrictPlan> districts = new ArrayList<>();

    /**
     * One district: lifts first, then everything else, each block of consecutive devices used by one unit.
     *
     * @param district its id
     * @param letter letter of its registration certificates
     * @param longitude of its middle
     * @param latitude of its middle
     * @param categories the category of each device
     * @param lifts how many of them are lifts
     * @param unitStarts index of the first device of each using unit
     */
    record DistrictPlan(
            String district,
            char letter,
            double longitude,
            double latitude,
            List<CatalogueCode> categories,
            int lifts,
            List<Integer> unitStarts) {
        int devices() {
            return categories.size();
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
        Map<CatalogueCode, Integer> varieties = varieties(devices);
        List<List<CatalogueCode>> lifts = spread(varieties, true, shares);
        List<List<CatalogueCode>> others = spread(varieties, false, shares);
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            var categories = new ArrayList<>(lifts.get(i));
            categories.addAll(others.get(i));
            districts.add(new DistrictPlan(
                    share.district(),
                    share.letter(),
                    share.longitude(),
                    share.latitude(),
                    List.copyOf(categories),
                    lifts.get(i).size(),
                    units(categories.size(), lifts.get(i).size(), new SplittableRandom(seed * 31 + i))));
        }
    }

    List<DistrictPlan> districts() {
        return districts;
    }

    /** How many using units there are in all. */
    int units() {
        return districts.stream().mapToInt(DistrictPlan::units).sum();
    }

    /** How many codes the batch of a group has: those for devices, and a twentieth for stock. */
    static int quantity(int groupSize) {
        return serialAfter(groupSize) + Math.max(1, groupSize / OF);
    }

    /** How many codes are used up by the first devices of a group. */
    static int serialAfter(int devices) {
        return devices / OF * GIVEN_OUT + Math.min(devices % OF, GIVEN_OUT);
    }

    private static Map<CatalogueCode, Integer> varieties(int devices) {
        var published = new TreeMap<CatalogueCode, Integer>();
        DemoTable.read("demo-varieties.csv")
                .forEach(r -> published.put(new CatalogueCode(r.get("category")), Integer.parseInt(r.get("devices"))));
        double all = published.values().stream().mapToInt(Integer::intValue).sum();
        var counts = new TreeMap<CatalogueCode, Integer>();
        // Rounding what is still to be given out keeps the sum exact.
        double wanted = 0;
        int given = 0;
        for (Map.Entry<CatalogueCode, Integer> variety : published.entrySet()) {
            wanted += variety.getValue() / all * devices;
            int count = (int) Math.round(wanted) - given;
            given += count;
            counts.put(variety.getKey(), count);
        }
        everyKind(counts, devices);
        return counts;
    }

    /** In a city of a thousand devices or more no kind is missing, however rare: one more of it, one lift fewer. */
    private static void everyKind(Map<CatalogueCode, Integer> counts, int devices) {
        var lift = new CatalogueCode("3110");
        var kinds = new TreeMap<CatalogueCode, Integer>();
        counts.forEach((code, count) -> kinds.merge(code.kind(), count, Integer::sum));
        kinds.forEach((kind, count) -> {
            if (count == 0 && devices >= 1_000) {
                CatalogueCode first = counts.keySet().stream()
                        .filter(c -> c.kind().equals(kind))
                        .findFirst()
                        .orElseThrow();
                counts.put(first, 1);
                counts.merge(lift, -1, Integer::sum);
            }
        });
    }

    /** Deals devices to districts by a sequence that fills every share evenly, whatever the number. */
    private static List<List<CatalogueCode>> spread(
            Map<CatalogueCode, Integer> varieties, boolean lifts, List<Share> shares) {
        double all = shares.stream()
                .mapToDouble(s -> lifts ? s.lifts() : s.industry())
                .sum();
        List<List<CatalogueCode>> dealt = new ArrayList<>();
        shares.forEach(s -> dealt.add(new ArrayList<>()));
        double point = 0.5;
        for (Map.Entry<CatalogueCode, Integer> variety : varieties.entrySet()) {
            if (variety.getKey().value().startsWith("3") != lifts) {
                continue;
            }
            for (int i = 0; i < variety.getValue(); i++) {
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
                dealt.get(district).add(variety.getKey());
            }
        }
        return dealt;
    }

    private static List<Integer> units(int devices, int lifts, SplittableRandom random) {
        var starts = new ArrayList<Integer>();
        int next = 0;
        while (next < devices) {
            starts.add(next);
            int size = 1 + (int) (-Math.log(1 - random.nextDouble()) * (USUAL_UNIT - 0.5));
            int end = Math.min(next + size, devices);
            // A unit's block does not run from the lifts into the rest.
            next = next < lifts && end > lifts ? lifts : end;
        }
        return List.copyOf(starts);
    }
}
