package org.teshema.engine.tables;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Connections;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** The tables of all apps. Thread-safe. */
@Component(service = AppTables.class)
public final class AppTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppTables.class);

    private final Database database;
    private final CityClock clock;
    private final Provision provision;
    private final Map<String, OwnTables> open = new ConcurrentHashMap<>();

    /** Tables in that database. */
    @Activate
    public AppTables(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.clock = clock;
        this.provision = new Provision(database);
    }

    /** How many statements of each app were done and how many failed since the start, by app and outcome. */
    public Map<String, Map<String, Long>> counts() {
        var counts = new HashMap<String, Map<String, Long>>();
        open.forEach((app, one) -> counts.put(app, Map.of("done", one.done.sum(), "failed", one.failed.sum())));
        return counts;
    }

    /**
     * Makes an app's tables what its jar wants them to be: all that is missing is applied, or nothing, and what was there before
     * stays as it was.
     *
     * @param files the texts of its migrations, by name
     * @return the tables; empty where the jar brings no migration
     * @throws TablesRefused saying why not
     * @throws Problem DATABASE_AWAY
     */
    public Optional<OwnTables> prepare(String app, Map<String, String> files) throws TablesRefused {
        List<Migration> migrations = Migration.of(files);
        if (migrations.isEmpty()) {
            return Optional.empty();
        }
        Home home = provision.of(app, clock.instant());
        OwnTables tables = open.computeIfAbsent(app, name -> new OwnTables(database, home));
        try {
            if (database.isPostgres()) {
                migrateInOneTransaction(tables, migrations);
            } else {
                database.besideWriters(() -> migrateACopy(tables, migrations)).throwIfRefused();
            }
        } catch (SQLException e) {
            throw failed(app, e);
        }
        return Optional.of(tables);
    }

    /** Those of an app whose tables were prepared. */
    OwnTables opened(String app) {
        return open.get(app);
    }

    private TablesRefused failed(String app, SQLException e) {
        if (Connections.isAway(e)) {
            throw Problem.of(
                    ProblemType.DATABASE_AWAY,
                    "应用 " + app + " 的表暂时无法访问。",
                    "The tables of " + app + " cannot be reached right now.");
        }
        LOG.debug("Tables of {}", app, e);
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new TablesRefused("应用的表无法准备：" + why, "The app's tables could not be made ready: " + why);
    }

    /** Why not, where something is in the way; what is thrown inside a transaction ends it. */
    private record Verdict(Optional<Text> refusal) {
        void throwIfRefused() throws TablesRefused {
            if (refusal.isPresent()) {
                throw new TablesRefused(refusal.get().zh(), refusal.get().en());
            }
        }
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TablesRefused refused;

        RolledBack(TablesRefused refused) {
            super(refused.getMessage(), null, false, false);
            this.refused = refused;
        }
    }

    private static void migrateInOneTransaction(OwnTables tables, List<Migration> migrations)
            throws SQLException, TablesRefused {
        try {
            tables.transaction(false, connection -> {
                try {
                    Provision.run(
                            connection,
                            "set local statement_timeout = '60s'",
                            "set local lock_timeout = '5s'",
                            // Two nodes admit the same release: one migrates, the other finds it done.
                            "select pg_advisory_xact_lock(hashtext('"
                                    + tables.home().schema() + "'))");
                    closedElsewhere(connection);
                    Applied.apply(connection, Applied.missing(connection, migrations));
                    return "";
                } catch (TablesRefused e) {
                    throw new RolledBack(e);
                }
            });
        } catch (RolledBack e) {
            throw e.refused;
        }
    }

    /** Before version 15 PostgreSQL lets every role make tables beside the platform's own. */
    private static void closedElsewhere(java.sql.Connection connection) throws SQLException, TablesRefused {
        try (var select = connection.prepareStatement("select has_schema_privilege(current_user, 'public', 'create')");
                var row = select.executeQuery()) {
            row.next();
            if (row.getBoolean(1)) {
                throw new TablesRefused(
                        "数据库允许任何角色在 public 模式建表；请由数据库管理员执行 revoke create on schema public from public。",
                        "The database lets every role make tables in the schema public. Have its administrator run"
                                + " revoke create on schema public from public.");
            }
        }
    }

    private Verdict migrateACopy(OwnTables tables, List<Migration> migrations) {
        tables.rebuilding.writeLock().lock();
        try {
            List<Migration> missing = tables.transaction(true, connection -> {
                try {
                    return Applied.missing(connection, migrations);
                } catch (TablesRefused e) {
                    throw new RolledBack(e);
                }
            });
            if (!missing.isEmpty()) {
                moveTo(tables, missing);
            }
            return new Verdict(Optional.empty());
        } catch (RolledBack e) {
            return new Verdict(Optional.of(e.refused.reason()));
        } catch (SQLException e) {
            return new Verdict(Optional.of(failed(tables.home().app(), e).reason()));
        } finally {
            tables.rebuilding.writeLock().unlock();
        }
    }

    /** The copy holds from the moment the row says so; a process killed before leaves a schema that nobody looks at. */
    private void moveTo(OwnTables tables, List<Migration> missing) throws SQLException {
        Home before = tables.home();
        Home next = new Home(before.app(), next(before.schema()), before.role(), before.secret());
        database.read(connection -> {
            drop(connection, next);
            CopiedSchema.make(connection, before.schema(), next.schema(), next.role());
            return "";
        });
        tables.moved(next);
        boolean done = false;
        try {
            tables.transaction(false, connection -> {
                try {
                    Applied.apply(connection, missing);
                    return "";
                } catch (TablesRefused e) {
                    throw new RolledBack(e);
                }
            });
            database.write(unit ->
                    unit.update("update app_tables set schema_name = ? where app = ?", next.schema(), next.app()));
            done = true;
        } finally {
            tables.moved(done ? next : before);
            Home left = done ? before : next;
            database.read(connection -> {
                drop(connection, left);
                return "";
            });
        }
    }

    private static void drop(java.sql.Connection connection, Home home) throws SQLException {
        Provision.run(connection, "drop schema if exists \"" + home.schema() + "\" cascade");
    }

    private static String next(String schema) {
        int cut = schema.lastIndexOf('_') + 1;
        return schema.substring(0, cut) + (Integer.parseInt(schema.substring(cut)) + 1);
    }

    @Override
    @Deactivate
    public void close() {
        open.values().forEach(OwnTables::close);
    }
}
