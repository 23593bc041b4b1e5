package org.teshema.engine.release;

import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.gate.Share;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Trials: a release serves one station or a share of the devices on every node while the live one goes on serving the rest, then becomes
 * live or is withdrawn in one step. What it kept meanwhile stays. Of the plugin's district and of the city. Thread-safe.
 */
@Component(service = Canaries.class)
public final class Canaries {
    private final Database database;
    private final Writes writes;
    private final Releases releases;
    private final Installations installations;
    private final Convergence convergence;
    private final CityClock clock;

    /** Trials in that database. */
    @Activate
    public Canaries(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Releases releases,
            @Reference Installations installations,
            @Reference Convergence convergence,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.releases = releases;
        this.installations = installations;
        this.convergence = convergence;
        this.clock = clock;
    }

    /**
     * Tries a release on a share. Of a release that is on trial already the share is changed; another one on trial is replaced.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, INVALID for a station that is none of the plugin's district, WRONG_STATE when the release is
     *     live, or RELEASE_REFUSED as for installing
     */
    public Installation begin(WriteRequest asked, long id, Share share, String reason) {
        Release release = releases.get(id);
        String district = release.origin().district();
        Deeds.ofDistrict(asked.actor(), district);
        String why = Deeds.reason(reason);
        installations.refreshesNothing(release.origin().name());
        writes.once(asked, "release.canary", id + "\n" + share + "\n" + why, unit -> {
            if (share instanceof Share.OfStation one) {
                boolean station = unit.jdbc(connection -> Organisations.find(connection, one.organisation()))
                        .filter(found -> isStationOf(found, district))
                        .isPresent();
                if (!station) {
                    throw noStation(district);
                }
            }
            String plugin = release.origin().name();
            TargetChange change = TargetChange.of(unit, Optional.of(asked.actor()), plugin, clock);
            Optional<Target> before = change.before();
            if (before.filter(target -> target.isLive(id)).isPresent()) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        release.origin() + " 已上线，不必再试行。",
                        release.origin() + " is live already; there is nothing to try.");
            }
            change.fresh(releases, release);
            change.set(
                    before.map(Target::live).orElseGet(OptionalLong::empty),
                    before.map(Target::previous).orElseGet(OptionalLong::empty),
                    Optional.of(new Canary(id, share)),
                    before.flatMap(Target::highest),
                    why);
            change.told("release.canary", release, share + "\n" + why);
            return plugin;
        });
        convergence.soon();
        return installations.get(release.origin().name());
    }

    private static boolean isStationOf(Organisation one, String district) {
        return one.kind() == OrganisationKind.STATION
                && (district.equals(Districts.CITY) || district.equals(one.district()));
    }

    private static Problem noStation(String district) {
        return Problem.inField(
                ProblemType.INVALID,
                "station",
                "没有这个监管所，或它不在 " + district + "；试行范围是本区的一个监管所，或若干千分比的设备。",
                "There is no such station in " + district
                        + ". A trial is on one station of the district, or on so many of a thousand devices.");
    }

    /**
     * Makes the release on trial live for everybody, in one step; the one that was live is the one to go back to.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, WRONG_STATE when none is on trial, or RELEASE_REFUSED when its key was revoked
     */
    public Installation promote(WriteRequest asked, String plugin, String reason) {
        Deeds.ofDistrict(asked.actor(), installations.get(plugin).district());
        String why = Deeds.reason(reason);
        installations.refreshesNothing(plugin);
        writes.once(asked, "release.promote", plugin + "\n" + why, unit -> {
            TargetChange change = TargetChange.of(unit, Optional.of(asked.actor()), plugin, clock);
            Target before = change.known();
            Release release = change.release(onTrial(before).release());
            change.fresh(releases, release);
            change.set(
                    OptionalLong.of(release.id()),
                    before.live().isPresent() ? before.live() : before.previous(),
                    Optional.empty(),
                    Optional.of(release.origin().version()),
                    why);
            change.told("release.promoted", release, why);
            return plugin;
        });
        convergence.soon();
        return installations.get(plugin);
    }

    /**
     * Ends the trial in one step: everybody is served by the live release again.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, or WRONG_STATE when none is on trial
     */
    public Installation withdraw(WriteRequest asked, String plugin, String reason) {
        Deeds.ofDistrict(asked.actor(), installations.get(plugin).district());
        String why = Deeds.reason(reason);
        writes.once(asked, "release.canary-withdrawn", plugin + "\n" + why, unit -> {
            TargetChange change = TargetChange.of(unit, Optional.of(asked.actor()), plugin, clock);
            withdraw(change, change.known(), why);
            return plugin;
        });
        convergence.soon();
        return installations.get(plugin);
    }

    /**
     * The platform's own hand: ends a trial that failed, unless something else was decided meanwhile.
     *
     * @return whether it was this call that ended it
     */
    boolean withdrawFailed(String plugin, long release, String why) {
        boolean done = database.write(unit -> {
            TargetChange change = TargetChange.of(unit, Optional.empty(), plugin, clock);
            Optional<Target> before = change.before()
                    .filter(target -> target.canary()
                            .filter(one -> one.release() == release)
                            .isPresent());
            before.ifPresent(target -> withdraw(change, target, why));
            return before.isPresent();
        });
        convergence.soon();
        return done;
    }

    private static void withdraw(TargetChange change, Target before, String why) {
        Release release = change.release(onTrial(before).release());
        change.set(before.live(), before.previous(), Optional.empty(), before.highest(), why);
        change.told("release.canary-withdrawn", release, why);
    }

    private static Canary onTrial(Target target) {
        return target.canary()
                .orElseThrow(() -> Problem.of(
                        ProblemType.WRONG_STATE,
                        target.plugin() + " 没有在试行的发布。",
                        "No release of " + target.plugin() + " is on trial."));
    }
}
