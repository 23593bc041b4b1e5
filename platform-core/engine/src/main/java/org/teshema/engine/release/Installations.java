package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Share;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * What is to run: a release is made live, taken back in one step, or stopped. Each is one row of the database and one leaf of the
 * ledger; this node follows at once and every other within seconds. Entries of a plugin stay, whatever becomes of it. Thread-safe.
 */
@Component(service = Installations.class)
public final class Installations {
    private final Database database;
    private final Writes writes;
    private final Releases releases;
    private final Convergence convergence;
    private final CityClock clock;

    /** Targets in that database. */
    @Activate
    public Installations(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Releases releases,
            @Reference Convergence convergence,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.releases = releases;
        this.convergence = convergence;
        this.clock = clock;
    }

    /** What is to run of every plugin that ever came through the door, and how it is on this node. Everybody may read it. */
    public List<Installation> list() {
        return database.read(connection -> {
            var list = new java.util.ArrayList<Installation>();
            for (Target target : ReleaseRows.targets(connection)) {
                list.add(installation(connection, target));
            }
            return list;
        });
    }

    /** The same of one plugin. */
    public Installation get(String plugin) {
        return database.read(connection -> {
                    Optional<Target> target = ReleaseRows.target(connection, plugin);
                    return target.isEmpty()
                            ? Optional.<Installation>empty()
                            : Optional.of(installation(connection, target.get()));
                })
                .orElseThrow(() -> missing(plugin));
    }

    private Installation installation(Connection connection, Target target) throws SQLException {
        Optional<Release> canary = target.canary().isEmpty()
                ? Optional.empty()
                : ReleaseRows.find(connection, target.canary().get().release());
        Optional<Release> live = found(connection, target.live());
        return new Installation(
                target,
                ReleaseRows.districts(connection, target.plugin()).get(0),
                live,
                found(connection, target.previous()),
                live.map(one -> convergence.here(one.origin())).orElse(Installation.Here.NOTHING),
                canary.isEmpty()
                        ? Optional.empty()
                        : Optional.of(trial(connection, target.canary().get(), canary.get())));
    }

    private Installation.Trial trial(Connection connection, Canary canary, Release release) throws SQLException {
        Optional<Organisation> station = canary.share() instanceof Share.OfStation one
                ? Organisations.find(connection, one.organisation())
                : Optional.empty();
        return new Installation.Trial(release, canary.share(), station, convergence.here(release.origin()));
    }

    private static Optional<Release> found(Connection connection, OptionalLong id) throws SQLException {
        return id.isEmpty() ? Optional.empty() : ReleaseRows.find(connection, id.getAsLong());
    }

    /**
     * Makes a release live for everybody, and ends a trial; of its district and of the city.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, WRONG_STATE when it is live already, or RELEASE_REFUSED when it is expired, its key
     *     revoked, or a higher version was live before
     */
    public Installation install(WriteRequest asked, long id, String reason) {
        Release release = releases.get(id);
        Deeds.ofDistrict(asked.actor(), release.origin().district());
        String why = Deeds.reason(reason);
        refreshesNothing(release.origin().name());
        writes.once(asked, "release.install", id + "\n" + why, unit -> {
            install(unit, asked.actor(), release, why);
            return Long.toString(id);
        });
        convergence.soon();
        return get(release.origin().name());
    }

    /**
     * Refuses what would restart anything else.
     *
     * @throws Problem RELEASE_REFUSED naming the bundles
     */
    void refreshesNothing(String plugin) {
        Optional<Text> refusal = ReleasePlan.refusal(convergence.refreshes(plugin));
        if (refusal.isPresent()) {
            throw Problem.of(
                    ProblemType.RELEASE_REFUSED,
                    refusal.get().zh(),
                    refusal.get().en());
        }
    }

    private void install(UnitOfWork unit, Actor actor, Release release, String reason) {
        TargetChange change =
                TargetChange.of(unit, Optional.of(actor), release.origin().name(), clock);
        Optional<Target> before = change.before();
        if (before.filter(target -> target.isLive(release.id())).isPresent()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE, release.origin() + " 已上线。", release.origin() + " is live already.");
        }
        change.fresh(releases, release);
        change.set(
                OptionalLong.of(release.id()),
                before.map(target -> target.live().isPresent() ? target.live() : target.previous())
                        .filter(id -> !id.equals(OptionalLong.of(release.id())))
                        .orElse(OptionalLong.empty()),
                Optional.empty(),
                Optional.of(release.origin().version()),
                reason);
        change.told("release.installed", release, reason);
    }

    /**
     * Goes back to the release that was live before, and ends a trial; of the plugin's district and of the city. Doing it twice leads nowhere else: what
     * was gone back from is not the one before.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, WRONG_STATE when there is none before, or RELEASE_REFUSED when its key was revoked
     */
    public Installation rollBack(WriteRequest asked, String plugin, String reason) {
        Installation now = get(plugin);
        String why = Deeds.reason(reason);
        Deeds.ofDistrict(asked.actor(), now.district());
        writes.once(asked, "release.roll-back", plugin + "\n" + why, unit -> {
            TargetChange change = TargetChange.of(unit, Optional.of(asked.actor()), plugin, clock);
            Target before = change.known();
            if (before.previous().isEmpty()) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        plugin + " 没有可回退的上一个发布；可以停用它。",
                        "There is no release of " + plugin + " to go back to. It can be stopped.");
            }
            Release previous = change.release(before.previous().getAsLong());
            change.good(releases, previous);
            change.set(before.previous(), OptionalLong.empty(), Optional.empty(), before.highest(), why);
            change.told("release.rolled-back", previous, why);
            return plugin;
        });
        convergence.soon();
        return get(plugin);
    }

    /**
     * The kill switch: nothing of the plugin runs any more, on any node; of its district and of the city.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, or WRONG_STATE when it does not run
     */
    public Installation stop(WriteRequest asked, String plugin, String reason) {
        Installation now = get(plugin);
        String why = Deeds.reason(reason);
        Deeds.ofDistrict(asked.actor(), now.district());
        writes.once(asked, "release.stop", plugin + "\n" + why, unit -> {
            TargetChange change = TargetChange.of(unit, Optional.of(asked.actor()), plugin, clock);
            Target before = change.known();
            if (before.live().isEmpty() && before.canary().isEmpty()) {
                throw Problem.of(ProblemType.WRONG_STATE, plugin + " 已停用。", plugin + " is stopped already.");
            }
            Release stopped = change.release(
                    before.live().orElseGet(() -> before.canary().orElseThrow().release()));
            change.set(
                    OptionalLong.empty(),
                    before.live().isPresent() ? before.live() : before.previous(),
                    Optional.empty(),
                    before.highest(),
                    why);
            change.told("release.stopped", stopped, why);
            return plugin;
        });
        convergence.soon();
        return get(plugin);
    }

    static Problem missing(String plugin) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有名为“" + plugin + "”的已发布插件。",
                "No plugin \"" + plugin + "\" was ever installed from a release.");
    }
}
