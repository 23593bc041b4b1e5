package org.teshema.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;

/**
 * Builds the contexts a plugin is scanned with. Immutable: every method gives another builder.
 *
 * <pre>{@code
 * ScanContext context = Contexts.of("3110")
 *         .on("2026-03-01")
 *         .under(Rulebook.of(plugin.rules()))
 *         .entry("inspection", Map.of("on", LocalDate.parse("2025-05-20"), "result", "pass"))
 *         .readBy(Audience.USING_UNIT)
 *         .context();
 * }</pre>
 */
public final class Contexts {
    /** The city's time zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Organisation USING_UNIT = new Organisation(
            11,
            OrganisationKind.USING_UNIT,
            "某物业管理有限公司",
            Optional.of("91310000132200821H"),
            "310107",
            Optional.of("021-50000011"));
    private static final Organisation MAINTENANCE_UNIT = new Organisation(
            12,
            OrganisationKind.MAINTENANCE_UNIT,
            "某电梯维保有限公司",
            Optional.empty(),
            "310107",
            Optional.of("021-50000012"));

    // Set while a copy is made, and never afterwards.
    private CatalogueCode category;
    private String district = "310107";
    private DeviceStatus status = DeviceStatus.IN_USE;
    private LocalDate today = LocalDate.of(2026, 3, 1);
    private Audience audience = Audience.PUBLIC;
    private boolean hasUnits = true;
    private Map<String, Entry> entries = Map.of();
    private List<Segment> segments = List.of();
    private Optional<Membership> membership = Optional.empty();
    private Rulebook rules = Rulebook.none();

    private Contexts(CatalogueCode category) {
        this.category = category;
    }

    /** A device of that category in use in 普陀区, with nothing in its archive, scanned by the public on 2026-03-01. */
    public static Contexts of(String category) {
        return new Contexts(new CatalogueCode(category));
    }

    private Contexts but(Consumer<Contexts> change) {
        var copy = new Contexts(category);
        copy.district = district;
        copy.status = status;
        copy.today = today;
        copy.audience = audience;
        copy.hasUnits = hasUnits;
        copy.entries = entries;
        copy.segments = segments;
        copy.membership = membership;
        copy.rules = rules;
        change.accept(copy);
        return copy;
    }

    /** In another district. */
    public Contexts in(String otherDistrict) {
        return but(copy -> copy.district = otherDistrict);
    }

    /** In another status. */
    public Contexts status(DeviceStatus other) {
        return but(copy -> copy.status = other);
    }

    /** On another day, such as {@code 2026-03-01}. */
    public Contexts on(String day) {
        return but(copy -> copy.today = LocalDate.parse(day));
    }

    /** Read by somebody else. */
    public Contexts readBy(Audience reader) {
        return but(copy -> copy.audience = reader);
    }

    /** Without a using unit and a maintenance unit. */
    public Contexts withoutUnits() {
        return but(copy -> copy.hasUnits = false);
    }

    /** As a child of a set in that role. */
    public Contexts childAs(String role) {
        return but(copy -> copy.membership = Optional.of(new Membership(new DeviceId(2), role)));
    }

    /** Under these rules; a plugin's own are {@code Rulebook.of(plugin.rules())}. */
    public Contexts under(Rulebook others) {
        return but(copy -> copy.rules = others);
    }

    /** With a current entry of that kind. */
    public Contexts entry(String kind, Map<String, Object> values) {
        return entry(entryOf(entries.size() + 1L, kind, values, today));
    }

    /** With that current entry, whoever wrote it and whenever. */
    public Contexts entry(Entry one) {
        var more = new HashMap<>(entries);
        more.put(one.kind(), one);
        return but(copy -> copy.entries = Map.copyOf(more));
    }

    /**
     * As the platform hands it to its reader: without the fields of these kinds, and of the city's, that the reader may not see.
     * What is not of these kinds is left out.
     */
    public Contexts masked(List<EntryKind> kinds) {
        var seen = new HashMap<String, Entry>();
        Stream.of(kinds, CityKinds.all()).flatMap(List::stream).forEach(kind -> {
            Entry entry = entries.get(kind.name());
            if (entry != null) {
                seen.put(kind.name(), masked(entry, kind, audience));
            }
        });
        return but(copy -> copy.entries = Map.copyOf(seen));
    }

    /** An entry of that kind as that reader is handed it. */
    static Entry masked(Entry entry, EntryKind kind, Audience reader) {
        return with(entry, masked(entry.values(), kind, reader));
    }

    /** The fields of that kind that the reader may see. */
    static Values masked(Values values, EntryKind kind, Audience reader) {
        var seen = new HashMap<>(values.byName());
        seen.keySet()
                .removeIf(name -> kind.field(name)
                        .filter(field -> field.readableBy(reader))
                        .isEmpty());
        return new Values(seen);
    }

    private static Entry with(Entry entry, Values values) {
        return new Entry(
                entry.id(),
                entry.subject(),
                entry.kind(),
                entry.schemaVersion(),
                values,
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author(),
                entry.source(),
                entry.supersedes());
    }

    /** With one more segment. */
    public Contexts segment(String number, Map<String, Object> values) {
        var more = new ArrayList<>(segments);
        more.add(new Segment(number, new Values(values)));
        return but(copy -> copy.segments = List.copyOf(more));
    }

    /** An entry of the contexts' device, as it would stand in its archive. */
    public static Entry entryOf(long id, String kind, Map<String, Object> values, LocalDate happened) {
        Instant at = happened.atStartOfDay(ZONE).toInstant();
        return new Entry(
                id,
                Subject.of(new DeviceId(1)),
                kind,
                1,
                new Values(values),
                at,
                at,
                "某检验机构",
                "import",
                OptionalLong.empty());
    }

    /** The device. */
    public Device device() {
        return new Device(
                new DeviceId(1),
                category,
                district,
                "1 号",
                "某路 1 号",
                status,
                hasUnits ? Optional.of(USING_UNIT) : Optional.empty(),
                hasUnits ? Optional.of(MAINTENANCE_UNIT) : Optional.empty(),
                membership,
                0);
    }

    /** The context. */
    public ScanContext context() {
        return new ScanContext(
                new CodeFacts("1000000000008", CodeState.BOUND, LocalDate.of(2025, 6, 1), district),
                device(),
                entries,
                segments,
                caller(),
                today,
                rules);
    }

    private Caller caller() {
        Side side = switch (audience) {
            case PUBLIC -> Side.PUBLIC;
            case USING_UNIT, MAINTENANCE_UNIT -> Side.ENTERPRISE;
            case INSPECTION_BODY -> Side.INSPECTION;
            case GOVERNMENT -> Side.GOVERNMENT;
        };
        Optional<Organisation> organisation = switch (audience) {
            case USING_UNIT -> Optional.of(USING_UNIT);
            case MAINTENANCE_UNIT -> Optional.of(MAINTENANCE_UNIT);
            case INSPECTION_BODY -> Optional.of(office(13, OrganisationKind.INSPECTION_BODY, "某检验机构"));
            case GOVERNMENT -> Optional.of(office(14, OrganisationKind.DISTRICT, "某区市场监管局"));
            case PUBLIC -> Optional.empty();
        };
        return new Caller(side, audience, organisation, Language.ZH);
    }

    private static Organisation office(long id, OrganisationKind kind, String name) {
        return new Organisation(id, kind, name, Optional.empty(), "310107", Optional.empty());
    }
}
