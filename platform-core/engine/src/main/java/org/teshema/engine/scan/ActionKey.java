package org.teshema.engine.scan;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.teshema.engine.store.Database;

/**
 * The key under which the tokens of actions are given out: one for the city, drawn when it is needed first and kept in the
 * database, so that a form outlives a restart and any node takes it. Thread-safe.
 */
final class ActionKey implements Supplier<byte[]> {
    private static final int LENGTH = 32;

    private final Database database;
    private volatile Optional<byte[]> known = Optional.empty();

    ActionKey(Database database) {
        this.database = database;
    }

    @Override
    public byte[] get() {
        Optional<byte[]> key = known;
        if (key.isEmpty()) {
            key = Optional.of(kept().orElseGet(this::drawn));
            known = key;
        }
        return key.get();
    }

    private Optional<byte[]> kept() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select secret from action_key where id = 1");
                    var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
    }

    /** Of two nodes that draw at a time one is first, and its key holds. */
    private byte[] drawn() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        database.write(unit ->
                unit.update("insert into action_key (id, secret) values (1, ?) on conflict do nothing", (Object) key));
        return kept().orElseThrow();
    }
}
