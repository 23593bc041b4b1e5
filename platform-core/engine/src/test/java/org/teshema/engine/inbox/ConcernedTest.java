package org.teshema.engine.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Concern;
import org.teshema.engine.access.Scope;

class ConcernedTest {
    private static final Scope HOLDS = new Scope("d.contract_until >= ?", List.of("today"));
    private static final Scope TASKED = new Scope("d.task_until >= ?", List.of("now"));

    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    private static final LocalDate DUE = LocalDate.parse("2026-03-09");

    private final List<String> prepared = new ArrayList<>();
    private final List<Object> bound = new ArrayList<>();

    @Test
    void what_concerns_nobody_costs_no_statement() throws Exception {
        Concerned.tell(connection(), 1, 2, OptionalLong.of(3), Set.of(), Optional.empty(), HOLDS, TASKED, NOW);
        assertEquals(List.of(), prepared);
    }

    @Test
    void whomever_an_entry_concerns_it_costs_one_statement() throws Exception {
        Concerned.tell(
                connection(),
                11,
                12,
                OptionalLong.of(13),
                EnumSet.allOf(Concern.class),
                Optional.of(DUE),
                HOLDS,
                TASKED,
                NOW);
        assertEquals(1, prepared.size());
        assertEquals(4, prepared.get(0).split(" union select ", -1).length - 1, prepared::toString);
        List<Object> each = List.of(11L, DUE, 12L, 13L);
        var five = new ArrayList<>(each);
        five.addAll(each);
        five.add("today");
        five.addAll(each);
        five.add("now");
        five.addAll(each);
        five.addAll(each);
        assertEquals(five, bound);
    }

    @Test
    void the_same_concerns_are_the_same_words_to_the_database() {
        assertEquals(
                Concerned.sql(Set.of(Concern.DISTRICT, Concern.USING_UNIT), HOLDS, TASKED),
                Concerned.sql(Set.of(Concern.USING_UNIT, Concern.DISTRICT), HOLDS, TASKED));
        assertFalse(Concerned.sql(Set.of(Concern.STATION), HOLDS, TASKED).contains("using_unit"));
        assertTrue(Concerned.sql(Set.of(Concern.STATION), HOLDS, TASKED).contains("station_id"));
    }

    private Connection connection() {
        return fake(Connection.class, (name, arguments) -> {
            prepared.add((String) arguments[0]);
            return fake(PreparedStatement.class, (called, given) -> {
                if (called.equals("setObject")) {
                    bound.add(given[1]);
                }
                return switch (called) {
                    case "executeUpdate" -> 1;
                    case "getGeneratedKeys" -> told();
                    default -> null;
                };
            });
        });
    }

    /** Whom the statement told: nobody. */
    private static ResultSet told() {
        return fake(ResultSet.class, (name, arguments) -> name.equals("next") ? false : null);
    }

    private interface Called {
        Object with(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> called.with(method.getName(), arguments)));
    }
}
