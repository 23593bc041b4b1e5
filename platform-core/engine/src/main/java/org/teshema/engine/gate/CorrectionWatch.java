package org.teshema.engine.gate;

import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.Beat;

/**
 * Brings the city's corrections to the plugins that serve on this node, whichever node they were made on: looks at one number
 * every two seconds and reads the corrections when it has changed. Thread-safe.
 */
@Component(service = CorrectionWatch.class, immediate = true)
public final class CorrectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CorrectionWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Database database;
    private final SwappedPluginTable table;
    private final Optional<Beat> beat;

    /** A watch that looks by itself. */
    @Activate
    public CorrectionWatch(@Reference Database database, @Reference SwappedPluginTable table) {
        this(database, table, true);
    }

    /**
     * A watch.
     *
     * @param byItself false for one that looks when told
     */
    public CorrectionWatch(Database database, SwappedPluginTable table, boolean byItself) {
        this.database = database;
        this.table = table;
        this.beat =
                byItself ? Optional.of(Beat.every(PAUSE, "teshema-corrections", this::lookQuietly)) : Optional.empty();
    }

    /**
     * Looks now.
     *
     * @throws Problem while the database is away
     */
    public void look() {
        long seen = table.corrections().version();
        database.read(connection -> {
            if (CorrectionRows.version(connection) != seen) {
                table.correct(CorrectionRows.counting(connection));
            }
            return seen;
        });
    }

    private void lookQuietly() {
        try {
            look();
        } catch (Problem e) {
            LOG.debug("The corrections could not be looked at: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("规则更正读取失败，已生效的规则不变 / the corrections could not be read, the rules stay as they are", e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }
}
