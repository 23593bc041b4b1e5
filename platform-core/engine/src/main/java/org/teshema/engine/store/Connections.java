package org.teshema.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/** A few connections to the platform's database under another role than the platform's own. Thread-safe. */
public final class Connections implements AutoCloseable {
    private final HikariDataSource pool;
    private final boolean postgres;

    Connections(DatabaseSettings settings, String name, Duration longest) {
        this.postgres = !settings.isH2();
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDriverClassName(settings.isH2() ? "org.h2.Driver" : "org.postgresql.Driver");
        config.setJdbcUrl(settings.roleUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(settings.roleProperties(longest));
        this.pool = new HikariDataSource(config);
    }

    /** One of them; give it back with {@link #done}. */
    public Connection take() throws SQLException {
        return pool.getConnection();
    }

    /** Gives one back, with nothing left on it of what was done there: no setting, no lock, no half transaction. */
    public void done(Connection connection) {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            connection.setReadOnly(false);
            if (postgres) {
                try (var all = connection.createStatement()) {
                    all.execute("discard all");
                }
            }
        } catch (SQLException e) {
            pool.evictConnection(connection);
        }
    }

    /** Whether what failed means that the database, or a free connection to it, is not to be had. */
    public static boolean isAway(SQLException failure) {
        return failure instanceof SQLTransientConnectionException || Failures.isAway(failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
