package org.teshema.rest.auth;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;

/** The tokens that the platform's own accounts were given at log-in. */
@Component(service = Tokens.class)
public final class AccountTokens implements Tokens {
    private final Accounts accounts;

    /** The tokens of these accounts. */
    @Activate
    public AccountTokens(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Actor> actorOf(String token) {
        return accounts.actorOf(token);
    }

    @Override
    public boolean servesSeveral(String token) {
        return accounts.servesSeveral(token);
    }
}
