package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teshema.trust.sm.Sm3;

class LedgerLeafTest {
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00.123Z");

    @Example
    void a_leaf_is_one_line_that_a_person_can_read() {
        var leaf = new LedgerLeaf("code.made", "code:00ff", "310104", "CITY_BUREAU", AT, new byte[32]);
        String line =
                "teshema-leaf-v1 code.made code:00ff 310104 CITY_BUREAU 2026-03-01T08:00:00.123Z " + "00".repeat(32);
        assertEquals(line, leaf.body());
        assertArrayEquals(Sm3.hash(new byte[] {0}, line.getBytes(StandardCharsets.UTF_8)), leaf.hash());
    }

    @Example
    void a_leaf_made_of_anything_else_is_refused() {
        byte[] digest = new byte[32];
        for (String part : new String[] {"", "two words", "line\nbreak", "tab\t"}) {
            assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf(part, "s", "d", "r", AT, digest));
            assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf("k", part, "d", "r", AT, digest));
            assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf("k", "s", part, "r", AT, digest));
            assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf("k", "s", "d", part, AT, digest));
        }
        assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf("k", "s".repeat(81), "d", "r", AT, digest));
        assertThrows(IllegalArgumentException.class, () -> new LedgerLeaf("k", "s", "d", "r", AT, new byte[31]));
    }

    @Property(tries = 500)
    void two_leaves_have_one_hash_only_if_they_are_the_same_leaf(
            @ForAll("leaves") LedgerLeaf one, @ForAll("leaves") LedgerLeaf other) {
        assertEquals(one.equals(other), one.body().equals(other.body()));
        if (one.equals(other)) {
            assertArrayEquals(one.hash(), other.hash());
        } else {
            assertNotEquals(HexFormat.of().formatHex(one.hash()), HexFormat.of().formatHex(other.hash()));
        }
        assertEquals(7, one.body().split(" ").length, "no part can pass for two");
    }

    @Provide
    Arbitrary<LedgerLeaf> leaves() {
        Arbitrary<String> words =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(3);
        return Combinators.combine(
                        words,
                        words,
                        words,
                        words,
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        Arbitraries.bytes().array(byte[].class).ofSize(32))
                .as((kind, subject, district, role, millis, digest) ->
                        new LedgerLeaf(kind, subject, district, role, Instant.ofEpochMilli(millis), digest));
    }
}
