package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * What is due when, as a table of cases that lies beside a test: {@code category}, {@code device} (a status such as
 * {@code in-use}), {@code entries}, {@code day}, {@code clock}, {@code due} (empty where there is no date), {@code status}
 * ({@code valid}, {@code due-soon} and so on, or {@code none} where the clock is silent), {@code source} (what the basis names;
 * may be empty) and {@code worked_out}, the reckoning by hand, which names the case.
 *
 * <p>Entries stand in the order they happened with semicolons between them: a kind, the day it is {@code on}, and other fields as
 * {@code name=value}, such as {@code inspection 2025-03-10 result=pass grade=2}; a plugin's own kind as {@code -/technical}. The
 * last of each kind is the current one, all of them are the archive that the plugin is started with.
 */
public final class ClockCases {
    private final Table table;
    private final Supplier<? extends CategoryPlugin> plugin;

    private ClockCases(Table table, Supplier<? extends CategoryPlugin> plugin) {
        this.table = table;
        this.plugin = plugin;
    }

    /** The cases in a table beside a class, for a plugin. */
    public static Stream<DynamicTest> tests(Class<?> beside, String name, Supplier<? extends CategoryPlugin> plugin) {
        var cases = new ClockCases(Table.beside(beside, name), plugin);
        return cases.table.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        "line " + row.line() + ": " + row.text("worked_out"), () -> cases.check(row)));
    }

    private void check(Row row) {
        CategoryPlugin made = plugin.get();
        Contexts context = Contexts.of(row.text("category"))
                .under(Rulebook.of(made.rules()))
                .status(DeviceStatus.valueOf(constant(row.text("device"))))
                .on(row.text("day"));
        var platform = new InMemoryPlatform(Instant.parse("2040-01-01T00:00:00Z"));
        long id = 1;
        for (String words : row.list("entries")) {
            String[] parts = words.split(" +");
            EntryKind kind = kind(made, parts[0], row);
            Map<String, Object> values = values(kind, parts, row);
            context = context.entry(kind.name(), values);
            LocalDate happened =
                    values.get(CityKinds.ON) instanceof LocalDate on ? on : LocalDate.parse(row.text("day"));
            platform.with(Contexts.entryOf(id++, kind.name(), values, happened));
        }
        made.start(platform);
        Optional<ClockReading> reading = made.clocks(context.context()).stream()
                .filter(one -> one.clock().equals(row.text("clock")))
                .findFirst();
        String where = row.table() + ", line " + row.line() + ": " + reading;
        if (row.text("status").equals("none")) {
            assertEquals(Optional.empty(), reading, where);
            return;
        }
        assertTrue(reading.isPresent(), where);
        assertEquals(
                row.text("status"),
                reading.get().status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                where);
        assertEquals(row.maybeDay("due"), reading.get().due(), where);
        row.maybe("source")
                .ifPresent(source -> assertTrue(
                        reading.get().basis().zh().contains(source), () -> where + " does not name " + source));
    }

    private static Map<String, Object> values(EntryKind kind, String[] parts, Row row) {
        var values = new HashMap<String, Object>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? CityKinds.ON : parts[i].substring(0, equals);
            Field field = kind.field(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            row.table() + ", line " + row.line() + ": " + kind.name() + " has no field " + name));
            values.put(name, typed(field, parts[i].substring(equals + 1)));
        }
        return values;
    }

    private static Object typed(Field field, String value) {
        FieldType type = field.type();
        if (type instanceof FieldType.Day) {
            return LocalDate.parse(value);
        }
        if (type instanceof FieldType.YesNo) {
            return value.equals("yes");
        }
        if (type instanceof FieldType.Whole) {
            return Long.valueOf(value);
        }
        return type instanceof FieldType.Measure ? new BigDecimal(value) : value;
    }

    private static EntryKind kind(CategoryPlugin plugin, String name, Row row) {
        String full = name.startsWith("-/") ? plugin.info().name() + name.substring(1) : name;
        return Stream.of(plugin.kinds(), CityKinds.all())
                .flatMap(List::stream)
                .filter(one -> one.name().equals(full))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        row.table() + ", line " + row.line() + ": there is no kind of entry " + full));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
