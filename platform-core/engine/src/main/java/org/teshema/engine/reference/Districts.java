package org.teshema.engine.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** The city and its 18 receiving units. Thread-safe. */
@Component(service = Districts.class)
public final class Districts {
    /** The city's own id. */
    public static final String CITY = "310000";

    private final ReferenceTable<Map<String, District>> table;

    /** The districts in force. */
    @Activate
    public Districts(@Reference ReferenceFiles files) {
        this.table = files.table("districts", Districts::read);
    }

    /** The receiving units, without the city itself. */
    public List<District> all() {
        return table.now().values().stream()
                .filter(d -> d.kind() != District.Kind.CITY)
                .toList();
    }

    /** The city itself. */
    public District city() {
        return table.now().get(CITY);
    }

    /** The district of that id, the city included. */
    public Optional<District> find(String id) {
        return Optional.ofNullable(table.now().get(id));
    }

    /**
     * The receiving unit of that id.
     *
     * @throws Problem in the field {@code district} when there is none
     */
    public District receiving(String id) {
        return find(id).filter(d -> d.kind() != District.Kind.CITY)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "district",
                        "没有代码为“" + id + "”的区。请填写 16 个区之一，或 3101LG（临港新片区）、3101HG（化工区）。",
                        "There is no district \"" + id
                                + "\". Give one of the 16 districts, or 3101LG (Lingang) or 3101HG"
                                + " (Chemical Industry Park)."));
    }

    private static Map<String, District> read(List<Line> lines) {
        var districts = new LinkedHashMap<String, District>();
        for (Line line : lines) {
            District district = line.make(() -> new District(
                    line.text("id"),
                    line.words("name"),
                    line.words("authority"),
                    line.oneOf(
                            "kind",
                            Map.of(
                                    "district", District.Kind.DISTRICT,
                                    "area", District.Kind.AREA,
                                    "city", District.Kind.CITY)),
                    line.yes("pilot"),
                    line.maybe("lifts_2022").isPresent()
                            ? OptionalInt.of(line.number("lifts_2022", 0, 10_000_000))
                            : OptionalInt.empty()));
            if (districts.put(district.id(), district) != null) {
                throw new MalformedFile("the district " + district.id() + " stands there twice");
            }
        }
        if (!districts.containsKey(CITY)) {
            throw new MalformedFile("the city itself, " + CITY + ", is missing");
        }
        return java.util.Collections.unmodifiableMap(districts);
    }
}
