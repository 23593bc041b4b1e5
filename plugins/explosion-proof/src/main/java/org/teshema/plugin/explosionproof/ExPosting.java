package org.teshema.plugin.explosionproof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * Narrows the posting of a label in a hazardous area: to positions that can lie outside it, and to metal where acrylic of
 * that size may charge up (surface limits of GB/T 3836.1).
 */
final class ExPosting {
    private static final Text METAL = new Text(
            "阳极氧化铝标牌，不加亚克力面板；或经确认的防静电材料",
            "Anodised aluminium without an acrylic front, or a proven antistatic material");

    private final Set<String> mayBeOutside = new HashSet<>();
    private final Map<String, Integer> areaCm2 = new HashMap<>();

    ExPosting() {
        for (Row row : Table.beside(ExPosting.class, "positions.csv").rows()) {
            if (row.yes("may_be_outside")) {
                mayBeOutside.add(row.text("position"));
            }
        }
        for (Row row : Table.beside(ExPosting.class, "surface-limits.csv").rows()) {
            areaCm2.put(row.text("zone") + " " + row.text("group"), row.whole("area_cm2"));
        }
    }

    /**
     * The posting in this place.
     *
     * @param place empty for a device made for hazardous areas whose place nobody has recorded: the strictest limits hold
     */
    Posting narrowed(Posting posting, Optional<Place> place) {
        List<Position> outside = posting.positions().stream()
                .filter(position -> mayBeOutside.contains(position.name()))
                .toList();
        boolean staysAcrylic = limit(place)
                .map(most -> posting.widthMm() * posting.heightMm() <= most * 100)
                .orElse(false);
        return new Posting(
                posting.labelTitle(),
                outside.isEmpty() ? posting.positions() : outside,
                posting.widthMm(),
                posting.heightMm(),
                staysAcrylic ? posting.material() : METAL,
                Optional.of(advice(posting, outside.isEmpty(), place)));
    }

    private Text advice(Posting posting, boolean nowhereElse, Optional<Place> place) {
        Text first = nowhereElse
                ? new Text(
                        "防爆区：本类设备的规定位置可能在区内，请待设备移出或停机确认安全后张贴和扫码，并报所在区确定区外位置。",
                        "Hazardous area: the positions planned for this kind of equipment may lie inside. Post and scan"
                                + " only when the device is outside or the area is proven safe, and ask the district for a"
                                + " position outside.")
                : new Text("防爆区：标牌必须张贴在防爆区外。", "Hazardous area: the label must hang outside it.");
        Text limit = limit(place)
                .map(most -> new Text(
                        "区内非金属表面不得超过 " + most + " cm²（GB/T 3836.1，限值待核）。",
                        "Inside, a non-metallic surface measures at most " + most
                                + " cm² (GB/T 3836.1, figure to be confirmed)."))
                .orElse(new Text("区内不得使用非金属标牌。", "Inside, no non-metallic label is used."));
        return new Text(
                first.zh() + limit.zh() + posting.advice().map(Text::zh).orElse(""),
                first.en() + " " + limit.en()
                        + posting.advice().map(before -> " " + before.en()).orElse(""));
    }

    /** The largest non-metallic surface of the place's gas zone in cm²; empty where dust lies or the table knows none. */
    private Optional<Integer> limit(Optional<Place> place) {
        if (place.isEmpty()) {
            return Optional.ofNullable(areaCm2.get("0 IIC"));
        }
        if (place.get().dust().isPresent()) {
            return Optional.empty();
        }
        return place.get().gas().map(zone -> areaCm2.get(zone.zone() + " II" + strictest(zone.subgroup())));
    }

    private static String strictest(OptionalInt subgroup) {
        return Group.letter(subgroup.orElse(3));
    }
}
