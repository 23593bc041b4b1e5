package org.teshema.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
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

    private final CatalogueCode category;
    private final String district;
    private final DeviceStatus status;
    private final LocalDate today;
    private final Audience audience;
    private final boolean hasUnits;
    private final Map<String, Entry> entries;
    private final Rulebook rules;

    private Contexts(
            CatalogueCode category,
            String district,
            DeviceStatus status,
            LocalDate today,
            Audience audience,
            boolean hasUnits,
            Map<String, Entry> entries,
            Rulebook rules) {
        this.category = category;
        this.district = district;
        this.status = status;
        this.today = today;
        this.audience = audience;
        this.hasUnits = hasUnits;
        this.entries = Map.copyOf(entries);
        this.rules = rules;
    }

    /** A device of that category in use in 普陀区, with nothing in its archive, scanned by the public on 2026-03-01. */
    public static Contexts of(String category) {
        return new Contexts(
                new CatalogueCode(category),
                "310107",
                DeviceStatus.IN_USE,
                LocalDate.of(2026, 3, 1),
                Audience.PUBLIC,
                true,
                Map.of(),
                Rulebook.none());
    }

    /** In another district. */
    public Contexts in(String otherDistrict) {
        return new Contexts(category, otherDistrict, status, today, audience, hasUnits, entries, rules);
    }

    /** In another status. */
    public Contexts status(DeviceStatus other) {
        return new Contexts(category, district, other, today, audience, hasUnits, entries, rules);
    }

    /** On another day, such as {@code 2026-03-01}. */
    public Contexts on(String day) {
        return new Contexts(category, district, status, LocalDate.parse(day), audience, hasUnits, entries, rules);
    }

    /** Read by somebody else. */
    public Contexts readBy(Audience reader) {
        return new Contexts(category, district, status, today, reader, hasUnits, entries, rules);
    }

    /** Without a using unit and a maintenance unit. */
    public Contexts withoutUnits() {
        return new Contexts(category, district, status, today, audience, false, entries, rules);
    }

    /** Under these rules; a plugin's own are {@code Rulebook.of(plugin.rules())}. */
    public Contexts under(Rulebook others) {
        return new Contexts(category, district, status, today, audience, hasUnits, entries, others);
    }

    /** With a current entry of that kind. */
    public Contexts entry(String kind, Map<String, Object> values) {
        var more = new HashMap<>(entries);
        more.put(kind, entryOf(entries.size() + 1L, kind, values, today));
        return new Contexts(category, district, status, today, audience, hasUnits, more, rules);
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
                0);
    }

    /** The context. */
    public ScanContext context() {
        return new ScanContext(
                new CodeFacts("1000000000008", CodeState.BOUND, LocalDate.of(2025, 6, 1), district),
                device(),
                entries,
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
