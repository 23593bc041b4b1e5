package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.release.ReleaseRefused;

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
        return new Installation(
                target,
                found(connection, target.live()),
                found(connection, target.previous()),
                convergence.here(target.plugin()));
    }

    private static Optional<Release> found(Connection connection, OptionalLong id) throws SQLException {
        return id.isEmpty() ? Optional.empty() : ReleaseRows.find(connection, id.getAsLong());
    }

    /**
     * Makes a release live; of its district and of the city.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, WRONG_STATE when it is live already, or RELEASE_REFUSED when it is expired, its key
     *     revoked, or a higher version was live before
     */
    public Installation install(WriteRequest asked, long id, String reason) {
        Release release = releases.get(id);
        Deeds.ofDistrict(asked.actor(), release.origin().district());
        String why = Deeds.reason(reason);
        writes.once(asked, "release.install", id + "\n" + why, unit -> {
            install(unit, asked.actor(), release, why);
            return Long.toString(id);
        });
        convergence.soon();
        return get(release.origin().name());
    }

    private void install(UnitOfWork unit, Actor actor, Release release, String reason) {
        Deeds.changed(unit);
        String name = release.origin().name();
        String version = release.origin().version();
        Optional<Target> before = unit.jdbc(connection -> ReleaseRows.target(connection, name));
        if (before.isPresent() && before.get().live().equals(OptionalLong.of(release.id()))) {
            throw Problem.of(
                    ProblemType.WRONG_STATE, release.origin() + " 已上线。", release.origin() + " is live already.");
        }
        good(unit, release);
        if (clock.today().isAfter(release.expires())) {
            throw Problem.of(
                    ProblemType.RELEASE_REFUSED,
                    release.origin() + " 的有效期至 " + release.expires() + "，已过；请重新发布。",
                    release.origin() + " was good until " + release.expires() + ". Release it again.");
        }
        try {
            ReleaseCheck.notRolledBack(version, before.map(Target::highest));
        } catch (ReleaseRefused e) {
            throw Releases.refused(e);
        }
        target(
                unit,
                actor,
                name,
                OptionalLong.of(release.id()),
                before.map(target -> target.live().isPresent() ? target.live() : target.previous())
                        .filter(id -> !id.equals(OptionalLong.of(release.id())))
                        .orElse(OptionalLong.empty()),
                version,
                reason);
        told(unit, actor, "release.installed", release, reason);
    }

    /**
     * Goes back to the release that was live before; of the plugin's district and of the city. Doing it twice leads nowhere else: what
     * was gone back from is not the one before.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, WRONG_STATE when there is none before, or RELEASE_REFUSED when its key was revoked
     */
    public Installation rollBack(WriteRequest asked, String plugin, String reason) {
        Installation now = get(plugin);
        String why = Deeds.reason(reason);
        Deeds.ofDistrict(asked.actor(), now.district());
        writes.once(asked, "release.roll-back", plugin + "\n" + why, unit -> {
            Deeds.changed(unit);
            Target before = unit.jdbc(connection -> ReleaseRows.target(connection, plugin))
                    .orElseThrow(() -> missing(plugin));
            if (before.previous().isEmpty()) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        plugin + " 没有可回退的上一个发布；可以停用它。",
                        "There is no release of " + plugin + " to go back to. It can be stopped.");
            }
            Release previous = unit.jdbc(connection ->
                            ReleaseRows.find(connection, before.previous().getAsLong()))
                    .orElseThrow(() -> missing(plugin));
            good(unit, previous);
            target(unit, asked.actor(), plugin, before.previous(), OptionalLong.empty(), before.highest(), why);
            told(unit, asked.actor(), "release.rolled-back", previous, why);
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
            Deeds.changed(unit);
            Target before = unit.jdbc(connection -> ReleaseRows.target(connection, plugin))
                    .orElseThrow(() -> missing(plugin));
            if (before.live().isEmpty()) {
                throw Problem.of(ProblemType.WRONG_STATE, plugin + " 已停用。", plugin + " is stopped already.");
            }
            Release live = unit.jdbc(connection ->
                            ReleaseRows.find(connection, before.live().getAsLong()))
                    .orElseThrow(() -> missing(plugin));
            target(unit, asked.actor(), plugin, OptionalLong.empty(), before.live(), before.highest(), why);
            told(unit, asked.actor(), "release.stopped", live, why);
            return plugin;
        });
        convergence.soon();
        return get(plugin);
    }

    private void good(UnitOfWork unit, Release release) {
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

    private void target(
            UnitOfWork unit,
            Actor actor,
            String plugin,
            OptionalLong live,
            OptionalLong previous,
            String highest,
            String reason) {
        Object[] values = {
            live,
            previous,
            highest,
            reason,
            actor.accountId(),
            actor.organisation().name(),
            now()
        };
        int changed = unit.update(
                "update plugin_target set live_id = ?, previous_id = ?, highest = ?, reason = ?, changed_by = ?,"
                        + " author = ?, changed_at = ? where name = ?",
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                plugin);
        if (changed == 0) {
            unit.update(
                    "insert into plugin_target (live_id, previous_id, highest, reason, changed_by, author, changed_at,"
                            + " name) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    values[0],
                    values[1],
                    values[2],
                    values[3],
                    values[4],
                    values[5],
                    values[6],
                    plugin);
        }
    }

    private void told(UnitOfWork unit, Actor actor, String what, Release release, String reason) {
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

    private static Problem missing(String plugin) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有名为“" + plugin + "”的已发布插件。",
                "No plugin \"" + plugin + "\" was ever installed from a release.");
    }
}
