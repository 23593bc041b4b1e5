package org.teshema.engine.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/** Looks up whose account it is before anybody is logged in. Thread-safe. */
final class KnownAccounts {
    private static final String OPERATOR = "select a.id as account_id, a.login, " + OrganisationColumns.of("o")
            + " from account a join organisation o on o.id = a.organisation_id"
            + " where o.kind = 'CITY_BUREAU' and a.active order by a.id limit 1";

    private final Database database;
    private final CityClock clock;

    KnownAccounts(Database database, CityClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The account with that login, as it is normally written. */
    Optional<KnownAccount> of(String login) {
        return known("a.login = ?", login);
    }

    Optional<KnownAccount> of(long account) {
        return known("a.id = ?", account);
    }

    /** The city's first account that is active; empty while the platform has not begun. */
    Optional<Actor> operator() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(OPERATOR);
                    var row = select.executeQuery()) {
                return row.next() ? Optional.of(actor(row)) : Optional.empty();
            }
        });
    }

    private Optional<KnownAccount> known(String which, Object value) {
        LocalDate today = clock.today();
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select a.id as account_id, a.login, a.password_hash, a.active, "
                            + OrganisationColumns.of("o") + " from account a" + Serving.JOIN + " where " + which
                            + Serving.OWN_FIRST)) {
                Sql.bind(select, today, today, value);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(known(row)) : Optional.empty();
                }
            }
        });
    }

    private static KnownAccount known(ResultSet row) throws SQLException {
        Actor first = actor(row);
        String hash = row.getString("password_hash");
        boolean active = row.getBoolean("active");
        List<Actor> others = new ArrayList<>();
        while (row.next()) {
            others.add(actor(row));
        }
        return new KnownAccount(first, List.copyOf(others), hash, active);
    }

    private static Actor actor(ResultSet row) throws SQLException {
        return new Actor(
                row.getLong("account_id"),
                row.getString("login"),
                OrganisationColumns.read(row, "o").orElseThrow());
    }
}
