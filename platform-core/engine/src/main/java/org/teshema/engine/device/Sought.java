package org.teshema.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.access.Scope;
import org.teshema.engine.store.Sql;

/**
 * What devices are looked for by: words that all must be found, or a number. Without a word it is all of them.
 *
 * @param numbered the devices that have the number that was typed
 * @param words what was typed, word by word
 */
record Sought(List<Long> numbered, List<SoughtWord> words) {
    /** As one condition over {@code device d}, within a scope. */
    Scope within(Scope scope) {
        if (words.isEmpty()) {
            return scope;
        }
        Scope all = narrowed(words.get(0).anywhere(), words.subList(1, words.size()));
        if (numbered.isEmpty()) {
            return scope.and(all.sql(), all.parameters().toArray());
        }
        List<Object> either = new ArrayList<>(numbered);
        either.addAll(all.parameters());
        return scope.and("(" + isNumbered() + " or (" + all.sql() + "))", either.toArray());
    }

    private String isNumbered() {
        return "d.id in (" + Sql.marks(numbered.size()) + ")";
    }

    private static Scope narrowed(Scope scope, List<SoughtWord> by) {
        Scope narrowed = scope;
        for (SoughtWord word : by) {
            Scope anywhere = word.anywhere();
            narrowed = narrowed.and(anywhere.sql(), anywhere.parameters().toArray());
        }
        return narrowed;
    }

    /** The first word that is in the names of many units. */
    Optional<SoughtWord> many() {
        return words.stream().filter(SoughtWord::isMany).findFirst();
    }

    /**
     * The same as a select of {@code id}s, for a word of many units: what has the word in name or place, what belongs to each of the
     * units, and what has the number are looked for apart. An index ends each of these early; it ends nothing that is one or the other.
     * For PostgreSQL.
     *
     * @param first of each no more than so many, the lowest ids of all
     */
    Scope firstApart(Scope scope, long first) {
        return apart(
                scope,
                " order by d.id fetch first " + first + " rows only",
                " order by 1 fetch first " + first + " rows only");
    }

    /**
     * The same in any order.
     *
     * @param most of each no more than so many
     */
    Scope someApart(Scope scope, long most) {
        String some = " fetch first " + most + " rows only";
        return apart(scope, some, some);
    }

    private Scope apart(Scope scope, String ofEach, String ofAll) {
        SoughtWord many = many().orElseThrow();
        Scope others = narrowed(
                scope, words.stream().filter(word -> !word.equals(many)).toList());
        Scope named = others.and(many.named().sql(), many.named().parameters().toArray());
        List<Object> parameters = new ArrayList<>(named.parameters());
        parameters.addAll(many.used().parameters());
        parameters.addAll(others.parameters());
        String sql =
                "(select d.id from device d where " + named.sql() + ofEach + ") union (select one.id from (select id "
                        + SoughtWord.UNITS
                        + ") u cross join lateral (select d.id from device d where d.using_unit_id = u.id and "
                        + others.sql() + ofEach + ") one" + ofAll + ")";
        if (!numbered.isEmpty()) {
            sql += " union select d.id from device d where " + scope.sql() + " and " + isNumbered();
            parameters.addAll(scope.parameters());
            parameters.addAll(numbered);
        }
        return new Scope(sql, parameters);
    }
}
