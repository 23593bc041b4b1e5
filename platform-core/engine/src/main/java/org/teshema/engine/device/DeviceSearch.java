package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int MOST_UNITS = 200;

    /** Where a word is common, a page of devices is found among so many that follow one another. */
    private static final int NEAR = 10_000;

    private static final int MOST_NUMBERED = 200;

    /**
     * Plans are made for what is looked for each time: one that fits any word takes the rarest of them for usual and reads the pages of the
     * commonest one by one. What they keep of pages has room for those of the whole city, since beyond it each name is taken apart
     * again. Helpers would take longer to come than to help.
     */
    private static final String PLANNED = "set plan_cache_mode = force_custom_plan; set work_mem = '32MB';"
            + " set max_parallel_workers_per_gather = 0";

    private static final String UNPLANNED =
            "reset plan_cache_mode; reset work_mem; reset max_parallel_workers_per_gather";

    private final Database database;
    private final Access access;
    private final int mostUnits;
    private final int near;

    /** Searches that database. */
    @Activate
    public DeviceSearch(@Reference Database database, @Reference CityClock clock) {
        this(database, clock, MOST_UNITS, NEAR);
    }

    DeviceSearch(Database database, CityClock clock, int mostUnits, int near) {
        this.database = database;
        this.access = new Access(clock);
        this.mostUnits = mostUnits;
        this.near = near;
    }

    /**
     * The devices of the actor's scope that the filter asks for and in which all that was typed is found.
     *
     * @param typed what is looked for; empty for all
     */
    public Page<DeviceFile> find(Actor actor, DeviceFilter filter, Optional<String> typed, Cursor cursor) {
        Optional<Terms> terms = typed.map(Terms::of);
        Scope scope = filter.within(access.scope(actor, Deed.SEE_DEVICE, "d"));
        return cursor.page(planned(connection -> found(connection, scope, terms, cursor)), DeviceFile::id);
    }

    private List<DeviceFile> found(Connection connection, Scope scope, Optional<Terms> terms, Cursor cursor)
            throws SQLException {
        Sought sought = sought(connection, terms);
        Scope asked = sought.within(scope).and("d.id > ?", cursor.after());
        if (sought.many().isEmpty()) {
            return page(connection, asked, "d.id", cursor);
        }
        if (!isWholeCity(scope)) {
            // The units of a word may all be of another district: then none of the city's devices would end a look at
            // one after the other.
            return page(connection, asked, "d.id + 0", cursor);
        }
        List<DeviceFile> close = page(connection, asked.and("d.id <= ?", cursor.after() + near), "d.id", cursor);
        if (close.size() == cursor.fetch()) {
            return close;
        }
        Scope apart = sought.firstApart(scope.and("d.id > ?", cursor.after()), cursor.fetch());
        List<Long> ids = ids(
                connection,
                "select id from (" + apart.sql() + ") found order by id fetch first " + cursor.fetch() + " rows only",
                apart.parameters());
        return ids.isEmpty()
                ? List.of()
                : page(connection, scope.and("d.id in (" + Sql.marks(ids.size()) + ")", ids.toArray()), "d.id", cursor);
    }

    private List<DeviceFile> page(Connection connection, Scope asked, String order, Cursor cursor) throws SQLException {
        return DeviceRows.query(
                connection,
                asked.sql() + " order by " + order + " fetch first " + cursor.fetch() + " rows only",
                asked.parameters(),
                access.today());
    }

    private static boolean isWholeCity(Scope scope) {
        return scope.parameters().isEmpty();
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
            Sought sought = sought(connection, terms);
            Scope counted;
            String from;
            if (sought.many().isPresent() && isWholeCity(scope)) {
                counted = sought.someApart(scope, most + 1);
                from = "(" + counted.sql() + ") each";
            } else {
                counted = sought.within(scope);
                from = "device d where " + counted.sql();
            }
            return ids(
                            connection,
                            "select count(*) from (select 1 from " + from + " fetch first " + (most + 1)
                                    + " rows only) found",
                            counted.parameters())
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

    private Sought sought(Connection connection, Optional<Terms> typed) throws SQLException {
        var words = new ArrayList<SoughtWord>();
        List<Long> numbered = List.of();
        if (typed.isPresent()) {
            numbered = numbered(connection, typed.get());
            for (String word : typed.get().words()) {
                words.add(word(connection, word));
            }
        }
        return new Sought(numbered, words);
    }

    private SoughtWord word(Connection connection, String word) throws SQLException {
        List<Long> units = ids(
                connection,
                "select id " + SoughtWord.UNITS + " fetch first " + (mostUnits + 1) + " rows only",
                List.<Object>of(Terms.pattern(word)));
        return units.size() > mostUnits
                ? SoughtWord.ofMany(word, database.isPostgres())
                : SoughtWord.ofFew(word, database.isPostgres(), units);
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
