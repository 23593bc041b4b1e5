package org.teshema.engine.account;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** The accounts of people, and who a request comes from. Thread-safe. */
@Component(service = Accounts.class)
public final class Accounts {
    private final Bearers bearers;

    /** The accounts in that database. */
    @Activate
    public Accounts(@Reference Database database, @Reference CityClock clock) {
        this.bearers = new Bearers(database, clock);
    }

    /** Who the bearer of that token is; empty when it is unknown, expired, or its account no longer active. */
    public Optional<Actor> actorOf(String bearerToken) {
        return bearers.actorOf(bearerToken);
    }
}
