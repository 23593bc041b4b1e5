package org.teshema.rest.archive;

import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;

/**
 * A field of an entry kind: the same wherever a form is told, in the list of kinds as in the actions of a scan.
 *
 * @param name its name
 * @param title what it is called
 * @param type {@code words}, {@code whole}, {@code measure}, {@code day}, {@code yes-no}, {@code choice},
 *     {@code checklist}, {@code series} or {@code photo}
 * @param required whether an entry without it is refused
 * @param maxLength most characters of words
 * @param min least whole number
 * @param max greatest whole number
 * @param unit unit of a measure
 * @param options values of a choice
 * @param items items of a checklist
 */
public record FieldJson(
        String name,
        String title,
        String type,
        boolean required,
        Optional<Integer> maxLength,
        Optional<Long> min,
        Optional<Long> max,
        Optional<String> unit,
        Optional<List<OptionJson>> options,
        Optional<List<ItemJson>> items) {
    /**
     * One value of a choice.
     *
     * @param value the value
     * @param title what it is called
     */
    public record OptionJson(String value, String title) {}

    /**
     * One item of a checklist.
     *
     * @param name its name
     * @param title what is looked at
     * @param requirement how it should be
     */
    public record ItemJson(String name, String title, String requirement) {}

    /** The field in that language. */
    public static FieldJson of(Field field, Language language) {
        FieldType type = field.type();
        return new FieldJson(
                field.name(),
                field.title().in(language),
                name(type),
                field.required(),
                type instanceof FieldType.Words words ? Optional.of(words.maxLength()) : Optional.empty(),
                type instanceof FieldType.Whole whole ? Optional.of(whole.min()) : Optional.empty(),
                type instanceof FieldType.Whole whole ? Optional.of(whole.max()) : Optional.empty(),
                type instanceof FieldType.Measure measure && !measure.unit().isEmpty()
                        ? Optional.of(measure.unit())
                        : Optional.empty(),
                type instanceof FieldType.Choice choice
                        ? Optional.of(choice.options().stream()
                                .map(o -> new OptionJson(o.value(), o.title().in(language)))
                                .toList())
                        : Optional.empty(),
                type instanceof FieldType.Checklist list
                        ? Optional.of(list.items().stream()
                                .map(item -> new ItemJson(
                                        item.name(),
                                        item.title().in(language),
                                        item.requirement().in(language)))
                                .toList())
                        : Optional.empty());
    }

    private static String name(FieldType type) {
        if (type instanceof FieldType.Words) {
            return "words";
        }
        if (type instanceof FieldType.Whole) {
            return "whole";
        }
        if (type instanceof FieldType.Measure) {
            return "measure";
        }
        if (type instanceof FieldType.Day) {
            return "day";
        }
        if (type instanceof FieldType.YesNo) {
            return "yes-no";
        }
        if (type instanceof FieldType.Series) {
            return "series";
        }
        if (type instanceof FieldType.Checklist) {
            return "checklist";
        }
        return type instanceof FieldType.Choice ? "choice" : "photo";
    }
}
