package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;

/** Reading many devices gives what the parser gives, whatever stands in a text. */
class EntryReaderTest {
    private static final Subject DEVICE = Subject.of(new DeviceId(7));
    private static final List<String> KINDS =
            List.of("commissioning", "elevator/maintenance", "inspection", "registration", "testing");
    private static final List<Object> ODD = List.of(
            "",
            "pass",
            "合格，监护使用",
            "𠀀 outside the plane",
            "\"quoted\" and \\ back",
            "two\nlines\tand a tab",
            "{not: an object}",
            "@no day",
            "#no number",
            "'as it is",
            "x".repeat(200),
            "字".repeat(64),
            0L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            999_999_999_999_999_999L,
            true,
            false,
            LocalDate.parse("2026-02-28"),
            LocalDate.parse("0999-12-31"),
            new BigDecimal("-0.0010"),
            new BigDecimal("12345678901234567890.5"));

    private final EntryReader reader = new EntryReader();

    @Test
    void any_entries_read_as_the_parser_reads_them() {
        var random = new Random(20261128);
        for (int i = 0; i < 3_000; i++) {
            same(CurrentEntries.write(entries(random)));
        }
    }

    @Test
    void every_odd_value_alone_reads_as_the_parser_reads_it() {
        for (Object value : ODD) {
            same(CurrentEntries.write(List.of(entry("inspection", 1, Map.of("value", value), OptionalLong.empty()))));
        }
    }

    @Test
    void what_the_platform_did_not_write_is_left_to_the_parser() {
        same("{}");
        same("{ \"inspection\" : { \"id\" : 1, \"f\" : { } } }");
        same("{\"inspection\":{\"id\":1,\"later\":[1,{\"a\":\"}\"}],\"f\":{\"on\":\"@2026-01-01\"}}}");
        same("{\"unknown\":{\"a\":\"\\\"}\"},\"inspection\":{\"id\":1,\"f\":{\"result\":\"\\u5408\"}}}");
    }

    private void same(String json) {
        // Not from the beginning of the array, nor to its end: as a row comes over the wire.
        byte[] bytes = ("xx" + json + "}x").getBytes(StandardCharsets.UTF_8);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        for (Set<String> kinds : List.of(Set.copyOf(KINDS), Set.of("inspection"), Set.<String>of())) {
            Map<String, Entry> read = reader.read(bytes, 2, length, DEVICE, kinds);
            assertEquals(CurrentEntries.parse(json, DEVICE, kinds), read, json);
            assertEquals(CurrentEntries.parse(bytes, 2, length, DEVICE, kinds), read, json);
        }
    }

    private static List<Entry> entries(Random random) {
        var entries = new ArrayList<Entry>();
        for (String kind : KINDS) {
            if (random.nextInt(3) > 0) {
                var values = new HashMap<String, Object>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    values.put("field-" + i, ODD.get(random.nextInt(ODD.size())));
                }
                OptionalLong supersedes =
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(1_000));
                entries.add(entry(kind, random.nextInt(1_000_000), values, supersedes));
            }
        }
        return entries;
    }

    private static Entry entry(String kind, long id, Map<String, Object> values, OptionalLong supersedes) {
        return new Entry(
                id,
                DEVICE,
                kind,
                2,
                new Values(values),
                Instant.ofEpochMilli(1_700_000_000_000L + id),
                Instant.ofEpochMilli(-id),
                "特检院 " + id % 3,
                "import",
                supersedes);
    }
}
