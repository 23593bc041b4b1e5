package org.teshema.engine.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;

/**
 * What of an entry kind must never change, because entries were stored by it: its fields' names, types and whether they
 * are required. Titles and readers may change.
 *
 * @param text one line a field: name, type, and {@code required} or {@code optional}
 */
record KindShape(String text) {
    static KindShape of(EntryKind kind) {
        return new KindShape(kind.fields().stream().map(KindShape::line).collect(Collectors.joining("\n")));
    }

    private static String line(Field field) {
        return field.name() + " " + type(field.type()) + (field.required() ? " required" : " optional");
    }

    private static String type(FieldType type) {
        if (type instanceof FieldType.Words words) {
            return "words(" + words.maxLength() + ")";
        }
        if (type instanceof FieldType.Whole whole) {
            return "whole(" + whole.min() + ".." + whole.max() + ")";
        }
        if (type instanceof FieldType.Measure measure) {
            return "measure(" + measure.unit().replace(' ', '_') + ")";
        }
        if (type instanceof FieldType.Choice choice) {
            return choice.options().stream()
                    .map(FieldType.Option::value)
                    .collect(Collectors.joining("|", "choice(", ")"));
        }
        if (type instanceof FieldType.Checklist list) {
            return list.items().stream().map(FieldType.Item::name).collect(Collectors.joining("|", "checklist(", ")"));
        }
        if (type instanceof FieldType.Series) {
            // Its form may change from year to year; what was given stays as it was given.
            return "series";
        }
        if (type instanceof FieldType.Day) {
            return "day";
        }
        return type instanceof FieldType.YesNo ? "yes-no" : "photo";
    }

    /** Why a kind of this shape cannot follow one of that shape; empty when it only gains optional fields. */
    Optional<Text> breaks(String kind, KindShape before) {
        Map<String, String> now = lines();
        Map<String, String> then = before.lines();
        for (var field : then.entrySet()) {
            String line = now.get(field.getKey());
            if (!field.getValue().equals(line)) {
                String is = line == null ? "—" : line;
                return Optional.of(new Text(
                        "条目类型 " + kind + " 的字段原为“" + field.getValue() + "”，现为“" + is + "”；已存档的字段不能更改，只能增加选填字段。",
                        "A field of the entry kind " + kind + " was \"" + field.getValue() + "\" and is now \"" + is
                                + "\". Stored fields never change; a kind may only gain optional ones."));
            }
        }
        return now.entrySet().stream()
                .filter(field ->
                        !then.containsKey(field.getKey()) && field.getValue().endsWith(" required"))
                .findFirst()
                .map(field -> new Text(
                        "条目类型 " + kind + " 新增了必填字段“" + field.getValue() + "”；只能增加选填字段。",
                        "The entry kind " + kind + " gains the required field \"" + field.getValue()
                                + "\". It may only gain optional ones."));
    }

    private Map<String, String> lines() {
        var lines = new HashMap<String, String>();
        text.lines().forEach(line -> lines.put(line.substring(0, line.indexOf(' ')), line));
        return lines;
    }
}
