package org.teshema.engine.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * The one database of the platform. It opens when it is first reached, and again after it was away: until then every
 * call ends with {@link ProblemType#DATABASE_AWAY} and nothing else of the platform stops. While it is away one caller a
 * second tries to reach it, all others are refused at once. Thread-safe.
 */
@Component(service = Database.class, configurationPid = "org.teshema.database")
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_WAIT_MILLIS = 30_000;
    private static final long LATER_WAIT_MILLIS = 250;
    private static final long WRITER_WAIT_MILLIS = 60_000;
    private static final long OTHER_WRITER_WAIT_MILLIS = 1_000;
    private static final long LAST_WRITE_MILLIS = 5_000;

    private final DatabaseSettings settings;
    private final Function<DatabaseSettings, OpenDatabase> opens;
    private final Consumer<OpenDatabase> closes;
    private final Absence absence = new Absence(InstantSource.system());
    private final ReentrantLock opening = new ReentrantLock();
    // Of two transactions that change an H2 file at once, a killed process can leave half of one behind, and its
    // identity
    // columns can go back behind rows that are there. One at a time, neither happens; PostgreSQL needs no such care.
    private final ReentrantLock embeddedWriter = new ReentrantLock();
    private volatile OpenDatabase open;
    // Something on a connection failed as it fails when the database is gone; the next caller finds out.
    private volatile boolean suspect;
    private volatile boolean away;
    private volatile long failedAt;
    private volatile boolean closed;

    /** Configuration {@code org.teshema.database}. */
    public @interface Config {
        /** JDBC URL of H2 or PostgreSQL; empty for an H2 file in the data directory. */
        String url() default "";

        /** Login role. */
        String user() default "";

        /** Its password. */
        String password() default "";

        /** Most connections at a time. */
        int pool_size() default 16;
    }

    /** The configured database; it begins to open at once, while the rest of the platform starts. */
    @Activate
    public Database(Config config) {
        this(configured(config), OpenDatabase::of, OpenDatabase::close);
        var opener = new Thread(this::open, "teshema-database-open");
        opener.setDaemon(true);
        opener.start();
    }

    /** A database that opens at the first call. */
    public static Database of(DatabaseSettings settings) {
        return of(settings, OpenDatabase::of, OpenDatabase::close);
    }

    /** The same with another way to open and to close it in order. */
    static Database of(
            DatabaseSettings settings, Function<DatabaseSettings, OpenDatabase> opens, Consumer<OpenDatabase> closes) {
        return new Database(settings, opens, closes);
    }

    private Database(
            DatabaseSettings settings, Function<DatabaseSettings, OpenDatabase> opens, Consumer<OpenDatabase> closes) {
        this.settings = settings;
        this.opens = opens;
        this.closes = closes;
    }

    /** Work on a JDBC connection. */
    @FunctionalInterface
    public interface JdbcWork<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction: all of it commits, or nothing. What the work throws is thrown on after the
     * roll-back; a lost connection becomes {@link ProblemType#DATABASE_AWAY}, whose words tell whether nothing was saved or
     * nobody can know. On H2 one transaction writes at a time: never wait inside for what another thread writes.
     */
    public <T> T write(Function<UnitOfWork, T> work) {
        if (!settings.isH2()) {
            return transact(work);
        }
        if (!acquired(embeddedWriter, WRITER_WAIT_MILLIS)) {
            throw notSaved();
        }
        try {
            return transact(work);
        } finally {
            embeddedWriter.unlock();
        }
    }

    private <T> T transact(Function<UnitOfWork, T> work) {
        OpenDatabase now = opened();
        boolean committing = false;
        try (StatelessSession session = sessions(now).openStatelessSession()) {
            var transaction = session.beginTransaction();
            try {
                T result = work.apply(new UnitOfWork(session));
                committing = true;
                transaction.commit();
                if (session.doReturningWork(Database::isUnconfirmed)) {
                    throw inDoubt();
                }
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(transaction);
                throw e;
            }
        } catch (RuntimeException e) {
            if (!Failures.isAway(e)) {
                throw e;
            }
            suspect = true;
            throw committing ? inDoubt() : notSaved();
        }
    }

    /** Reads on one connection outside any transaction. */
    public <T> T read(JdbcWork<T> work) {
        return read(OpenDatabase::pool, work);
    }

    /**
     * The same for a single select by key, the way of the scan path: on a few connections that are kept for such, so that nobody who
     * reads or writes much is waited for.
     */
    public <T> T glance(JdbcWork<T> work) {
        return read(OpenDatabase::glances, work);
    }

    private <T> T read(Function<OpenDatabase, HikariDataSource> from, JdbcWork<T> work) {
        try (Connection connection = from.apply(opened()).getConnection()) {
            return work.with(connection);
        } catch (SQLException | RuntimeException e) {
            if (Failures.isAway(e)) {
                suspect = true;
                throw notSaved();
            }
            if (e instanceof RuntimeException other) {
                throw other;
            }
            throw new IllegalStateException("A query failed: " + e.getMessage(), e);
        }
    }

    /**
     * Reads rows that may be very many, one after the other, without holding more than one: by COPY on PostgreSQL, from one
     * snapshot and without a limit of time; by a plain query on H2.
     *
     * @param select with {@code ?} parameters, which are numbers or texts, and no question mark elsewhere
     * @param width how many columns it gives: bigints and texts
     */
    public void stream(String select, List<Object> parameters, int width, RowStream.Reader reader) {
        read(connection -> {
            if (isPostgres()) {
                CopiedOut.read(connection, select, parameters, width, reader);
            } else {
                QueriedOut.read(connection, select, parameters, width, reader);
            }
            return null;
        });
    }

    /** Whether the database is PostgreSQL, where COPY is the way of bulk. */
    public boolean isPostgres() {
        return !settings.isH2();
    }

    /**
     * Connections to the same database under another role; none is opened yet.
     *
     * @param most of them at a time
     * @param longest what a statement may take there; on H2 whoever takes one says it
     */
    public Connections under(String role, String secret, int most, Duration longest) {
        return new Connections(settings.as(role, secret, most), "teshema-" + role, longest);
    }

    /**
     * Does what changes the database on connections of another role: on H2 while nobody else writes, for the reason that one
     * transaction writes there at a time.
     *
     * @throws Problem DATABASE_AWAY when others write for too long
     */
    public <T> T besideWriters(Supplier<T> work) {
        if (!settings.isH2()) {
            return work.get();
        }
        if (!acquired(embeddedWriter, OTHER_WRITER_WAIT_MILLIS)) {
            throw notSaved();
        }
        try {
            return work.get();
        } finally {
            embeddedWriter.unlock();
        }
    }

    /** The connections right now; empty while it is not open. Never waits. */
    public Optional<PoolFigures> pool() {
        return Optional.ofNullable(open).map(OpenDatabase::figures);
    }

    private void open() {
        try {
            sessions(opened());
        } catch (RuntimeException e) {
            LOG.debug("Not opened at the start; whoever needs it tries again", e);
        }
    }

    /** Opens it if need be and says whether it answers. Never throws. */
    public boolean answers() {
        try {
            return read(c -> c.isValid(2));
        } catch (Problem e) {
            return false;
        }
    }

    @Override
    @Deactivate
    public void close() {
        boolean idle = acquired(embeddedWriter, LAST_WRITE_MILLIS);
        closed = true;
        opening.lock();
        try {
            OpenDatabase now = open;
            open = null;
            if (now != null) {
                closes.accept(now);
            }
        } finally {
            opening.unlock();
            if (idle) {
                embeddedWriter.unlock();
            }
        }
    }

    /** Tables that do not fit the entities are told like a database that is away: nothing can be written either way. */
    private SessionFactory sessions(OpenDatabase now) {
        try {
            return now.sessions();
        } catch (RuntimeException e) {
            suspect = suspect || Failures.isAway(e);
            absence.failed(e);
            LOG.debug("The sessions could not be built", e);
            throw refused();
        }
    }

    private OpenDatabase opened() {
        OpenDatabase now = open;
        return now != null && !suspect ? now : reopened();
    }

    private OpenDatabase reopened() {
        if (closed || failedJustNow() || !mayTry()) {
            throw refused();
        }
        try {
            OpenDatabase now = open;
            if (now != null && !suspect) {
                return now;
            }
            if (closed || failedJustNow()) {
                throw refused();
            }
            return attempt(now);
        } finally {
            opening.unlock();
        }
    }

    /** At the first start all wait for the one who opens; later, while it may be away, they do not. */
    private boolean mayTry() {
        return acquired(opening, away || suspect ? LATER_WAIT_MILLIS : FIRST_WAIT_MILLIS);
    }

    private static boolean acquired(ReentrantLock lock, long millis) {
        try {
            return lock.tryLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean failedJustNow() {
        return away && System.nanoTime() - failedAt < PAUSE_NANOS;
    }

    private OpenDatabase attempt(OpenDatabase before) {
        try {
            OpenDatabase now = before;
            if (now != null && now.isReachable()) {
                // Only some connections broke: they go, the database stays open.
                now.renew();
            } else {
                if (now != null) {
                    open = null;
                    now.abandon();
                }
                now = opens.apply(settings);
                open = now;
                LOG.info("数据库已打开 / database open: {}", settings.shown());
            }
            suspect = false;
            away = false;
            absence.over();
            return now;
        } catch (RuntimeException e) {
            suspect = false;
            away = true;
            failedAt = System.nanoTime();
            absence.failed(e);
            LOG.debug("The attempt failed", e);
            throw refused();
        }
    }

    /**
     * PostgreSQL answers a commit with success and a warning when somebody ended its wait for the synchronous standby: a
     * fail-over would lose the change. A commit warns of nothing else.
     */
    private static boolean isUnconfirmed(Connection connection) throws SQLException {
        return connection.getWarnings() != null;
    }

    private static void rollBack(org.hibernate.Transaction transaction) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            LOG.debug("Roll-back failed, the connection is gone: {}", e.getMessage());
        }
    }

    private Problem refused() {
        absence.refused();
        return notSaved();
    }

    private static Problem notSaved() {
        return Problem.of(
                ProblemType.DATABASE_AWAY,
                "数据库暂时无法访问，请稍后重试；本次操作未保存。",
                "The database cannot be reached right now. Nothing was saved; please try again in a moment.");
    }

    private static Problem inDoubt() {
        return Problem.of(
                ProblemType.DATABASE_AWAY,
                "保存时与数据库的连接中断，无法确定是否已保存；请稍后用同一个 Idempotency-Key 重试，不会重复执行。",
                "The connection broke while saving, so it is not known whether it was saved. Try again in a moment with the"
                        + " same Idempotency-Key: it is done once.");
    }

    private static DatabaseSettings configured(Config config) {
        String url = config.url().strip();
        if (!url.isEmpty()) {
            return new DatabaseSettings(url, config.user(), config.password(), config.pool_size());
        }
        Path file = DataFolder.of("", "database").resolve("city");
        return new DatabaseSettings("jdbc:h2:file:" + file, "sa", "", config.pool_size());
    }
}
