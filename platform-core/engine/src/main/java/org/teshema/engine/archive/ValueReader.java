package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;

/**
 * Turns what a form or a JSON body carries into the Java types of an entry kind. Empty texts are fields not given.
 * Stateless.
 */
public final class ValueReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern MEASURE = Pattern.compile("[+-]?[0-9]{1,22}([.][0-9]{1,8})?");

    private ValueReader() {}

    /**
     * The values as the kind types them.
     *
     * @param kind what they are values of
     * @param raw texts, numbers and booleans by field name
     * @throws org.teshema.engine.problem.Problem at the first field that is unknown or not of its type
     */
    public static Values read(EntryKind kind, Map<String, ?> raw) {
        var values = new HashMap<String, Object>();
        raw.forEach((name, value) -> {
            Field field = kind.field(name)
                    .orElseThrow(() -> FieldCheck.invalid(
                            name,
                            "“" + kind.title().zh() + "”没有名为“" + name + "”的栏目，请删去。",
                            "There is no field called \"" + name + "\" in " + kind.name() + ". Leave it out."));
            if (value != null && !(value instanceof String text && text.isBlank())) {
                // What cannot be typed stays as it came; the check of the entry then says what was expected.
                values.put(name, typed(field.type(), value).orElseGet(() -> String.valueOf(value)));
            }
        });
        var typed = new Values(values);
        FieldCheck.check(kind, typed);
        return typed;
    }

    /**
     * One value of a field, as the kind types it.
     *
     * @throws org.teshema.engine.problem.Problem when it is not of its type
     */
    public static Object one(Field field, String raw) {
        Object value = typed(field.type(), raw).orElse(raw);
        FieldCheck.check(field, value);
        return value;
    }

    private static Optional<Object> typed(FieldType type, Object value) {
        String text = value instanceof BigDecimal d
                ? d.toPlainString()
                : String.valueOf(value).strip();
        if (type instanceof FieldType.Whole) {
            return WHOLE.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
        }
        if (type instanceof FieldType.Measure) {
            return MEASURE.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
        if (type instanceof FieldType.Day) {
            return day(text);
        }
        if (type instanceof FieldType.YesNo) {
            return switch (text) {
                case "true", "yes", "on" -> Optional.of(true);
                case "false", "no" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return value instanceof String ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Object> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
