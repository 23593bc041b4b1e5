package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Draft;

/**
 * Turns what a form or a JSON body carries into the Java types of an entry kind. Empty texts are fields not given.
 * A text has its line breaks as {@link Lines} says; in a kind that is urgent nothing is refused for its words. Stateless.
 */
public final class ValueReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern MEASURE = Pattern.compile("[+-]?[0-9]{1,22}([.][0-9]{1,8})?");

    private static final String TICK = "tick";
    private static final String NOTE = "note";

    private ValueReader() {}

    /**
     * The values as the kind types them.
     *
     * @param kind what they are values of
     * @param raw texts, numbers and booleans by field name
     * @throws org.teshema.engine.problem.Problem at the first field that is unknown or not of its type
     */
    public static Values read(EntryKind kind, Map<String, ?> raw) {
        return read(kind, raw, Draft.EMPTY);
    }

    /**
     * The values as the kind types them, with those that a draft puts there.
     *
     * @param draft of a field that it gives or does not ask for nothing is taken, unless it is the very value given
     */
    public static Values read(EntryKind kind, Map<String, ?> raw, Draft draft) {
        Values values = typed(kind, raw);
        values.byName().forEach((name, value) -> {
            Object given = draft.given().byName().get(name);
            boolean cores = kind.field(name)
                    .filter(field -> CoreFields.isOne(kind, field))
                    .isPresent();
            if (cores || kind.isFromPhoto(name) || (given == null ? !draft.asks(name) : !given.equals(value))) {
                throw FieldCheck.invalid(
                        name,
                        "栏目“" + name + "”不由填写人决定，请删去。",
                        "The field \"" + name + "\" is not for whoever fills the form in. Leave it out.");
            }
        });
        var all = new HashMap<>(values.byName());
        all.putAll(draft.given().byName());
        var whole = new Values(all);
        FieldCheck.check(kind, whole);
        return whole;
    }

    private static Values typed(EntryKind kind, Map<String, ?> raw) {
        var values = new HashMap<String, Object>();
        raw.forEach((name, value) -> {
            Field field = kind.field(name)
                    .orElseThrow(() -> FieldCheck.invalid(
                            name,
                            "“" + kind.title().zh() + "”没有名为“" + name + "”的栏目，请删去。",
                            "There is no field called \"" + name + "\" in " + kind.name() + ". Leave it out."));
            if (value != null && !(value instanceof String text && text.isBlank())) {
                // What cannot be typed stays as it came; the check of the entry then says what was expected.
                Object typed = typed(field.type(), value).orElseGet(() -> String.valueOf(value));
                if (kind.urgent() && field.type() instanceof FieldType.Words words) {
                    // Who is in danger is not told that their words are wrong.
                    typed = Lines.cleaned(words, typed.toString());
                }
                if (!"".equals(typed)) {
                    values.put(name, typed);
                }
            }
        });
        return new Values(values);
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
        if (type instanceof FieldType.Checklist) {
            return ticks(value);
        }
        if (type instanceof FieldType.YesNo) {
            return switch (text) {
                case "true", "yes", "on" -> Optional.of(true);
                case "false", "no" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        if (type instanceof FieldType.Words words) {
            return value instanceof String ? Optional.of(Lines.of(words, text)) : Optional.empty();
        }
        return value instanceof String ? Optional.of(text) : Optional.empty();
    }

    /** An object of items, each a mark or an object of {@code tick} and {@code note}; an item with neither is not answered. */
    private static Optional<Object> ticks(Object value) {
        if (value instanceof Ticks ticks) {
            return Optional.of(ticks);
        }
        if (!(value instanceof Map<?, ?> items)) {
            return Optional.empty();
        }
        var ticks = new HashMap<String, Ticks.Tick>();
        for (Map.Entry<?, ?> item : items.entrySet()) {
            Map<?, ?> said = item.getValue() instanceof Map<?, ?> both ? both : Map.of(TICK, item.getValue());
            Optional<Ticks.Mark> mark = Ticks.Mark.of(word(said.get(TICK)));
            if (mark.isEmpty() || !Set.of(TICK, NOTE).containsAll(said.keySet())) {
                return Optional.empty();
            }
            ticks.put(
                    String.valueOf(item.getKey()),
                    new Ticks.Tick(mark.get(), Lines.one(word(said.get(NOTE)).strip())));
        }
        return Optional.of(new Ticks(ticks));
    }

    private static String word(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Optional<Object> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
