package org.teshema.engine.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * Log-ins that another provider of identities vouches for. Which account it is has been found by whoever calls; here it begins a session,
 * or half of one where a second step is asked for that the provider has not done. Thread-safe.
 */
@Component(service = ProvidedLogIns.class)
public final class ProvidedLogIns {
    private final Database database;
    private final Accounts accounts;
    private final Bearers bearers;

    /** Log-ins to those accounts. */
    @Activate
    public ProvidedLogIns(@Reference Database database, @Reference Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
        this.bearers = accounts.bearers();
    }

    /**
     * Begins a session of that account.
     *
     * @param secondStep whether the provider asked for a second factor
     * @return empty for an account that is switched off, or whose owner acts for nobody
     */
    public Optional<LogIn> enter(long account, Provided by, boolean secondStep, String clientAddress) {
        return accounts.enter(account, by, secondStep, clientAddress);
    }

    /** The hint of the session of that token; empty for one that began otherwise. */
    public Optional<byte[]> hint(String token) {
        if (!Bearers.isToken(token)) {
            return Optional.empty();
        }
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select provider_hint from bearer where token_digest = ? and provider_hint is not null")) {
                select.setBytes(1, Bearers.digest(token));
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes("provider_hint")) : Optional.empty();
                }
            }
        });
    }

    /** Ends every session that began by that link, on every node, with the transaction, of which it is the last deed. */
    public void end(UnitOfWork unit, long link) {
        end(unit, connection -> of(connection, "link_id = ?", link), "link_id = ?", link);
    }

    /**
     * Ends the sessions that belong to one of the provider's own, on every node, with the transaction, of which it is the last deed.
     *
     * @param issuer the provider
     * @param session how it calls its session
     */
    public void end(UnitOfWork unit, String issuer, String session) {
        String which = "provider_session = ? and link_id in (select id from identity_link where issuer = ?)";
        end(unit, connection -> of(connection, which, session, issuer), which, session, issuer);
    }

    private interface Reading {
        Set<Long> of(Connection connection) throws SQLException;
    }

    private void end(UnitOfWork unit, Reading whose, String which, Object... values) {
        Set<Long> ended = unit.jdbc(whose::of);
        unit.update("delete from half_session where " + which, values);
        unit.update("delete from bearer where " + which, values);
        ended.forEach(account -> bearers.told(unit, account));
    }

    /** Forgets on this node what is remembered, after a transaction that ended sessions. */
    public void forgetAll() {
        bearers.forgetAll();
    }

    private static Set<Long> of(Connection connection, String which, Object... values) throws SQLException {
        Set<Long> accounts = new HashSet<>();
        try (var select = connection.prepareStatement("select distinct account_id from bearer where " + which)) {
            Sql.bind(select, values);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(row.getLong("account_id"));
                }
            }
        }
        return accounts;
    }
}
