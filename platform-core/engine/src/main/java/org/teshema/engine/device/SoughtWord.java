package org.teshema.engine.device;

import java.util.ArrayList;
import java.util.List;
import org.teshema.engine.access.Scope;
import org.teshema.engine.store.Sql;

/**
 * One word that devices are looked for by: it stands in their name or place, or in the name of their using unit.
 *
 * @param named that name or place hold it, as a condition over {@code device d}
 * @param used that the using unit's name does
 * @param isMany whether so many units' names do that they are not told the database one by one, and it is told to look for them apart
 */
record SoughtWord(Scope named, Scope used, boolean isMany) {
    /** The using units whose name holds a word; its pattern is the parameter. */
    static final String UNITS = "from organisation where kind = 'USING_UNIT' and name like ? escape '!'";

    /**
     * A word that is in the names of a few units.
     *
     * @param isIndexed whether names and places are found through an index of pairs of characters
     * @param units the units; may be none
     */
    static SoughtWord ofFew(String word, boolean isIndexed, List<Long> units) {
        Scope used = units.isEmpty()
                ? Scope.none()
                : new Scope("d.using_unit_id in (" + Sql.marks(units.size()) + ")", List.copyOf(units));
        return new SoughtWord(named(word, isIndexed), used, false);
    }

    /** A word that is in the names of many. */
    static SoughtWord ofMany(String word, boolean isIndexed) {
        Scope used = new Scope("d.using_unit_id in (select id " + UNITS + ")", List.of(Terms.pattern(word)));
        return new SoughtWord(named(word, isIndexed), used, isIndexed);
    }

    private static Scope named(String word, boolean isIndexed) {
        String like = Terms.pattern(word);
        var parameters = new ArrayList<Object>(List.of(like, like));
        String named = "(d.name like ? escape '!' or d.place like ? escape '!')";
        if (isIndexed) {
            // What the index asks for comes last: where it is not used, nobody makes pairs of a name that does not fit
            // anyway.
            named = "(" + named + " and device_grams(d.name, d.place) @> string_to_array(?, ?))";
            parameters.add(Terms.joined(Terms.grams(word)));
            parameters.add(Terms.SEPARATOR);
        }
        return new Scope(named, parameters);
    }

    /** That it stands in one of them. */
    Scope anywhere() {
        if (used.equals(Scope.none())) {
            return named;
        }
        List<Object> both = new ArrayList<>(named.parameters());
        both.addAll(used.parameters());
        return new Scope("(" + named.sql() + " or " + used.sql() + ")", both);
    }
}
