package org.teshema.engine.ledger;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.teshema.engine.codes.KillCity;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;

/**
 * A process in which people order, make, hand over, give out and bind codes as fast as they can until it is killed. It says {@code try KEY}
 * before and {@code ack KEY NUMBER} after each write, and {@code head NOTE} for each checkpoint it signed.
 */
public final class KillWorkload {
    private static final int WRITERS = 3;

    private final KillCity city;

    private KillWorkload(KillCity city) {
        this.city = city;
    }

    /**
     * Begins.
     *
     * @param arguments JDBC URL, guard file, ledger key, name of the round, keys to send again
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        var clock = new CityClock(InstantSource.system());
        var guard = Path.of(given.get(1));
        var database = Database.of(new DatabaseSettings(given.get(0), "", "", 8));
        say("begin");
        database.answers();
        var city = new KillCity(database, ring(guard), clock);
        city.prepare();
        var workload = new KillWorkload(city);
        say("ready");
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = given.get(3) + "-" + writer + "-";
            daemon(() -> {
                for (int n = 0; ; n++) {
                    workload.life(name + n);
                }
            });
        }
        given.subList(4, given.size()).forEach(workload::write);
        var sequencer = Sequencer.of(database, TestSigner.of(given.get(2)), clock, guard);
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
            var clock = new CityClock(InstantSource.system());
            for (String url : given.subList(1, given.size())) {
                var guard = Path.of(given.get(0) + "-" + given.indexOf(url));
                try (var database = Database.of(new DatabaseSettings(url, "", "", 8));
                        var city = new KillCity(database, ring(guard), clock)) {
                    city.prepare();
                    new KillWorkload(city).life("rehearsal");
                    var signer = TestSigner.of(TestSigner.newKey());
                    var sequencer = Sequencer.of(database, signer, clock, guard);
                    sequencer.run();
                    say("head " + new Ledger(database, signer, sequencer).head().note());
                }
            }
            System.exit(0);
        }
    }

    /** The key file of the city whose ledger that guards. */
    static Path ring(Path guard) {
        return guard.resolveSibling(guard.getFileName() + "-city.keys");
    }

    private void life(String batch) {
        KillCity.STEPS.forEach(step -> write(batch + "-" + step));
    }

    private void write(String key) {
        say("try " + key);
        try {
            say("ack " + key + " " + city.ask(key));
        } catch (RuntimeException e) {
            say("fail " + key + " " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
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
