package org.teshema.api.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one statement to us is one to every database. */
class StatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; drop table figure",
                "select 1;",
                "select 1; select 2",
                "select 1 -- and more",
                "select 1 /* and more */",
                "select 1 // and more",
                "select $$; drop table figure; $$",
                "select $x$ a $x$",
                "select '\\'; drop table figure; --'",
                "select E'\\'' ; drop table figure",
                "select 'no end",
                "select \"no end",
                "select `x`",
                "delete from teshema_migration",
                "select nextval('device_id')",
                "select NEXT\n VALUE for device_id",
                "select device_id.nextval",
                "select * from app_one.TESHEMA_MIGRATION",
                "",
                "  "
            })
    void what_is_not_one_statement_or_is_read_in_two_ways_is_refused(String sql) {
        assertThrows(IllegalArgumentException.class, () -> Statement.of(sql));
    }

    @Test
    void what_stands_between_quotes_is_a_value() {
        String sql = "select 'a;b -- c $d$ ''e''' as \"x;y\" from figure";
        assertEquals(sql, Statement.of(sql).sql());
        assertEquals(
                List.of(1, Optional.empty()),
                Statement.of("select ?, ?", 1, Optional.empty()).parameters());
        assertThrows(IllegalArgumentException.class, () -> Statement.of("select ?", new Object()));
        assertThrows(IllegalArgumentException.class, () -> Statement.of("select ?", Optional.of(1.5f)));
    }

    @Test
    void a_statement_is_known_by_its_first_word() {
        assertTrue(Statement.of("SELECT 1").isQuery());
        assertTrue(Statement.of("with a as (select 1) select * from a").isQuery());
        assertTrue(Statement.of("merge into a using b on true when matched then delete")
                .isChange());
        assertFalse(Statement.of("selects 1").isQuery());
        assertFalse(Statement.of("set role x").isQuery());
        assertFalse(Statement.of("create table a (id int)").isChange());
    }

    @Test
    void a_migration_consists_of_statements_that_make_tables_and_fill_them() {
        assertThrows(
                IllegalArgumentException.class, () -> Statement.script("create table a (id bigint -- not here\n);"));
        assertEquals(
                List.of(
                        "create table a (\n  id bigint\n)",
                        "create  unique\nindex x on a (id)",
                        "insert into a (id) values (1)"),
                Statement.script("""
                                -- What for; and for whom
                                create table a (
                                  id bigint
                                );
                                  -- more
                                create  unique
                                index x on a (id);
                                insert into a (id) values (1)
                                """).stream().map(Statement::sql).toList());
        for (String other :
                List.of("select 1", "create function f() returns int", "grant all on a to b", "set role b")) {
            assertThrows(IllegalArgumentException.class, () -> Statement.script(other + ";"), other);
        }
    }
}
