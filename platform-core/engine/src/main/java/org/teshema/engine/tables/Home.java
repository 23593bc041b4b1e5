package org.teshema.engine.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.teshema.engine.store.Sql;

/**
 * Where an app's tables are.
 *
 * @param app its name
 * @param schema the schema that holds
 * @param role the role that reaches it
 * @param secret the role's password; known to the platform alone
 */
record Home(String app, String schema, String role, String secret) {
    static Optional<Home> find(Connection connection, String app) throws SQLException {
        try (var select =
                connection.prepareStatement("select schema_name, role_name, secret from app_tables where app = ?")) {
            Sql.bind(select, app);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Home(app, row.getString(1), row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    /** The words must not go into a log. */
    @Override
    public String toString() {
        return "Home[" + app + ", " + schema + ", " + role + "]";
    }
}
