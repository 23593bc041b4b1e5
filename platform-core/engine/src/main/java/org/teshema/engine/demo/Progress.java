package org.teshema.engine.demo;

import java.util.Optional;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;

/**
 * How far the first start or the loading of a demonstration city has come, kept in the database and moved on in the
 * transaction of each step: a process that was killed goes on where it was. It stands among the idempotency keys, under the
 * account 0 nobody has.
 */
final class Progress {
    private final Database database;
    private final String key;

    Progress(Database database, String key) {
        this.database = database;
        this.key = key;
    }

    /** The last step done; empty before the first. */
    Optional<String> last() {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select reference from idempotency where account_id = 0 and key = ?")) {
                select.setString(1, key);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Notes a step as done, together with what it wrote. */
    void reached(UnitOfWork unit, String step, java.time.Instant now) {
        int changed = unit.update("update idempotency set reference = ? where account_id = 0 and key = ?", step, key);
        if (changed == 0) {
            unit.update(
                    "insert into idempotency (account_id, key, operation, request_digest, reference, created_at)"
                            + " values (0, ?, 'first-start', ?, ?, ?)",
                    key,
                    new byte[32],
                    step,
                    now);
        }
    }
}
