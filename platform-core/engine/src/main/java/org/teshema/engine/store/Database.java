package org.teshema.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.exception.JDBCConnectionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * The one database of the platform. It opens when it is first reached, and again after it was away: until then every
 * call ends with {@link ProblemType#DATABASE_AWAY} and nothing else of the platform stops. Thread-safe.
 */
@Component(service = Database.class, configurationPid = "org.teshema.database")
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    private volatile Opened opened;
    private volatile boolean closed;

    private record Opened(HikariDataSource pool, SessionFactory sessions) {}

    /** Configuration {@code org.teshema.database}. */
    public @interface Config {
        /** JDBC URL of H2 or PostgreSQL. */
        String url();

        /** Login role. */
        String user() default "";

        /** Its password. */
        String password() default "";

        /** Most connections at a time. */
        int pool_size() default 16;
    }

    /** The configured database. */
    @Activate
    public Database(Config config) {
        this(new DatabaseSettings(config.url(), config.user(), config.password(), config.pool_size()));
    }

    /** A database that opens at the first call. */
    public Database(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Work on a JDBC connection. */
    @FunctionalInterface
    public interface JdbcWork<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction: all of it commits, or nothing. What the work throws is thrown on after the
     * roll-back; a lost connection becomes {@link ProblemType#DATABASE_AWAY}.
     */
    public <T> T write(Function<UnitOfWork, T> work) {
        try (StatelessSession session = sessions().openStatelessSession()) {
            var transaction = session.beginTransaction();
            try {
                T result = work.apply(new UnitOfWork(session));
                transaction.commit();
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(transaction);
                throw e;
            }
        } catch (JDBCConnectionException e) {
            throw away(e);
        }
    }

    /** Reads on one connection outside any transaction: the way of the scan path. */
    public <T> T read(JdbcWork<T> work) {
        try (Connection connection = opened().pool().getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            if (isAway(e)) {
                throw away(e);
            }
            throw new IllegalStateException("A query failed: " + e.getMessage(), e);
        }
    }

    /** Whether the database is PostgreSQL, where COPY is the way of bulk. */
    public boolean isPostgres() {
        return !settings.isH2();
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
    public synchronized void close() {
        closed = true;
        Opened now = opened;
        opened = null;
        if (now != null) {
            now.sessions().close();
            if (settings.isH2()) {
                compact(now.pool());
            }
            now.pool().close();
        }
    }

    private SessionFactory sessions() {
        return opened().sessions();
    }

    private Opened opened() {
        Opened now = opened;
        return now != null ? now : open();
    }

    private synchronized Opened open() {
        if (opened != null) {
            return opened;
        }
        if (closed) {
            throw away(new IllegalStateException("closed"));
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Database.class.getClassLoader());
        HikariDataSource pool = null;
        try {
            pool = pool();
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:org/teshema/engine/store/migration")
                    .load()
                    .migrate();
            opened = new Opened(pool, sessionFactory(pool));
            LOG.info("Database open: {}", pool.getJdbcUrl().replaceAll("[?;].*", ""));
            return opened;
        } catch (HikariPool.PoolInitializationException | FlywayException e) {
            closeQuietly(pool);
            if (e instanceof FlywayException && !isAway(rootCause(e))) {
                throw e;
            }
            throw away(e);
        } catch (RuntimeException e) {
            closeQuietly(pool);
            throw e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private HikariDataSource pool() {
        var config = new HikariConfig();
        config.setPoolName("teshema");
        config.setDriverClassName(settings.isH2() ? "org.h2.Driver" : "org.postgresql.Driver");
        config.setJdbcUrl(settings.effectiveUrl());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(3_000);
        return new HikariDataSource(config);
    }

    private static SessionFactory sessionFactory(HikariDataSource pool) {
        var bootstrap = new BootstrapServiceRegistryBuilder()
                .applyClassLoader(Database.class.getClassLoader())
                .build();
        var registry = new StandardServiceRegistryBuilder(bootstrap)
                .applySetting("hibernate.connection.datasource", pool)
                .applySetting("hibernate.hbm2ddl.auto", "validate")
                .applySetting("hibernate.jdbc.batch_size", "200")
                .applySetting("hibernate.jdbc.time_zone", "UTC")
                .applySetting("hibernate.timezone.default_storage", "NORMALIZE_UTC")
                .build();
        var sources = new MetadataSources(registry);
        Entities.ALL.forEach(sources::addAnnotatedClass);
        Metadata metadata = sources.buildMetadata();
        return metadata.buildSessionFactory();
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

    private static void compact(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException e) {
            LOG.debug("The embedded database closed without being compacted: {}", e.getMessage());
        }
    }

    private static void closeQuietly(HikariDataSource pool) {
        if (pool != null) {
            pool.close();
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isAway(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof java.io.IOException) {
                return true;
            }
            if (t instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (t instanceof java.sql.SQLTransientConnectionException
                        || (state != null
                                && (state.startsWith("08") || state.startsWith("57P") || "90067".equals(state)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Problem away(Throwable cause) {
        LOG.warn("The database cannot be reached: {}", cause.getMessage());
        return Problem.of(
                ProblemType.DATABASE_AWAY,
                "数据库暂时无法访问，请稍后重试；本次操作未保存。",
                "The database cannot be reached right now. Nothing was saved; please try again in a moment.");
    }
}
