package org.teshema.engine.release;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Share;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.release.ReleaseRefused;

/** One change of what is to run of one plugin, within a transaction: the row, the number that every node looks at, the leaf. */
final class TargetChange {
    static final String PLATFORM = "平台 Platform";

    private final UnitOfWork unit;
    private final Optional<Actor> actor;
    private final String plugin;
    private final Optional<Target> before;
    private final CityClock clock;

    private TargetChange(UnitOfWork unit, Optional<Actor> actor, String plugin, CityClock clock) {
        this.unit = unit;
        this.actor = actor;
        this.plugin = plugin;
        this.clock = clock;
        // Locks: of two who change at once the second sees what the first one did.
        Deeds.changed(unit);
        this.before = unit.jdbc(connection -> ReleaseRows.target(connection, plugin));
    }

    /** Begins a change by somebody, or by the platform itself where nobody is named. */
    static TargetChange of(UnitOfWork unit, Optional<Actor> actor, String plugin, CityClock clock) {
        return new TargetChange(unit, actor, plugin, clock);
    }

    /** What was to run; empty for a plugin that never was. */
    Optional<Target> before() {
        return before;
    }

    /** The same of a plugin that has a row. */
    Target known() {
        return before.orElseThrow(() -> Installations.missing(plugin));
    }

    Release release(long id) {
        return unit.jdbc(connection -> ReleaseRows.find(connection, id)).orElseThrow(() -> Releases.missing(id));
    }

    /**
     * Refuses what may not be installed (any more).
     *
     * @throws Problem RELEASE_REFUSED
     */
    void good(Releases releases, Release release) {
        Optional<Problem> problem = unit.jdbc(connection -> {
            try {
                releases.verified(connection, release);
                return Optional.empty();
            } catch (ReleaseRefused e) {
                return Optional.of(Releases.refused(e));
            }
        });
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    /**
     * Refuses a release that is expired or older than one that was live: what may still run may not be installed anew.
     *
     * @throws Problem RELEASE_REFUSED
     */
    void fresh(Releases releases, Release release) {
        good(releases, release);
        if (clock.today().isAfter(release.expires())) {
            throw Problem.of(
                    ProblemType.RELEASE_REFUSED,
                    release.origin() + " 的有效期至 " + release.expires() + "，已过；请重新发布。",
                    release.origin() + " was good until " + release.expires() + ". Release it again.");
        }
        try {
            ReleaseCheck.notRolledBack(release.origin().version(), before.flatMap(Target::highest));
        } catch (ReleaseRefused e) {
            throw Releases.refused(e);
        }
    }

    /** Says what is to run from now on. */
    void set(
            OptionalLong live,
            OptionalLong previous,
            Optional<Canary> canary,
            Optional<String> highest,
            String reason) {
        Optional<Share> share = canary.map(Canary::share);
        Object[] values = {
            live,
            previous,
            canary.map(Canary::release),
            share.filter(Share.OfStation.class::isInstance).map(one -> ((Share.OfStation) one).organisation()),
            share.filter(Share.PerMille.class::isInstance).map(one -> ((Share.PerMille) one).perMille()),
            highest,
            reason,
            actor.map(Actor::accountId),
            actor.map(one -> one.organisation().name()).orElse(PLATFORM),
            now(),
            plugin
        };
        int changed = unit.update(
                "update plugin_target set live_id = ?, previous_id = ?, canary_id = ?, canary_station = ?,"
                        + " canary_per_mille = ?, highest = ?, reason = ?, changed_by = ?, author = ?, changed_at = ?"
                        + " where name = ?",
                values);
        if (changed == 0) {
            unit.update(
                    "insert into plugin_target (live_id, previous_id, canary_id, canary_station, canary_per_mille,"
                            + " highest, reason, changed_by, author, changed_at, name)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    /** The leaf of the deed. */
    void told(String what, Release release, String reason) {
        Deeds.told(
                unit,
                actor,
                what,
                "release:" + release.origin().name() + ":" + release.origin().version(),
                release.origin().district(),
                now(),
                release.digest(),
                reason);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
