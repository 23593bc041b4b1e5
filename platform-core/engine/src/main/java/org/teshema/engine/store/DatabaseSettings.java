package org.teshema.engine.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * Where the database is.
 *
 * @param url JDBC URL of H2 ({@code jdbc:h2:file:…}) or PostgreSQL ({@code jdbc:postgresql://…})
 * @param user login role, may be empty where the URL carries it
 * @param password its password, never logged
 * @param poolSize most connections at a time, 1 to 200
 */
public record DatabaseSettings(String url, String user, String password, int poolSize) {
    public DatabaseSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("The database URL begins with jdbc:h2: or jdbc:postgresql:, not \""
                    + url.replaceAll("password=[^&;]*", "password=…") + "\"");
        }
        if (poolSize < 1 || poolSize > 200) {
            throw new IllegalArgumentException("The pool has 1 to 200 connections, not " + poolSize);
        }
    }

    /** A database in memory, for tests: as many as there are names. */
    public static DatabaseSettings inMemory(String name) {
        return new DatabaseSettings("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "", 8);
    }

    /** Without the password, wherever it stands. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + shown() + ", user " + user + ", at most " + poolSize + " connections]";
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** The URL without its parameters, which may hold a password: for the log. */
    String shown() {
        return url.replaceAll("[?;].*", "");
    }

    /** The URL with what H2 needs to speak PostgreSQL's dialect and to keep what it has acknowledged. */
    String effectiveUrl() {
        if (!isH2()) {
            return url;
        }
        return url
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=KEY,DAY,VALUE"
                // Without it a killed process loses what it has acknowledged in the half second before.
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** What the driver is told on every connection of the pool; the URL's own parameters win. */
    Properties driverProperties() {
        var properties = new Properties();
        if (!isH2()) {
            properties.setProperty("ApplicationName", "teshema");
            // A statement seen three times is prepared on the server, and stays so: half the database's work of a scan.
            properties.setProperty("prepareThreshold", "3");
            properties.setProperty("preparedStatementCacheQueries", "512");
            properties.setProperty("preparedStatementCacheSizeMiB", "8");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("loginTimeout", "5");
            // Beyond the server's own limit: it ends waits for a server that does not answer at all.
            properties.setProperty("socketTimeout", "90");
            properties.setProperty(
                    "options",
                    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
                            // To compile a statement takes longer than any of ours runs.
                            + " -c jit=off");
        }
        return properties;
    }

    /** The same database for another role, whatever role the URL names. */
    DatabaseSettings as(String role, String secret, int connections) {
        String plain = isH2()
                ? url.replaceAll(";.*", "")
                : url.replaceAll("([?&])(user|password|options|currentSchema|ApplicationName)=[^&]*", "$1")
                        .replaceAll("([?&])&+", "$1")
                        .replaceAll("[?&]$", "");
        return new DatabaseSettings(plain, role, secret, connections);
    }

    /** The URL for connections of a role that is not the platform's: it changes no setting of the database, and does not make one. */
    String roleUrl() {
        return isH2() ? url + ";IFEXISTS=TRUE;NON_KEYWORDS=KEY,DAY,VALUE;LOCK_TIMEOUT=1000" : url;
    }

    /**
     * What the driver is told on connections of a role that is not the platform's: short limits, one process of the server's, and no answer
     * that fills the memory.
     *
     * @param longest what a statement may take
     */
    Properties roleProperties(Duration longest) {
        var properties = new Properties();
        if (!isH2()) {
            properties.setProperty("ApplicationName", "teshema-app");
            properties.setProperty("prepareThreshold", "0");
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("loginTimeout", "3");
            properties.setProperty("socketTimeout", "15");
            properties.setProperty("maxResultBuffer", "16M");
            properties.setProperty(
                    "options",
                    "-c statement_timeout=" + longest.toMillis() + " -c lock_timeout=1s"
                            + " -c idle_in_transaction_session_timeout=15s"
                            // Nobody ends what is being compiled, and a helper is one more that computes.
                            + " -c jit=off -c max_parallel_workers_per_gather=0");
        }
        return properties;
    }
}
