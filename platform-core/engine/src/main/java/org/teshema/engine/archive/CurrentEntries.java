package org.teshema.engine.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;

/**
 * The current entry of each kind of one device as one JSON text, kept on the device's row: what a scan reads. It is a
 * projection of the archive and can be made again from it. Stateless; parsing skips the kinds nobody asked for without
 * making objects of them.
 */
public final class CurrentEntries {
    /** The text of a device nothing is recorded of. */
    public static final String NONE = "{}";

    private static final JsonFactory JSON = new JsonFactory();

    private CurrentEntries() {}

    /** All current entries, by kind. */
    public static Map<String, Entry> parse(String json, Subject subject) {
        return parse(json, subject, kind -> true);
    }

    /**
     * The current entries of some kinds, by kind.
     *
     * @param json what {@link #write} wrote
     * @param subject whose entries they are
     * @param kinds names of the kinds wanted
     */
    public static Map<String, Entry> parse(String json, Subject subject, Set<String> kinds) {
        return parse(json, subject, kinds::contains);
    }

    /**
     * The same from the text's bytes in UTF-8, for those who read many devices.
     *
     * @param offset where in the array the text begins
     * @param length how long it is, in bytes
     */
    public static Map<String, Entry> parse(byte[] json, int offset, int length, Subject subject, Set<String> kinds) {
        if (length <= NONE.length()) {
            return Map.of();
        }
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            return read(parser, subject, kinds::contains);
        } catch (IOException e) {
            throw unreadable(subject, e);
        }
    }

    private static Map<String, Entry> parse(String json, Subject subject, Predicate<String> wanted) {
        if (json.length() <= NONE.length()) {
            return Map.of();
        }
        try (JsonParser parser = JSON.createParser(json)) {
            return read(parser, subject, wanted);
        } catch (IOException e) {
            throw unreadable(subject, e);
        }
    }

    private static Map<String, Entry> read(JsonParser parser, Subject subject, Predicate<String> wanted)
            throws IOException {
        var entries = new LinkedHashMap<String, Entry>();
        parser.nextToken();
        for (String kind = parser.nextFieldName(); kind != null; kind = parser.nextFieldName()) {
            parser.nextToken();
            if (wanted.test(kind)) {
                entries.put(kind, entry(parser, subject, kind));
            } else {
                parser.skipChildren();
            }
        }
        return entries;
    }

    private static UncheckedIOException unreadable(Subject subject, IOException cause) {
        return new UncheckedIOException("The current entries of " + subject + " do not read back", cause);
    }

    /** The text of these entries, at most one of a kind, in the order of their kinds' names. */
    public static String write(Collection<Entry> entries) {
        var byKind = new TreeMap<String, Entry>();
        for (Entry entry : entries) {
            if (byKind.put(entry.kind(), entry) != null) {
                throw new IllegalArgumentException("Two current entries of the kind " + entry.kind());
            }
        }
        var text = new StringWriter(128 + 160 * byKind.size());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Entry entry : byKind.values()) {
                json.writeFieldName(entry.kind());
                write(json, entry);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The text of one entry's fields, as kept in its row. */
    public static String write(Values values) {
        var text = new StringWriter(96);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            ValuesJson.write(json, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The fields of one entry from the text in its row. */
    public static Values values(String fields) {
        try (JsonParser json = JSON.createParser(fields)) {
            json.nextToken();
            return ValuesJson.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("The fields of an entry do not read back", e);
        }
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", entry.id());
        json.writeNumberField("v", entry.schemaVersion());
        json.writeNumberField("at", entry.happenedAt().toEpochMilli());
        json.writeNumberField("rec", entry.recordedAt().toEpochMilli());
        json.writeStringField("by", entry.author());
        json.writeStringField("src", entry.source());
        if (entry.supersedes().isPresent()) {
            json.writeNumberField("sup", entry.supersedes().getAsLong());
        }
        json.writeFieldName("f");
        ValuesJson.write(json, entry.values());
        json.writeEndObject();
    }

    private static Entry entry(JsonParser json, Subject subject, String kind) throws IOException {
        long id = 0;
        int version = 1;
        long happened = 0;
        long recorded = 0;
        String author = "";
        String source = "";
        OptionalLong supersedes = OptionalLong.empty();
        Values values = Values.none();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "id" -> id = json.getLongValue();
                case "v" -> version = json.getIntValue();
                case "at" -> happened = json.getLongValue();
                case "rec" -> recorded = json.getLongValue();
                case "by" -> author = json.getText();
                case "src" -> source = json.getText();
                case "sup" -> supersedes = OptionalLong.of(json.getLongValue());
                case "f" -> values = ValuesJson.read(json);
                default -> json.skipChildren();
            }
        }
        return new Entry(
                id,
                subject,
                kind,
                version,
                values,
                Instant.ofEpochMilli(happened),
                Instant.ofEpochMilli(recorded),
                author,
                source,
                supersedes);
    }
}
