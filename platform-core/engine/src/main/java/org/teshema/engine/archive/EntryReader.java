package org.teshema.engine.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;

/**
 * Reads the current entries of very many devices, straight from the bytes that {@link CurrentEntries#write} wrote. Kinds, names,
 * authors, choices and days come again and again: each is made once and remembered. Where a text holds what is rare, such as an
 * escape, the parser reads it instead. Belongs to one thread.
 */
public final class EntryReader {
    // Few enough to stay in the processor's own memory, where looking is cheaper than making.
    private static final int SLOTS = 1_024;
    private static final int LONGEST = 64;
    // From the opening quotation mark of a day to its closing one.
    private static final int DAY = 12;

    /** Not a mistake: the parser is asked. */
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1L;

        Unusual() {
            // Thrown for a device in a thousand and caught at once: no trace of where.
            super(null, null, false, false);
        }
    }

    /** A text that came before, and the value it stands for; null where it stands for none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(byte[] bytes, String text, Object value) {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Map.Entry<String, Entry>[] NO_ENTRIES = new Map.Entry[0];

    private final Known[] known = new Known[SLOTS];
    // Of what is known: what differs here needs no second look.
    private final int[] hashes = new int[SLOTS];
    private final List<Map.Entry<String, Entry>> entries = new ArrayList<>();
    private byte[] json = new byte[0];
    private int at;
    private int end;

    /**
     * The current entries of some kinds, by kind, as {@link CurrentEntries#parse(byte[], int, int, Subject, Set)} gives them.
     *
     * @param offset where in the array the text begins
     * @param length how long it is, in bytes
     */
    public Map<String, Entry> read(byte[] text, int offset, int length, Subject subject, Set<String> kinds) {
        if (length <= CurrentEntries.NONE.length()) {
            return Map.of();
        }
        json = text;
        at = offset;
        end = offset + length;
        try {
            return entries(subject, kinds);
        } catch (Unusual
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException e) {
            return CurrentEntries.parse(text, offset, length, subject, kinds);
        }
    }

    private Map<String, Entry> entries(Subject subject, Set<String> kinds) throws Unusual {
        // Immutable from the start: a context then takes it as it is.
        entries.clear();
        expect('{');
        do {
            String kind = name();
            if (kinds.contains(kind)) {
                entries.add(Map.entry(kind, entry(subject, kind)));
            } else {
                skip();
            }
        } while (more());
        if (at != end) {
            throw new Unusual();
        }
        return Map.ofEntries(entries.toArray(NO_ENTRIES));
    }

    private Entry entry(Subject subject, String kind) throws Unusual {
        long id = 0;
        int version = 1;
        long happened = 0;
        long recorded = 0;
        String author = "";
        String source = "";
        OptionalLong supersedes = OptionalLong.empty();
        Values values = Values.none();
        expect('{');
        do {
            switch (name()) {
                case "id" -> id = number();
                case "v" -> version = Math.toIntExact(number());
                case "at" -> happened = number();
                case "rec" -> recorded = number();
                case "by" -> author = text().text();
                case "src" -> source = text().text();
                case "sup" -> supersedes = OptionalLong.of(number());
                case "f" -> values = values();
                default -> throw new Unusual();
            }
        } while (more());
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

    private Values values() throws Unusual {
        expect('{');
        if (json[at] == '}') {
            at++;
            return Values.none();
        }
        var values = new HashMap<String, Object>();
        do {
            values.put(name(), value());
        } while (more());
        return new Values(values);
    }

    private Object value() throws Unusual {
        return switch (json[at]) {
            case '"' -> json[at + 1] == '@' && json[at + DAY] == '"' ? day() : typed(text());
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    /** A day, as {@code "@2026-05-01"}: there are too many to remember. */
    private LocalDate day() throws Unusual {
        int from = at + 2;
        at += DAY + 1;
        if (json[from + 4] != '-' || json[from + 7] != '-') {
            throw new Unusual();
        }
        return LocalDate.of(digits(from, 4), digits(from + 5, 2), digits(from + 8, 2));
    }

    private int digits(int from, int count) throws Unusual {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (json[i] < '0' || json[i] > '9') {
                throw new Unusual();
            }
            number = number * 10 + (json[i] - '0');
        }
        return number;
    }

    private static Object typed(Known text) throws Unusual {
        if (text.value() == null) {
            throw new Unusual();
        }
        return text.value();
    }

    private Object word(String word, Boolean value) throws Unusual {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private String name() throws Unusual {
        String name = text().text();
        expect(':');
        return name;
    }

    /** Whether another member follows; stands behind the object's end otherwise. */
    private boolean more() throws Unusual {
        byte next = json[at++];
        if (next != ',' && next != '}') {
            throw new Unusual();
        }
        return next == ',';
    }

    private void expect(char wanted) throws Unusual {
        if (json[at++] != wanted) {
            throw new Unusual();
        }
    }

    private long number() throws Unusual {
        boolean minus = json[at] == '-';
        if (minus) {
            at++;
        }
        int from = at;
        long number = 0;
        for (byte digit = json[at]; digit >= '0' && digit <= '9'; digit = json[++at]) {
            number = number * 10 + (digit - '0');
        }
        // Eighteen digits never overflow; a longer one is the parser's, as is what is no number at all.
        if (at == from || at - from > 18) {
            throw new Unusual();
        }
        return minus ? -number : number;
    }

    private Known text() throws Unusual {
        expect('"');
        int from = at;
        int hash = 1;
        for (byte next = json[at]; next != '"'; next = json[++at]) {
            if (next == '\\') {
                throw new Unusual();
            }
            hash = 31 * hash + next;
        }
        int to = at++;
        if (to - from > LONGEST) {
            return made(from, to);
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        if (hashes[slot] == hash && known[slot] != null && isAt(known[slot].bytes(), from, to)) {
            return known[slot];
        }
        Known now = made(from, to);
        known[slot] = now;
        hashes[slot] = hash;
        return now;
    }

    private boolean isAt(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, 0, bytes.length, json, from, to);
    }

    private Known made(int from, int to) {
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        Object value;
        try {
            value = ValuesJson.typed(text);
        } catch (RuntimeException e) {
            // An author's name that begins like a day; were it a value, the parser would say what is wrong with it.
            value = null;
        }
        return new Known(Arrays.copyOfRange(json, from, to), text, value);
    }

    /** Goes past an object nobody asked for. */
    private void skip() throws Unusual {
        expect('{');
        for (int depth = 1; depth > 0; at++) {
            switch (json[at]) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"' -> {
                    while (json[++at] != '"') {
                        if (json[at] == '\\') {
                            at++;
                        }
                    }
                }
                default -> {
                    // Names, numbers and what stands between them.
                }
            }
        }
    }
}
