package org.teshema.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.archive.Field;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * A form that appends one entry.
 *
 * @param title what is being done
 * @param about what it is about: number and place
 * @param action where it is sent
 * @param back where to return without sending
 * @param fields what is asked, in order
 * @param values what was typed before, by field name
 * @param errors what was wrong with it, by field name, of an item of a checklist {@code field.item}; under no name what is wrong
 *     with none of them
 * @param hidden further fields, by name
 * @param given what is recorded beside what is asked
 * @param signed whether somebody beside the reader proves with their log-in that it is their deed
 * @param phones whom to call at once
 */
public record FormPage(
        Text title,
        String about,
        String action,
        String back,
        List<Field> fields,
        Map<String, String> values,
        Map<String, Text> errors,
        Map<String, String> hidden,
        List<Given> given,
        boolean signed,
        List<Section.Phone> phones) {
    /** Something that nobody types. */
    public record Given(Text title, Text words) {}

    public FormPage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(back, "back");
        fields = List.copyOf(fields);
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
        hidden = Map.copyOf(hidden);
        given = List.copyOf(given);
        phones = List.copyOf(phones);
    }

    /** A form on which nobody to call stands. */
    public FormPage(
            Text title,
            String about,
            String action,
            String back,
            List<Field> fields,
            Map<String, String> values,
            Map<String, Text> errors,
            Map<String, String> hidden,
            List<Given> given,
            boolean signed) {
        this(title, about, action, back, fields, values, errors, hidden, given, signed, List.of());
    }

    /** The same with whom to call. */
    public FormPage calling(List<Section.Phone> numbers) {
        return new FormPage(title, about, action, back, fields, values, errors, hidden, given, signed, numbers);
    }

    /** A form that asks for everything and is nobody else's to sign. */
    public FormPage(
            Text title,
            String about,
            String action,
            String back,
            List<Field> fields,
            Map<String, String> values,
            Map<String, Text> errors,
            Map<String, String> hidden) {
        this(title, about, action, back, fields, values, errors, hidden, List.of(), false);
    }

    /** What was typed into a field before. */
    Optional<String> value(String field) {
        return Optional.ofNullable(values.get(field));
    }
}
