package org.teshema.engine.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;

/**
 * Field values as a JSON object that keeps their types without knowing the kind: whole numbers and yes/no are JSON's own,
 * a day is {@code "@2026-05-01"}, a measure {@code "#1.75"}, a text itself. A text that begins with one of {@code @ # '}
 * gets a {@code '} in front. A checklist is an object of items, each its mark with a note behind a space.
 */
final class ValuesJson {
    private ValuesJson() {}

    static void write(JsonGenerator json, Values values) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> field : values.byName().entrySet()) {
            json.writeFieldName(field.getKey());
            Object value = field.getValue();
            if (value instanceof Long number) {
                json.writeNumber(number);
            } else if (value instanceof Boolean yesNo) {
                json.writeBoolean(yesNo);
            } else if (value instanceof Ticks ticks) {
                write(json, ticks);
            } else {
                json.writeString(text(value));
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Ticks ticks) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Ticks.Tick> item : ticks.byItem().entrySet()) {
            String note = item.getValue().note();
            json.writeStringField(item.getKey(), item.getValue().mark().word() + (note.isEmpty() ? "" : " " + note));
        }
        json.writeEndObject();
    }

    private static Ticks ticks(JsonParser json) throws IOException {
        var ticks = new HashMap<String, Ticks.Tick>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            String said = json.nextTextValue();
            int space = said.indexOf(' ');
            String mark = space < 0 ? said : said.substring(0, space);
            ticks.put(
                    name,
                    new Ticks.Tick(
                            Ticks.Mark.of(mark).orElseThrow(() -> new IOException("There is no mark " + mark)),
                            space < 0 ? "" : said.substring(space + 1)));
        }
        return new Ticks(ticks);
    }

    private static String text(Object value) {
        if (value instanceof LocalDate day) {
            return "@" + day;
        }
        if (value instanceof BigDecimal measure) {
            return "#" + measure.toPlainString();
        }
        String text = (String) value;
        return !text.isEmpty() && isMark(text.charAt(0)) ? "'" + text : text;
    }

    /** Reads the object whose start the parser stands on, and leaves it on the object's end. */
    static Values read(JsonParser json) throws IOException {
        var values = new HashMap<String, Object>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            values.put(name, value(json, json.nextToken()));
        }
        return new Values(values);
    }

    private static Object value(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> typed(json.getText());
            case START_OBJECT -> ticks(json);
            default ->
                throw new IOException("A stored field value is a number, a text, yes/no or a checklist, not " + token);
        };
    }

    private static Object typed(String text) {
        if (text.isEmpty() || !isMark(text.charAt(0))) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '@' -> LocalDate.of(digits(text, 1, 5), digits(text, 6, 8), digits(text, 9, 11));
            case '#' -> new BigDecimal(text.substring(1));
            default -> text.substring(1);
        };
    }

    private static boolean isMark(char c) {
        return c == '@' || c == '#' || c == '\'';
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
