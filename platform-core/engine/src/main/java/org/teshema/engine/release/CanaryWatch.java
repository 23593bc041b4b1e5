package org.teshema.engine.release;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.time.Beat;

/**
 * Ends a trial by itself when the release on trial fails on this node: it was refused at the gate, or made so many faults that it was
 * left out. One node that sees it is enough; every other follows. Thread-safe.
 */
@Component(service = CanaryWatch.class, immediate = true)
public final class CanaryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST = 400;

    private final Convergence convergence;
    private final Canaries canaries;
    private final Optional<Beat> beat;

    /** Watches by itself. */
    @Activate
    public CanaryWatch(@Reference Convergence convergence, @Reference Canaries canaries) {
        this(convergence, canaries, true);
    }

    /**
     * A watch.
     *
     * @param byItself false for one that looks when told
     */
    public CanaryWatch(Convergence convergence, Canaries canaries, boolean byItself) {
        this.convergence = convergence;
        this.canaries = canaries;
        this.beat = byItself ? Optional.of(Beat.every(PAUSE, "teshema-canaries", this::lookQuietly)) : Optional.empty();
    }

    /**
     * Looks now.
     *
     * @throws Problem while the database is away
     */
    public void look() {
        for (Release release : convergence.onTrial()) {
            Optional<String> failed = convergence.report(release.origin()).flatMap(CanaryWatch::failure);
            if (failed.isPresent() && canaries.withdrawFailed(release.origin().name(), release.id(), failed.get())) {
                LOG.warn("试行已自动撤回 / the trial of {} was ended: {}", release.origin(), failed.get());
            }
        }
    }

    private static Optional<String> failure(PluginReport report) {
        if (report.stage() == Stage.REFUSED) {
            String why =
                    report.reason().map(text -> text.zh() + " / " + text.en()).orElse("");
            return Optional.of(shortened("自动撤回：未能准入 / withdrawn, refused at the gate: " + why));
        }
        if (report.opened() > 0) {
            return Optional.of(shortened(String.format(
                    Locale.ROOT,
                    "自动撤回：故障过多已熔断（%d 次调用，%d 次故障） / withdrawn, left out after too many faults (%d calls, %d faults)",
                    report.calls(),
                    report.faults(),
                    report.calls(),
                    report.faults())));
        }
        return Optional.empty();
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    private void lookQuietly() {
        try {
            look();
        } catch (Problem e) {
            LOG.debug("Trials could not be looked at: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("试行未能检查 / trials could not be looked at", e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }
}
