package org.teshema.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/**
 * A process that writes as fast as it can until it is killed. It says {@code try KEY} before and {@code ack KEY REFERENCE}
 * after each write, and {@code head NOTE} for each checkpoint it signed.
 */
public final class KillWorkload {
    private static final int WRITERS = 3;
    private static final Actor CITY = new Actor(
            1,
            "city",
            new Organisation(1, OrganisationKind.CITY_BUREAU, "市局", Optional.empty(), "310000", Optional.empty()));

    private final Database database;
    private final Writes writes;
    private final CityClock clock = new CityClock(InstantSource.system());

    KillWorkload(Database database) {
        this.database = database;
        this.writes = new Writes(database, clock);
    }

    /**
     * Begins.
     *
     * @param arguments JDBC URL, guard file, ledger key, name of the round, keys to send again
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        var database = Database.of(new DatabaseSettings(given.get(0), "", "", 8));
        var workload = new KillWorkload(database);
        say("begin");
        database.answers();
        workload.prepare();
        say("ready");
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = given.get(3) + "-" + writer + "-";
            daemon(() -> {
                for (int n = 0; ; n++) {
                    workload.write(name + n);
                }
            });
        }
        given.subList(4, given.size()).forEach(workload::write);
        var sequencer = Sequencer.of(database, TestSigner.of(given.get(2)), workload.clock, Path.of(given.get(1)));
        var ledger = new Ledger(database, TestSigner.of(given.get(2)), sequencer);
        while (true) {
            if (sequencer.run() > 0) {
                say("head " + ledger.head().note().replace('\n', '|'));
            }
            sequencer.objection().ifPresent(o -> say("objection " + o.en()));
        }
    }

    /** Does once what the process does until it is killed, and ends. */
    static final class Rehearsal {
        private Rehearsal() {}

        /**
         * Begins.
         *
         * @param arguments guard file, JDBC URLs
         */
        public static void main(String[] arguments) {
            List<String> given = Arrays.asList(arguments);
            for (String url : given.subList(1, given.size())) {
                try (var database = Database.of(new DatabaseSettings(url, "", "", 8))) {
                    var workload = new KillWorkload(database);
                    workload.prepare();
                    workload.write("rehearsal");
                    var signer = TestSigner.of(TestSigner.newKey());
                    var guard = Path.of(given.get(0) + "-" + given.indexOf(url));
                    var sequencer = Sequencer.of(database, signer, workload.clock, guard);
                    sequencer.run();
                    say("head " + new Ledger(database, signer, sequencer).head().note());
                }
            }
            System.exit(0);
        }
    }

    /** The organisation that does everything here. */
    void prepare() {
        database.write(unit -> unit.update(
                "insert into organisation (id, kind, name, district, created_at) values (1, ?, 'city', '310000', ?)"
                        + " on conflict do nothing",
                OrganisationKind.CITY_BUREAU,
                clock.instant()));
    }

    private void write(String key) {
        say("try " + key);
        try {
            say("ack " + key + " " + ask(key));
        } catch (RuntimeException e) {
            say("fail " + key + " " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    /** Orders a batch and writes an archive entry about it: rows, entry, leaf, event and key in one transaction. */
    String ask(String key) {
        return writes.once(new WriteRequest(CITY, key), "batch.order", key, unit -> {
            String batch = insert(
                    unit,
                    "insert into batch (district, title, code_class, quantity, state, ordered_by, reason, format, ordered_at)"
                            + " values ('310000', ?, 'STOCK', 1, 'ORDERED', 1, 'test', 'v1', ?)",
                    key,
                    clock.instant());
            String entry = insert(
                    unit,
                    "insert into entry (subject_type, subject_id, district, kind, schema_version, fields, happened_at,"
                            + " recorded_at, author_id, author, source, salt)"
                            + " values ('ORGANISATION', ?, '310000', 'test', 1, '{}', ?, ?, 1, 'city', 'TEST', ?)",
                    key,
                    clock.instant(),
                    clock.instant(),
                    new byte[16]);
            unit.leaf(new LedgerLeaf(
                    "batch.ordered",
                    key,
                    "310000",
                    "CITY_BUREAU",
                    clock.instant(),
                    Sm3.hash(key.getBytes(StandardCharsets.UTF_8))));
            unit.publish("batch.ordered", key, "310000", "{}", clock.instant());
            return batch + ":" + entry;
        });
    }

    private static String insert(UnitOfWork unit, String sql, Object... parameters) {
        return unit.jdbc(connection -> {
            try (var statement = connection.prepareStatement(sql, new String[] {"id"})) {
                Sql.bind(statement, parameters);
                statement.executeUpdate();
                try (var made = statement.getGeneratedKeys()) {
                    made.next();
                    return made.getString(1);
                }
            }
        });
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
