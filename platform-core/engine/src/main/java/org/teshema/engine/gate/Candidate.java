package org.teshema.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.text.Text;

/** A plugin on its way through the gate. Belongs to the gate's thread; what others see is a {@link Seen}. */
final class Candidate {
    final PluginJar jar;
    final Dwelling dwelling;
    Stage stage = Stage.PROPOSED;
    Instant since;
    Optional<Text> reason = Optional.empty();
    Optional<PluginInfo> info = Optional.empty();
    Optional<Admitted> admitted = Optional.empty();
    Optional<PlatformHandle> handle = Optional.empty();

    Candidate(PluginJar jar, Dwelling dwelling, Instant since) {
        this.jar = jar;
        this.dwelling = dwelling;
        this.since = since;
    }

    void to(Stage next, Optional<Text> why, Instant now) {
        stage = next;
        reason = why;
        since = now;
    }

    /** To a stage it may be at already; then it has been there since it came. */
    void stay(Stage next, Optional<Text> why, Instant now) {
        to(next, why, stage == next ? since : now);
    }

    /** Whether it was admitted and is not leaving. */
    boolean isIn() {
        return admitted.isPresent() && (stage == Stage.SERVING || stage == Stage.STANDBY || stage == Stage.CANARY);
    }

    Seen seen() {
        return new Seen(jar, stage, since, reason, info, admitted, dwelling);
    }

    /** One moment of a candidate; the figures are read when a report is asked for. */
    record Seen(
            PluginJar jar,
            Stage stage,
            Instant since,
            Optional<Text> reason,
            Optional<PluginInfo> info,
            Optional<Admitted> admitted,
            Dwelling dwelling) {
        String name() {
            return info.map(PluginInfo::name).orElse(jar.name());
        }

        String version() {
            return info.map(PluginInfo::version).orElse(jar.version());
        }

        PluginReport report() {
            return new PluginReport(
                    name(),
                    version(),
                    info.map(PluginInfo::title),
                    stage,
                    reason,
                    info.flatMap(PluginInfo::district),
                    jar.bundle(),
                    since,
                    admitted.map(Admitted::calls).orElse(0L),
                    admitted.map(Admitted::faults).orElse(0L),
                    admitted.map(Admitted::slow).orElse(0L),
                    admitted.flatMap(Admitted::p95),
                    admitted.map(Admitted::opened).orElse(0L),
                    admitted.map(Admitted::nanos).orElse(0L) / 1e9,
                    admitted.map(Admitted::breaker).orElse(Breaker.CLOSED),
                    admitted.map(Admitted::kinds).orElse(List.of()).stream()
                            .map(EntryKind::name)
                            .toList(),
                    dwelling.tier(),
                    dwelling.restarts());
        }
    }
}
