package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.Sm3;

/** What the ledger says of accounts. Thread-safe. */
final class AccountLeaves {
    private final CityClock clock;

    AccountLeaves(CityClock clock) {
        this.clock = clock;
    }

    void write(UnitOfWork unit, Actor by, String what, long account, String district) {
        unit.leaf(of(by, what, account, district));
    }

    LedgerLeaf of(Actor by, String what, long account, String district) {
        return of(what, account, district, by.role().name(), by.accountId());
    }

    LedgerLeaf of(String what, long account, String district, String role, long by) {
        byte[] digest = Sm3.hash((what + "\n" + account + "\n" + by).getBytes(StandardCharsets.UTF_8));
        return new LedgerLeaf(what, "account:" + account, district, role, clock.instant(), digest);
    }
}
