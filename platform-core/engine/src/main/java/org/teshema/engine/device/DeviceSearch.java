package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Finds devices by what somebody typed: the number of a label or of the register, or words of name, place and using unit. The scope
 * stands in the same condition as everywhere. On PostgreSQL names and places are found through an index of the pairs of characters in
 * them, so that a rare word costs no look at every device of the city. Thread-safe.
 */
@Component(service = DeviceSearch.class)
public final class DeviceSearch {
    /** So many using units are told the database one by one, which then finds their devices through an index. */
    private static final int MOST_UNITS = 2_000;

    private static final int MOST_NUMBERED = 200;

    /**
     * Plans are made for what is looked for each time: one that fits any word takes the rarest of them for usual and reads the pages of the
     * commonest one by one. What they keep of pages has room for those of the whole city, since beyond it each name is taken apart
     * again.
     */
    private static final String PLANNED = "set plan_cache_mode = force_custom_plan; set work_mem = '32MB'";

    private static final String UNPLANNED = "reset plan_cache_mode; reset work_mem";

    private final Database database;
    private final Access access;

    /** Searches that database. */
    @Activate
    public DeviceSearch(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.access = new Access(clock);
    }

    /**
     * The devices of the actor's scope that the filter asks for and in which all that was typed is found.
     *
     * @param typed what is looked for; empty for all
     */
    public Page<DeviceFile> find(Actor actor, DeviceFilter filter, Optional<String> typed, Cursor cursor) {
        Optional<Terms> terms = typed.map(Terms::of);
        Scope scope = filter.within(access.scope(actor, Deed.SEE_DEVICE, "d"));
        List<DeviceFile> found = planned(connection -> {
            var many = new AtomicBoolean();
            Scope asked = asked(connection, scope, terms, many).and("d.id > ?", cursor.after());
            // The units of a word may all be of another district: then none of the city's devices would end a look at
            // one after the other.
            boolean elsewhere = many.get() && !scope.parameters().isEmpty();
            return DeviceRows.query(
                    connection,
                    asked.sql() + " order by d.id" + (elsewhere ? " + 0" : "") + " fetch first " + cursor.fetch()
                            + " rows only",
                    asked.parameters(),
                    access.today());
        });
        return cursor.page(found, DeviceFile::id);
    }

    /**
     * How many those are, counted up to one more than {@code most}.
     *
     * @param most so many are counted one by one; more are just more
     */
    public long count(Actor actor, DeviceFilter filter, Optional<String> typed, long most) {
        Optional<Terms> terms = typed.map(Terms::of);
        Scope scope = filter.within(access.scope(actor, Deed.SEE_DEVICE, "d"));
        return planned(connection -> {
            Scope asked = asked(connection, scope, terms, new AtomicBoolean());
            return ids(
                            connection,
                            "select count(*) from (select 1 from device d where " + asked.sql() + " fetch first "
                                    + (most + 1) + " rows only) found",
                            asked.parameters())
                    .get(0);
        });
    }

    private <T> T planned(Database.JdbcWork<T> search) {
        return database.read(connection -> {
            if (!database.isPostgres()) {
                return search.with(connection);
            }
            try (var statement = connection.createStatement()) {
                statement.execute(PLANNED);
                try {
                    return search.with(connection);
                } finally {
                    statement.execute(UNPLANNED);
                }
            }
        });
    }

    private Scope asked(Connection connection, Scope scope, Optional<Terms> typed, AtomicBoolean many)
            throws SQLException {
        if (typed.isEmpty()) {
            return scope;
        }
        Terms terms = typed.get();
        var either = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        List<Long> numbered = numbered(connection, terms);
        if (!numbered.isEmpty()) {
            either.add("d.id in (" + Sql.marks(numbered.size()) + ")");
            parameters.addAll(numbered);
        }
        var all = new ArrayList<String>();
        for (String word : terms.words()) {
            all.add(holding(connection, word, parameters, many));
        }
        either.add("(" + String.join(" and ", all) + ")");
        return scope.and("(" + String.join(" or ", either) + ")", parameters.toArray());
    }

    /** That name, place or using unit hold the word; tells where many units do. */
    private String holding(Connection connection, String word, List<Object> parameters, AtomicBoolean many)
            throws SQLException {
        String like = Terms.pattern(word);
        String named = "(d.name like ? escape '!' or d.place like ? escape '!')";
        parameters.add(like);
        parameters.add(like);
        if (database.isPostgres()) {
            // What the index asks for comes last: where it is not used, nobody makes pairs of a name that does not fit
            // anyway.
            named = "(" + named + " and device_grams(d.name, d.place) @> string_to_array(?, ?))";
            parameters.add(Terms.joined(Terms.grams(word)));
            parameters.add(Terms.SEPARATOR);
        }
        String used = "select id from organisation where kind = 'USING_UNIT' and name like ? escape '!'";
        List<Long> units =
                ids(connection, used + " fetch first " + (MOST_UNITS + 1) + " rows only", List.<Object>of(like));
        if (units.isEmpty()) {
            return named;
        }
        if (units.size() > MOST_UNITS) {
            many.set(database.isPostgres());
            parameters.add(like);
            return "(" + named + " or d.using_unit_id in (" + used + "))";
        }
        parameters.addAll(units);
        return "(" + named + " or d.using_unit_id in (" + Sql.marks(units.size()) + "))";
    }

    /** The devices that carry the number, now or formerly, or whose newest code does. */
    private static List<Long> numbered(Connection connection, Terms terms) throws SQLException {
        List<Long> devices = ids(
                connection,
                "select distinct device_id from identifier where normal = ? fetch first " + MOST_NUMBERED
                        + " rows only",
                List.<Object>of(terms.number()));
        if (terms.code().isPresent()) {
            devices.addAll(ids(
                    connection,
                    "select device_id from code where number = ? and device_id is not null",
                    List.<Object>of(Long.parseLong(terms.code().get().digits()))));
        }
        return devices;
    }

    private static List<Long> ids(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters.toArray());
            var ids = new ArrayList<Long>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }
}
