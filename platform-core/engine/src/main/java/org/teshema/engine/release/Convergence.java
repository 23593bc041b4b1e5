package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
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
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.Shares;
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
    private final Shares shares;
    private final Map<ReleaseOrigin, Text> failures = new LinkedHashMap<>();
    private long seen = -1;
    private boolean settled;
    private volatile List<Wanted> wanted = List.of();
    private volatile Map<ReleaseOrigin, Text> told = Map.of();

    /** What is to run of one plugin: its live release, and one on trial. */
    private record Wanted(String plugin, Optional<Release> live, Optional<Release> canary, Optional<Share> share) {
        boolean wants(ReleaseOrigin origin) {
            return all().anyMatch(release -> release.origin().equals(origin));
        }

        Stream<Release> all() {
            return Stream.concat(live.stream(), canary.stream());
        }
    }

    /** A node that looks by itself. */
    @Activate
    public Convergence(
            @Reference Database database,
            @Reference Releases releases,
            @Reference InstalledReleases installed,
            @Reference Plugins plugins,
            @Reference Shares shares) {
        this(database, releases, installed, plugins, shares, true);
    }

    /**
     * A node.
     *
     * @param byItself false for one that looks when told
     */
    public Convergence(
            Database database,
            Releases releases,
            InstalledReleases installed,
            Plugins plugins,
            Shares shares,
            boolean byItself) {
        this.database = database;
        this.releases = releases;
        this.installed = installed;
        this.plugins = plugins;
        this.shares = shares;
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
        List<Wanted> targets = database.read(Convergence::targets);
        wanted = targets;
        // Before anything comes in: a release on trial serves nobody else, not even for a moment.
        shares.set(sharing(targets, true));
        targets.stream().flatMap(Wanted::all).forEach(this::present);
        settled = removed(targets);
        shares.set(sharing(targets, false));
        told = Map.copyOf(failures);
        seen = version;
    }

    /**
     * Who serves a share alone: what is on trial, and what was until now and is still here without being wanted, since its version is
     * the highest and it would serve everybody.
     *
     * @param before whether nothing was taken out yet
     */
    private Map<ReleaseOrigin, Share> sharing(List<Wanted> targets, boolean before) {
        var sharing = new HashMap<ReleaseOrigin, Share>();
        Set<ReleaseOrigin> here = installed.here().keySet();
        shares.all().forEach((origin, share) -> {
            boolean leaves = targets.stream().noneMatch(one -> one.wants(origin));
            if (leaves && (before || here.contains(origin))) {
                sharing.put(origin, share);
            }
        });
        for (Wanted one : targets) {
            one.canary()
                    .ifPresent(
                            release -> sharing.put(release.origin(), one.share().orElseThrow()));
        }
        return sharing;
    }

    /** Whether what was installed still is: the door takes out a bundle that somebody puts something else in the place of. */
    private boolean isWhole() {
        return installed
                .here()
                .keySet()
                .containsAll(wanted.stream()
                        .flatMap(Wanted::all)
                        .map(Release::origin)
                        .filter(origin -> !failures.containsKey(origin))
                        .toList());
    }

    private static List<Wanted> targets(Connection connection) throws SQLException {
        var targets = new ArrayList<Wanted>();
        for (Target target : ReleaseRows.targets(connection)) {
            targets.add(new Wanted(
                    target.plugin(),
                    found(connection, target.live()),
                    found(
                            connection,
                            target.canary()
                                    .map(Canary::release)
                                    .map(OptionalLong::of)
                                    .orElseGet(OptionalLong::empty)),
                    target.canary().map(Canary::share)));
        }
        return List.copyOf(targets);
    }

    private static Optional<Release> found(Connection connection, OptionalLong id) throws SQLException {
        return id.isEmpty() ? Optional.empty() : ReleaseRows.find(connection, id.getAsLong());
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
                return installed.isStarted(origin) ? Optional.empty() : installed.install(origin, jar);
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
     * Takes out what nobody wants: of a plugin that was stopped and of a trial that was ended at once, of one that was changed when the
     * other release was let in.
     *
     * @return whether nothing is left to do
     */
    private boolean removed(List<Wanted> targets) {
        boolean done = true;
        for (ReleaseOrigin origin : installed.here().keySet()) {
            Optional<Wanted> plugin = targets.stream()
                    .filter(one -> one.plugin().equals(origin.name()))
                    .findFirst();
            if (plugin.filter(one -> one.wants(origin)).isPresent()) {
                continue;
            }
            Optional<Release> live = plugin.flatMap(Wanted::live);
            if (live.isEmpty()
                    || shares.all().containsKey(origin)
                    || isIn(live.get().origin())) {
                installed.remove(origin);
            } else {
                done = false;
            }
        }
        return done;
    }

    private boolean isIn(ReleaseOrigin origin) {
        return report(origin)
                .filter(one -> one.stage() == Stage.SERVING || one.stage() == Stage.STANDBY)
                .isPresent();
    }

    /** The releases that are to run and could not be installed on this node, each with its reason, for operators. */
    public List<String> absent() {
        return told.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue().zh() + " / "
                        + one.getValue().en())
                .toList();
    }

    /** The releases that are on trial. */
    List<Release> onTrial() {
        return wanted.stream().flatMap(one -> one.canary().stream()).toList();
    }

    /** Bundles that would be restarted if what is installed of that plugin were taken out of this node. */
    List<String> refreshes(String plugin) {
        return installed.refreshes(plugin);
    }

    /** How a release stands at the gate of this node. */
    Optional<PluginReport> report(ReleaseOrigin origin) {
        Long bundle = installed.here().get(origin);
        return plugins.all().stream()
                .filter(one -> bundle != null && one.bundle() == bundle)
                .findFirst();
    }

    /** How a release that is to run is on this node. */
    Installation.Here here(ReleaseOrigin origin) {
        Optional<PluginReport> report = report(origin);
        return new Installation.Here(
                Optional.of(origin.version()),
                report.map(PluginReport::stage),
                report.flatMap(PluginReport::reason).or(() -> Optional.ofNullable(told.get(origin))),
                report);
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
