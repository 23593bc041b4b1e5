package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.InstalledReleases;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.Beat;
import org.teshema.trust.release.ReleaseRefused;

/**
 * Makes this node run what the database says: looks at one number a second and, when it has changed or something is left to do,
 * installs what is missing and takes out what is too much. A node whose bundle cache was wiped, or that was killed half-way, comes out
 * the same. What was taken from the database is verified anew each time; what cannot be installed is told and tried again at the next
 * change. Thread-safe.
 */
@Component(service = Convergence.class, immediate = true)
public final class Convergence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Convergence.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final Releases releases;
    private final InstalledReleases installed;
    private final Plugins plugins;
    private final Optional<Beat> beat;
    private final Map<ReleaseOrigin, Text> failures = new LinkedHashMap<>();
    private long seen = -1;
    private boolean settled;
    private volatile Map<String, ReleaseOrigin> wanted = Map.of();
    private volatile Map<ReleaseOrigin, Text> told = Map.of();

    /** A node that looks by itself. */
    @Activate
    public Convergence(
            @Reference Database database,
            @Reference Releases releases,
            @Reference InstalledReleases installed,
            @Reference Plugins plugins) {
        this(database, releases, installed, plugins, true);
    }

    /**
     * A node.
     *
     * @param byItself false for one that looks when told
     */
    public Convergence(
            Database database, Releases releases, InstalledReleases installed, Plugins plugins, boolean byItself) {
        this.database = database;
        this.releases = releases;
        this.installed = installed;
        this.plugins = plugins;
        this.beat = byItself ? Optional.of(Beat.every(PAUSE, "teshema-releases", this::lookQuietly)) : Optional.empty();
    }

    /** Looks as soon as it can, without being waited for. */
    void soon() {
        beat.ifPresent(Beat::now);
    }

    /**
     * Looks now.
     *
     * @throws Problem while the database is away
     */
    public synchronized void look() {
        long version = database.read(ReleaseRows::version);
        if (version == seen && settled && isWhole()) {
            return;
        }
        if (version != seen) {
            failures.clear();
        }
        Map<String, Release> targets = database.read(Convergence::targets);
        var origins = new HashMap<String, ReleaseOrigin>();
        targets.forEach((name, release) -> origins.put(name, release.origin()));
        wanted = Map.copyOf(origins);
        targets.values().forEach(this::present);
        settled = removed(targets);
        told = Map.copyOf(failures);
        seen = version;
    }

    /** Whether what was installed still is: the door takes out a bundle that somebody puts something else in the place of. */
    private boolean isWhole() {
        return installed
                .here()
                .keySet()
                .containsAll(wanted.values().stream()
                        .filter(origin -> !failures.containsKey(origin))
                        .toList());
    }

    private static Map<String, Release> targets(Connection connection) throws SQLException {
        var targets = new LinkedHashMap<String, Release>();
        for (Target target : ReleaseRows.targets(connection)) {
            if (target.live().isPresent()) {
                ReleaseRows.find(connection, target.live().getAsLong())
                        .ifPresent(release -> targets.put(target.plugin(), release));
            }
        }
        return targets;
    }

    /** Installs a release that is not here, and takes out one that may be here no longer. */
    private void present(Release release) {
        ReleaseOrigin origin = release.origin();
        if (failures.containsKey(origin)) {
            return;
        }
        Optional<Text> failure = database.read(connection -> {
            try {
                byte[] jar = releases.verified(connection, release);
                return installed.here().containsKey(origin) ? Optional.empty() : installed.install(origin, jar);
            } catch (ReleaseRefused e) {
                installed.remove(origin);
                return Optional.of(e.reason());
            }
        });
        failure.ifPresent(reason -> {
            failures.put(origin, reason);
            LOG.warn("Release {} is not installed: {}", origin, reason.en());
        });
    }

    /**
     * Takes out what nobody wants: of a plugin that was stopped at once, of one that was changed when the other release was let in.
     *
     * @return whether nothing is left to do
     */
    private boolean removed(Map<String, Release> targets) {
        boolean done = true;
        for (ReleaseOrigin origin : installed.here().keySet()) {
            Release live = targets.get(origin.name());
            if (live == null) {
                installed.remove(origin);
            } else if (!live.origin().equals(origin)) {
                if (isIn(live.origin())) {
                    installed.remove(origin);
                } else {
                    done = false;
                }
            }
        }
        return done;
    }

    private boolean isIn(ReleaseOrigin origin) {
        return report(origin)
                .filter(one -> one.stage() == Stage.SERVING || one.stage() == Stage.STANDBY)
                .isPresent();
    }

    private Optional<PluginReport> report(ReleaseOrigin origin) {
        Long bundle = installed.here().get(origin);
        return plugins.all().stream()
                .filter(one -> bundle != null && one.bundle() == bundle)
                .findFirst();
    }

    /** How a plugin is on this node. */
    Installation.Here here(String plugin) {
        ReleaseOrigin origin = wanted.get(plugin);
        if (origin == null) {
            return Installation.Here.NOTHING;
        }
        Optional<PluginReport> report = report(origin);
        return new Installation.Here(
                Optional.of(origin.version()),
                report.map(PluginReport::stage),
                report.flatMap(PluginReport::reason).or(() -> Optional.ofNullable(told.get(origin))));
    }

    private void lookQuietly() {
        try {
            look();
        } catch (Problem e) {
            LOG.debug("What is to run could not be looked at: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("插件发布未能同步，已运行的不变 / releases could not be brought into step, what runs stays as it is", e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }
}
