package org.teshema.engine.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
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
 * declare its kinds. The n-th value of each field goes with the n-th of every other.
 */
final class DemoEntries {
    private final List<Template> templates = new ArrayList<>();

    private record Template(
            EntryKind kind, List<CatalogueCode> nodes, Author author, Map<String, List<String>> values) {}

    DemoEntries() {
        var rows = new LinkedHashMap<String, List<CSVRecord>>();
        DemoTable.read("demo-entries.csv")
                .forEach(row -> rows.computeIfAbsent(row.get("kind"), k -> new ArrayList<>())
                        .add(row));
        rows.values().forEach(fields -> templates.add(template(fields)));
    }

    /** The entries of one device; none lies in the future. */
    List<Event> of(CatalogueCode category, LocalDate today, SplittableRandom random) {
        var events = new ArrayList<Event>();
        for (Template template : templates) {
            if (template.nodes().stream().anyMatch(category::within)) {
                events.add(event(template, today, random));
            }
        }
        return events;
    }

    private static Event event(Template template, LocalDate today, SplittableRandom random) {
        int turn = random.nextInt(1_000);
        var values = new HashMap<String, Object>();
        for (Field field : template.kind().fields()) {
            List<String> choices = template.values().get(field.name());
            values.put(field.name(), value(field.type(), choices.get(turn % choices.size()), today, random));
        }
        LocalDate on = (LocalDate) values.get(CityKinds.ON);
        return new Event(template.kind(), on, template.author(), new Values(values));
    }

    private static Object value(FieldType type, String text, LocalDate today, SplittableRandom random) {
        if (type instanceof FieldType.Day) {
            String[] range = text.split("\\.\\.", 2);
            return today.minusDays(random.nextInt(Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1));
        }
        if (type instanceof FieldType.Whole) {
            return Long.valueOf(text);
        }
        return type instanceof FieldType.YesNo ? (Object) text.equals("true") : text;
    }

    private static Template template(List<CSVRecord> rows) {
        CSVRecord first = rows.get(0);
        var fields = new ArrayList<Field>();
        var values = new HashMap<String, List<String>>();
        for (CSVRecord row : rows) {
            List<String> choices = List.of(row.get("values").split(";"));
            values.put(row.get("field"), choices);
            fields.add(new Field(
                    row.get("field"), Text.same(row.get("field")), type(row.get("type"), choices), true, Set.of()));
        }
        return new Template(
                new EntryKind(
                        first.get("kind"),
                        Integer.parseInt(first.get("version")),
                        Text.same(first.get("kind")),
                        fields,
                        Set.of()),
                List.of(first.get("nodes").split(";")).stream()
                        .map(CatalogueCode::new)
                        .toList(),
                Author.valueOf(first.get("author")),
                values);
    }

    private static FieldType type(String name, List<String> choices) {
        return switch (name) {
            case "day" -> new FieldType.Day();
            case "whole" -> new FieldType.Whole(0, Long.MAX_VALUE);
            case "yes-no" -> new FieldType.YesNo();
            default ->
                new FieldType.Choice(choices.stream()
                        .distinct()
                        .map(c -> new FieldType.Option(c, Text.same(c)))
                        .toList());
        };
    }
}
