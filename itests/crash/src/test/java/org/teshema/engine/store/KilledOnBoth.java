package org.teshema.engine.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A story of processes that are killed, lived on both databases side by side. */
public final class KilledOnBoth {
    private static final Logger LOG = LoggerFactory.getLogger(KilledOnBoth.class);

    private KilledOnBoth() {}

    /**
     * Where a story takes place.
     *
     * @param name of the database, for files and words
     * @param url JDBC URL of an empty one of its own
     * @param random by which moments are drawn
     * @param disaster what may befall the database itself; nothing where it lives in the killed process
     */
    public record Stage(String name, String url, Random random, Runnable disaster) {}

    /** Leaves the classes of the processes in an archive. */
    @FunctionalInterface
    public interface Rehearsal {
        ArchivedClasses with(ThrowawayPostgres server) throws Exception;
    }

    /** What happens; answers what came of it in a sentence. */
    @FunctionalInterface
    public interface Story {
        String on(Stage stage, ArchivedClasses classes) throws Exception;
    }

    /** Has the story happen on both; whatever goes wrong is told with the seed by which it can be had again. */
    public static void told(Path folder, Rehearsal rehearsal, Story story) throws Exception {
        long seed = System.nanoTime();
        var both = Executors.newFixedThreadPool(2);
        try (var server = ThrowawayPostgres.started()) {
            ArchivedClasses classes = rehearsal.with(server);
            var h2 = new Stage("h2", "jdbc:h2:file:" + folder.resolve("city") + ";USER=sa", new Random(seed), () -> {});
            var postgres = new Stage("postgresql", server.freshUrl(), new Random(seed + 1), () -> {
                server.kill();
                server.start();
            });
            List<Callable<String>> stories = List.of(() -> story.on(h2, classes), () -> story.on(postgres, classes));
            for (var one : both.invokeAll(stories)) {
                LOG.info("{}", one.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            both.shutdownNow();
        }
    }
}
