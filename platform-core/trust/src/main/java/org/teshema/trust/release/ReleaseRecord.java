package org.teshema.trust.release;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a release says of itself, and what both roles sign: one text with one spelling.
 *
 * <pre>
 * teshema-release-v1
 * name forklift
 * version 1.2.0
 * district 310107
 * api [1.0,2)
 * permissions -
 * signed 2026-11-28
 * expires 2027-11-28
 * entry 3f…(64 digits) META-INF/MANIFEST.MF
 * </pre>
 *
 * @param name the plugin's name
 * @param version its version, three numbers
 * @param district whose it is; {@value #CITY} for the city's own
 * @param api versions of the plugin contract it was built for, as its manifest says
 * @param permissions what it asks for beyond answering, sorted words; a platform refuses words it does not know
 * @param signed day of the signature
 * @param expires last day on which it may be installed: an old release with a known fault does not stay good for ever
 * @param entries SM3 of every file by its path, 64 lower-case hexadecimal digits
 */
public record ReleaseRecord(
        String name,
        String version,
        String district,
        String api,
        SortedSet<String> permissions,
        LocalDate signed,
        LocalDate expires,
        SortedMap<String, String> entries) {
    /** Where it lies inside the jar; the signatures lie beside it. */
    public static final String PATH = "META-INF/teshema/release";

    /** The district of the city's own plugins. */
    public static final String CITY = "310000";

    /** How long a release may be installed at most. */
    public static final int MOST_DAYS = 731;

    private static final String NONE = "-";
    private static final Pattern HEAD = Pattern.compile("""
        teshema-release-v1
        name ([a-z][a-z0-9-]{0,39})
        version ([0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6})
        district ([0-9]{6})
        api ([\\[(][0-9.]{1,20},[0-9.]{1,20}[\\])])
        permissions (-|[a-z][a-z0-9:./-]{0,89}(?:,[a-z][a-z0-9:./-]{0,89}){0,19})
        signed ([0-9-]{10})
        expires ([0-9-]{10})
        """);
    private static final Pattern ENTRY = Pattern.compile("entry ([0-9a-f]{64}) ([^\\p{Cntrl}]{1,400})");

    public ReleaseRecord {
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        if (expires.isBefore(signed) || expires.isAfter(signed.plusDays(MOST_DAYS))) {
            throw new IllegalArgumentException("有效期应为 1 至 " + MOST_DAYS + " 天 / a release is good for 1 to " + MOST_DAYS
                    + " days, not from " + signed + " to " + expires);
        }
    }

    /** The text that is signed, each line ended by one line feed. */
    public String text() {
        var text = new StringBuilder("teshema-release-v1\n");
        text.append("name ").append(name).append('\n');
        text.append("version ").append(version).append('\n');
        text.append("district ").append(district).append('\n');
        text.append("api ").append(api).append('\n');
        text.append("permissions ")
                .append(permissions.isEmpty() ? NONE : String.join(",", permissions))
                .append('\n');
        text.append("signed ").append(signed).append('\n');
        text.append("expires ").append(expires).append('\n');
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            text.append("entry ")
                    .append(entry.getValue())
                    .append(' ')
                    .append(entry.getKey())
                    .append('\n');
        }
        return text.toString();
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The record of a text.
     *
     * @throws ReleaseRefused for every text but the one that {@link #text()} would write
     */
    public static ReleaseRecord parse(String text) throws ReleaseRefused {
        Matcher head = HEAD.matcher(text);
        if (head.lookingAt()) {
            try {
                var parsed = new ReleaseRecord(
                        head.group(1),
                        head.group(2),
                        head.group(3),
                        head.group(4),
                        head.group(5).equals(NONE)
                                ? new TreeSet<>()
                                : new TreeSet<>(java.util.List.of(head.group(5).split(",", -1))),
                        LocalDate.parse(head.group(6)),
                        LocalDate.parse(head.group(7)),
                        entries(text.substring(head.end())));
                if (parsed.text().equals(text)) {
                    return parsed;
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                throw misspelt(e.getMessage());
            }
        }
        throw misspelt("");
    }

    private static SortedMap<String, String> entries(String lines) {
        var entries = new TreeMap<String, String>();
        for (String line : lines.split("\n", -1)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                entries.put(entry.group(2), entry.group(1));
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException(line.length() > 80 ? line.substring(0, 80) + "…" : line);
            }
        }
        return entries;
    }

    static ReleaseRefused misspelt(String detail) {
        String more = detail == null || detail.isEmpty() ? "" : " (" + detail + ")";
        return new ReleaseRefused(
                PATH + " 不是规范的发布记录" + more + "。请用 ./teshema sign 重新签名。",
                PATH + " is not a release record in its one spelling" + more + ". Sign again with ./teshema sign.");
    }
}
