package org.teshema.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database while it is open: its connections, its tables checked against the entities, and how it is left again. Thread-safe. */
final class OpenDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseSettings settings;
    // A scan is so short that a few connections answer all of them; handed around among many, each finds the caches of
    // its server process
    // cold, and the same select costs the database a quarter more.
    private static final int GLANCES_PER_CORE = 2;

    private final HikariDataSource pool;
    private final HikariDataSource glances;
    private SessionFactory sessions;

    private OpenDatabase(DatabaseSettings settings, HikariDataSource pool, HikariDataSource glances) {
        this.settings = settings;
        this.pool = pool;
        this.glances = glances;
    }

    /**
     * Connects and migrates.
     *
     * @throws RuntimeException of whichever library found the fault; nothing stays open
     */
    static OpenDatabase of(DatabaseSettings settings) {
        return withOwnClasses(() -> {
            var pool = new HikariDataSource(pool(settings));
            try {
                new Migrations(settings).apply();
                return new OpenDatabase(
                        settings, pool, settings.isH2() ? pool : new HikariDataSource(glances(settings)));
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        });
    }

    /** Its connections. */
    HikariDataSource pool() {
        return pool;
    }

    /** Connections on which nobody stays: for single selects by key, which need not wait for those who read or write much. */
    HikariDataSource glances() {
        return glances;
    }

    /** What is open right now, in both. */
    PoolFigures figures() {
        PoolFigures figures = PoolFigures.of(pool);
        return glances == pool ? figures : figures.and(PoolFigures.of(glances));
    }

    /** Gives up each connection as soon as nobody uses it. */
    void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
        glances.getHikariPoolMXBean().softEvictConnections();
    }

    /**
     * What writers work with. The first caller checks the tables against the entities, which takes as long as everything else
     * at a start together: nobody who only reads waits for it.
     */
    synchronized SessionFactory sessions() {
        if (sessions == null) {
            sessions = withOwnClasses(() -> sessions(pool));
        }
        return sessions;
    }

    /** Whether a new connection can be made right now, asked of the driver and not of the pool. */
    boolean isReachable() {
        Properties properties = settings.driverProperties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
        }
        try (Connection connection = driver().connect(settings.effectiveUrl(), properties)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Leaves it in order; an H2 file gives back the room that old versions of its pages took. */
    void close() {
        closeSessions();
        if (settings.isH2()) {
            compact();
        }
        closePools();
    }

    /** Leaves it without waiting for connections that may never answer. */
    void abandon() {
        var closing = new Thread(
                () -> {
                    closeSessions();
                    closePools();
                },
                "teshema-database-close");
        closing.setDaemon(true);
        closing.start();
    }

    private synchronized void closeSessions() {
        if (sessions != null) {
            sessions.close();
        }
    }

    private void closePools() {
        glances.close();
        pool.close();
    }

    /** The libraries inside this bundle look for their parts by the context class loader. */
    private static <T> T withOwnClasses(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Database.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Driver driver() {
        return settings.isH2() ? new org.h2.Driver() : new org.postgresql.Driver();
    }

    private void compact() {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException e) {
            LOG.debug("The embedded database closed without being compacted: {}", e.getMessage());
        }
    }

    private static HikariConfig pool(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("teshema");
        config.setDriverClassName(settings.isH2() ? "org.h2.Driver" : "org.postgresql.Driver");
        config.setJdbcUrl(settings.effectiveUrl());
        config.setDataSourceProperties(settings.driverProperties());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(4, settings.poolSize()));
        config.setConnectionTimeout(3_000);
        config.setValidationTimeout(2_000);
        config.setInitializationFailTimeout(1);
        return config;
    }

    private static HikariConfig glances(DatabaseSettings settings) {
        var config = pool(settings);
        int size = Math.min(GLANCES_PER_CORE * Runtime.getRuntime().availableProcessors(), settings.poolSize());
        config.setPoolName("teshema-glances");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        return config;
    }

    private static SessionFactory sessions(HikariDataSource pool) {
        var bootstrap = new BootstrapServiceRegistryBuilder()
                .applyClassLoader(Database.class.getClassLoader())
                .build();
        var registry = new StandardServiceRegistryBuilder(bootstrap)
                .applySetting("hibernate.connection.datasource", pool)
                .applySetting("hibernate.hbm2ddl.auto", "validate")
                .applySetting("hibernate.jdbc.batch_size", "200")
                // Held after the commit as well: what the server warned of at the commit is asked of the connection.
                .applySetting("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD")
                // What fails is thrown; whoever catches it knows whether it is worth a line in the log.
                .applySetting("hibernate.jdbc.log.errors", "false")
                .applySetting("hibernate.jdbc.log.warnings", "false")
                .applySetting("hibernate.jdbc.time_zone", "UTC")
                .applySetting("hibernate.timezone.default_storage", "NORMALIZE_UTC")
                .build();
        var sources = new MetadataSources(registry);
        Entities.ALL.forEach(sources::addAnnotatedClass);
        return sources.buildMetadata().buildSessionFactory();
    }
}
