package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Segment;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.scan.Section.Phones;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;

/**
 * What a category tells everybody of its devices 码上公开: whom to call, when it is inspected next, and when it was maintained last where
 * maintenance is recorded. Its kind, its units and how it stands are told by the core.
 */
final class Published {
    private static final LocalDate INSTALLED = LocalDate.of(2024, 9, 2);
    private static final LocalDate DONE = LocalDate.of(2025, 9, 10);

    private final CategoryPlugin plugin;
    private final Map<String, EntryKind> kinds;

    Published(CategoryPlugin plugin) {
        this.plugin = plugin;
        this.kinds = Stream.of(plugin.kinds(), CityKinds.all())
                .flatMap(List::stream)
                .collect(Collectors.toMap(EntryKind::name, Function.identity(), (one, other) -> one));
    }

    /** A device of that node as it is after its first inspection, by what the city records of every category. */
    static ScanContext inspected(String node, Rulebook rules) {
        return Contexts.of(node)
                .under(rules)
                .readBy(Audience.GOVERNMENT)
                .entry(
                        CityKinds.COMMISSIONING.name(),
                        Map.of(
                                CityKinds.WORKS,
                                CityKinds.INSTALLATION,
                                CityKinds.ON,
                                INSTALLED,
                                CityKinds.RESULT,
                                "pass"))
                .entry(CityKinds.USE.name(), Map.of(CityKinds.ON, INSTALLED))
                .entry(
                        CityKinds.INSPECTION.name(),
                        Map.of(CityKinds.ON, DONE, CityKinds.RESULT, "pass", CityKinds.NEXT, DONE.plusMonths(11)))
                .context();
    }

    /** Each unit with a number is told with it. */
    void assertPhones(ScanContext context) {
        View view = view(context);
        Set<String> told = view.sections().stream()
                .filter(Phones.class::isInstance)
                .flatMap(section -> ((Phones) section).phones().stream())
                .map(Phone::number)
                .collect(Collectors.toSet());
        Phones.of(context.device()).stream()
                .flatMap(phones -> phones.phones().stream())
                .forEach(phone -> assertTrue(
                        told.contains(phone.number()),
                        () -> "view() of " + describe(context) + " tells everybody no telephone number \""
                                + phone.label().en() + "\"; Phones.of(device) has the numbers of its units"));
    }

    /** Everybody reads the day that others read, and of one device at least there is one. */
    void assertNext(Collection<ScanContext> filled) {
        boolean told = false;
        for (ScanContext context : filled) {
            Optional<LocalDate> next = next(forEverybody(context));
            assertEquals(
                    next(context),
                    next,
                    () -> "clocks() of " + describe(context)
                            + " tell everybody another day of the next inspection than "
                            + context.caller().audience() + "; let everybody read what the clock counts from");
            told |= next.isPresent();
        }
        assertTrue(
                told,
                "clocks() tell everybody of no device when it is inspected next; where that takes more than an inspection,"
                        + " name a device in contexts() of which it is known");
    }

    /** Where a kind is the maintenance unit's alone and has a day, everybody reads that day. */
    void assertMaintained(String node, Rulebook rules) {
        for (EntryKind kind : plugin.kinds()) {
            boolean isMaintenance = kind.writers().equals(Set.of(Audience.MAINTENANCE_UNIT))
                    && kind.field(CityKinds.ON)
                            .filter(field -> field.type() instanceof FieldType.Day)
                            .isPresent();
            if (isMaintenance) {
                ScanContext context = forEverybody(Contexts.of(node)
                        .under(rules)
                        .entry(kind.name(), Map.of(CityKinds.ON, DONE))
                        .context());
                assertTrue(
                        view(context).sections().toString().contains(DONE.toString()),
                        () -> "view() of " + describe(context) + " does not tell everybody the day of the last "
                                + kind.name() + "; let everybody read its field on, and show it");
            }
        }
    }

    private View view(ScanContext context) {
        return Asked.once("view() of " + describe(context), () -> plugin.view(context));
    }

    private Optional<LocalDate> next(ScanContext context) {
        return Asked.once("clocks() of " + describe(context), () -> plugin.clocks(context)).stream()
                .filter(reading -> reading.clock().equals(CityKinds.INSPECTION.name()))
                .findFirst()
                .flatMap(ClockReading::due);
    }

    /** The same as whoever is not logged in is handed it. */
    private ScanContext forEverybody(ScanContext context) {
        var entries = new HashMap<String, Entry>();
        context.currentEntries()
                .forEach((name, entry) -> Optional.ofNullable(kinds.get(name))
                        .ifPresent(kind -> entries.put(name, Contexts.masked(entry, kind, Audience.PUBLIC))));
        return new ScanContext(
                context.code(),
                context.device(),
                entries,
                segments(context),
                Caller.anonymous(Language.ZH),
                context.today(),
                context.rules());
    }

    private List<Segment> segments(ScanContext context) {
        return plugin.structure(context.device().category()) instanceof Structure.Segments unit
                ? context.segments().stream()
                        .map(one -> new Segment(
                                one.number(), Contexts.masked(one.values(), kinds.get(unit.kind()), Audience.PUBLIC)))
                        .toList()
                : context.segments();
    }

    private static String describe(ScanContext context) {
        return context.device().category() + " " + context.device().status();
    }
}
