package org.teshema.engine.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;
import org.teshema.engine.demo.DemoDevice.Author;
import org.teshema.engine.demo.DemoDevice.Event;

/**
 * Entries of plugins' kinds in the demonstration city, as a table says: the city is loaded before any plugin is there to
 * declare its kinds. Which of the values of a field falls to a device is a matter of its turn, so the n-th value of one goes
 * with the n-th of every other; of several entries of one device the next has the next values. In words {@code #} is the number
 * of the entry; a day is said by how many days ago it was.
 */
final class DemoEntries {
    private final List<Template> templates = new ArrayList<>();

    private record Template(
            EntryKind kind, List<CatalogueCode> nodes, Turns times, Author author, Map<String, Turns> values) {}

    /** Entries of that table. */
    DemoEntries(String table) {
        var rows = new LinkedHashMap<String, List<CSVRecord>>();
        DemoTable.read(table)
                .forEach(row -> rows.computeIfAbsent(row.get("kind") + " " + row.get("nodes"), k -> new ArrayList<>())
                        .add(row));
        rows.values().forEach(fields -> templates.add(template(fields)));
    }

    /** The kinds it has entries of, with the fields that these have. */
    List<EntryKind> kinds() {
        return templates.stream().map(Template::kind).toList();
    }

    /** The entries of one device; none lies in the future. */
    List<Event> of(DemoSlot slot, LocalDate today, SplittableRandom random) {
        var events = new ArrayList<Event>();
        for (Template template : templates) {
            if (template.nodes().stream().anyMatch(slot.category()::within)) {
                int times = template.times().number(slot.turn());
                for (int i = 0; i < times; i++) {
                    events.add(event(template, slot.turn(), i, today, random));
                }
            }
        }
        return events;
    }

    private static Event event(Template template, int turn, int index, LocalDate today, SplittableRandom random) {
        var values = new HashMap<String, Object>();
        for (Field field : template.kind().fields()) {
            String said = template.values().get(field.name()).at(turn + index);
            if (!said.isEmpty()) {
                values.put(field.name(), value(field.type(), said, index + 1, today, random));
            }
        }
        LocalDate on = values.get(CityKinds.ON) instanceof LocalDate day ? day : today.minusDays(1);
        return new Event(template.kind(), on, template.author(), new Values(values));
    }

    private static Object value(FieldType type, String said, int number, LocalDate today, SplittableRandom random) {
        if (type instanceof FieldType.Day) {
            String[] ago = said.split("\\.\\.", 2);
            return today.minusDays(random.nextInt(Integer.parseInt(ago[0]), Integer.parseInt(ago[1]) + 1));
        }
        if (type instanceof FieldType.Whole) {
            return Long.valueOf(said);
        }
        if (type instanceof FieldType.Measure) {
            return new BigDecimal(said);
        }
        if (type instanceof FieldType.YesNo) {
            return said.equals("true");
        }
        return type instanceof FieldType.Words ? said.replace("#", Integer.toString(number)) : said;
    }

    private static Template template(List<CSVRecord> rows) {
        CSVRecord first = rows.get(0);
        var fields = new ArrayList<Field>();
        var values = new HashMap<String, Turns>();
        for (CSVRecord row : rows) {
            String name = row.get("field");
            Turns turns = Turns.of(row.get("values"));
            values.put(name, turns);
            fields.add(new Field(name, Text.same(name), type(row.get("type"), turns), false, Set.of()));
        }
        String kind = first.get("kind");
        return new Template(
                new EntryKind(kind, Integer.parseInt(first.get("version")), Text.same(kind), fields, Set.of()),
                Arrays.stream(first.get("nodes").split(";"))
                        .map(CatalogueCode::new)
                        .toList(),
                Turns.of(first.get("times")),
                Author.valueOf(first.get("author")),
                values);
    }

    private static FieldType type(String said, Turns values) {
        String[] words = said.split(" ", 2);
        return switch (words[0]) {
            case "day" -> new FieldType.Day();
            case "whole" -> new FieldType.Whole(0, Long.MAX_VALUE);
            case "measure" -> new FieldType.Measure("");
            case "yes-no" -> new FieldType.YesNo();
            case "words" -> new FieldType.Words(Integer.parseInt(words[1]));
            case "choice" -> new FieldType.Choice(options(values.values().stream()));
            default -> throw new IllegalStateException("No field has the type " + said);
        };
    }

    private static List<FieldType.Option> options(Stream<String> values) {
        return values.filter(value -> !value.isEmpty())
                .distinct()
                .map(value -> new FieldType.Option(value, Text.same(value)))
                .toList();
    }
}
