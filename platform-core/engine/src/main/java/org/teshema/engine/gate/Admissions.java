package org.teshema.engine.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.tables.Migration;
import org.teshema.engine.tables.OwnTables;
import org.teshema.engine.tables.TablesRefused;
import org.teshema.engine.time.CityClock;

/**
 * A plugin's way in and out: proposed, then admitted or refused with a reason, then leaving. Everything here runs on the
 * gate's one thread; the serving table and the list operators see are swapped at the end of each step.
 */
final class Admissions {
    private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);

    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration START_OR_STOP = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int MOST_CANDIDATES = 500;

    private final JarCheck jars;
    private final Guard guard;
    private final SwappedPluginTable table;
    private final Plugins plugins;
    private final AdmissionBook book;
    private final Holdings holdings;
    private final Districts districts;
    private final CityClock clock;
    private final Shares shares;
    private final Consumer<Runnable> later;
    private final Map<Object, Candidate> candidates = new LinkedHashMap<>();

    Admissions(
            JarCheck jars,
            Guard guard,
            SwappedPluginTable table,
            Plugins plugins,
            AdmissionBook book,
            Holdings holdings,
            Districts districts,
            CityClock clock,
            Shares shares,
            Consumer<Runnable> later) {
        this.jars = jars;
        this.guard = guard;
        this.table = table;
        this.plugins = plugins;
        this.book = book;
        this.holdings = holdings;
        this.districts = districts;
        this.clock = clock;
        this.shares = shares;
        this.later = later;
    }

    /** A refusal on the way. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Text reason;

        Refusal(Text reason) {
            super(reason.en(), null, false, false);
            this.reason = reason;
        }
    }

    /** A jar that looks like a plugin but whose service is not there: it cannot come in, or has not registered yet. */
    void jarSeen(Object key, PluginJar jar, Optional<Text> refusal, Optional<Text> hint) {
        Candidate candidate = candidates.computeIfAbsent(key, k -> new Candidate(jar, Dwelling.HERE, clock.instant()));
        if (refusal.isPresent()) {
            refuse(candidate, refusal.get());
        } else {
            candidate.to(Stage.PROPOSED, hint, clock.instant());
        }
        show();
    }

    /** The jar is gone, or its service has come and speaks for it. */
    void jarGone(Object key) {
        if (candidates.remove(key) != null) {
            show();
        }
    }

    /** What the plugin under that key is called, once it was asked. */
    Optional<String> name(Object key) {
        return Optional.ofNullable(candidates.get(key)).flatMap(one -> one.info).map(PluginInfo::name);
    }

    /** Whether the plugin under that key was kept out. */
    boolean isRefused(Object key) {
        Candidate candidate = candidates.get(key);
        return candidate != null && candidate.stage == Stage.REFUSED;
    }

    /** Whether anything is known under that key. */
    boolean knows(Object key) {
        return candidates.containsKey(key);
    }

    /** A plugin's service has appeared. */
    void propose(Object key, PluginJar jar, Supplier<Optional<Plugin>> service) {
        propose(key, jar, Dwelling.HERE, service);
    }

    /** The same of one that lives there. */
    void propose(Object key, PluginJar jar, Dwelling dwelling, Supplier<Optional<Plugin>> service) {
        if (candidates.size() >= MOST_CANDIDATES) {
            LOG.warn("More than {} plugins: {} is not looked at", MOST_CANDIDATES, jar.name());
            return;
        }
        var candidate = new Candidate(jar, dwelling, clock.instant());
        candidates.put(key, candidate);
        show();
        try {
            Plugin plugin = check(candidate, service);
            Admitted.Declared declared = ask(plugin, candidate);
            check(declared, candidate);
            admit(key, candidate, plugin, declared);
        } catch (Refusal e) {
            refuse(candidate, e.reason);
        } catch (PluginFault e) {
            refuse(candidate, e.words());
        }
        show();
    }

    private Plugin check(Candidate candidate, Supplier<Optional<Plugin>> service) throws Refusal, PluginFault {
        Optional<Text> refused = jars.refusal(candidate.jar.headers());
        if (refused.isPresent()) {
            throw new Refusal(refused.get());
        }
        return guard.step("constructor", START_OR_STOP, service::get)
                .orElseThrow(() -> new Refusal(
                        new Text("插件对象无法创建，原因见日志。", "The plugin object could not be made; the log says why.")));
    }

    private Admitted.Declared ask(Plugin plugin, Candidate candidate) throws PluginFault, Refusal {
        PluginInfo info = guard.step("info()", STEP, () -> present(plugin.info()));
        candidate.info = Optional.of(info);
        List<EntryKind> kinds = guard.step("kinds()", STEP, () -> List.copyOf(plugin.kinds()));
        Rulebook rules = guard.step("rules()", STEP, () -> Rulebook.of(List.copyOf(plugin.rules())));
        Set<CatalogueCode> serves = Set.of();
        if (plugin instanceof CategoryPlugin category) {
            serves = guard.step("serves()", STEP, () -> Set.copyOf(category.serves()));
            for (CatalogueCode node : serves) {
                guard.step("structure()", STEP, () -> present(category.structure(node)));
            }
            if (serves.isEmpty()) {
                throw new Refusal(new Text(
                        "serves() 为空：种类插件至少服务一个目录代码。", "serves() is empty: name at least one catalogue node."));
            }
        }
        Optional<Scene> scene = Optional.empty();
        if (plugin instanceof SceneApp app) {
            Text card = guard.step("card()", STEP, () -> present(app.card()));
            scene = Optional.of(guard.step(
                    "pages(), hears() and jobs()", STEP, () -> new Scene(card, app.pages(), app.hears(), app.jobs())));
        }
        return new Admitted.Declared(info, kinds, serves, rules, scene);
    }

    private static <T> T present(T value) {
        return java.util.Objects.requireNonNull(value, "the answer is null");
    }

    private void check(Admitted.Declared declared, Candidate candidate) throws Refusal {
        PluginInfo info = declared.info();
        asReleased(info, candidate.jar);
        asPermitted(declared, candidate.jar);
        var names = new HashSet<String>();
        for (EntryKind kind : declared.kinds()) {
            if (!kind.name().startsWith(info.name() + "/")) {
                throw new Refusal(new Text(
                        "条目类型“" + kind.name() + "”须以插件名开头：" + info.name() + "/…。",
                        "The entry kind \"" + kind.name() + "\" must begin with the plugin's name: " + info.name()
                                + "/…."));
            }
            if (kind.urgent() && info.district().isPresent()) {
                throw new Refusal(new Text(
                        "只有全市插件可以声明紧急条目类型：“" + kind.name() + "”。",
                        "Only a plugin of the city's own declares an urgent entry kind: \"" + kind.name() + "\"."));
            }
            if (!names.add(kind.name())) {
                throw new Refusal(new Text(
                        "条目类型“" + kind.name() + "”声明了两次。",
                        "The entry kind \"" + kind.name() + "\" is declared twice."));
            }
        }
        if (info.district().isPresent()
                && (info.district().get().equals(Districts.CITY)
                        || districts.find(info.district().get()).isEmpty())) {
            throw new Refusal(new Text(
                    "没有代码为“" + info.district().get() + "”的区；全市插件的 district 应为空。",
                    "There is no district \"" + info.district().get() + "\"; a plugin of the city's own names none."));
        }
        for (Candidate other : candidates.values()) {
            if (other == candidate || other.admitted.isEmpty()) {
                continue;
            }
            if (other.info
                    .map(i -> i.name().equals(info.name()) && i.version().equals(info.version()))
                    .orElse(false)) {
                throw new Refusal(new Text(
                        info.name() + " " + info.version() + " 已由包 " + other.jar.bundle() + " 提供；新版本须有更高的版本号。",
                        info.name() + " " + info.version() + " is there already, from bundle " + other.jar.bundle()
                                + ". A new release needs a higher version."));
            }
        }
    }

    /** A plugin is who its signed release says: a key of one district signs for no other. */
    private static void asReleased(PluginInfo info, PluginJar jar) throws Refusal {
        if (jar.origin().isEmpty()) {
            return;
        }
        var said = new ReleaseOrigin(info.district().orElse(Districts.CITY), info.name(), info.version());
        if (!said.equals(jar.origin().get())) {
            throw new Refusal(new Text(
                    "插件自称 " + said + "，而签名的发布是 " + jar.origin().get() + "。",
                    "The plugin says it is " + said + ", but what was signed is "
                            + jar.origin().get() + "."));
        }
    }

    /** A release does no more than its record says; the plan said so, and what runs is asked again. */
    private static void asPermitted(Admitted.Declared declared, PluginJar jar) throws Refusal {
        Optional<Permissions> permissions = jar.permissions();
        if (permissions.isEmpty()) {
            return;
        }
        boolean brings = !jar.tables().isEmpty();
        Optional<Text> missing = permissions
                .get()
                .missing(
                        declared.scene().map(Scene::jobs).orElse(List.of()),
                        brings ? Map.of(Migration.FOLDER + "/", new byte[0]) : Map.of());
        if (missing.isPresent()) {
            throw new Refusal(missing.get());
        }
    }

    private void admit(Object key, Candidate candidate, Plugin plugin, Admitted.Declared declared)
            throws Refusal, PluginFault {
        try {
            Optional<Text> misfit = book.misfit(declared.kinds());
            if (misfit.isPresent()) {
                throw new Refusal(misfit.get());
            }
            var admitted =
                    new Admitted(plugin, declared, candidate.jar, candidate.dwelling, clock.instant(), guard.limits());
            if (candidate.handle.isEmpty()) {
                var handle = new PlatformHandle(
                        declared.info().name(),
                        declared.info().district(),
                        admitted.readable(),
                        holdings.archives(),
                        clock,
                        tables(declared, candidate.jar),
                        holdings.http(declared.info().name(), candidate.jar));
                candidate.handle = Optional.of(handle);
                start(candidate, plugin, handle);
            }
            book.admitted(declared.info().name(), declared.info().version(), candidate.jar, declared.kinds());
            table.correct(book.corrections());
            WarmUp.of(admitted, guard);
            candidate.admitted = Optional.of(admitted);
            candidate.to(Stage.SERVING, Optional.empty(), clock.instant());
            rank();
            LOG.info(
                    "Plugin {} {} admitted, bundle {}",
                    declared.info().name(),
                    declared.info().version(),
                    candidate.jar.bundle());
        } catch (Problem e) {
            if (e.type() != ProblemType.DATABASE_AWAY) {
                throw e;
            }
            candidate.to(
                    Stage.PROPOSED,
                    Optional.of(new Text("等待数据库恢复后准入。", "Waiting for the database before it is let in.")),
                    clock.instant());
            later.accept(() -> again(key, candidate, plugin, declared));
        }
    }

    /** Its own tables, brought to what its jar wants before it starts. */
    private Optional<OwnTables> tables(Admitted.Declared declared, PluginJar jar) throws Refusal {
        if (jar.tables().isEmpty()) {
            return Optional.empty();
        }
        if (declared.scene().isEmpty()) {
            throw new Refusal(new Text("只有场景应用有自己的表。", "Only a scene app has tables of its own."));
        }
        try {
            return holdings.tables(declared.info().name(), jar);
        } catch (TablesRefused e) {
            throw new Refusal(e.reason());
        }
    }

    private void start(Candidate candidate, Plugin plugin, PlatformHandle handle) throws PluginFault {
        try {
            guard.step("start()", START_OR_STOP, () -> {
                plugin.start(handle);
                return "";
            });
        } catch (PluginFault e) {
            handle.close();
            candidate.handle = Optional.empty();
            throw e;
        }
    }

    private void again(Object key, Candidate candidate, Plugin plugin, Admitted.Declared declared) {
        if (candidates.get(key) != candidate) {
            return;
        }
        try {
            admit(key, candidate, plugin, declared);
        } catch (Refusal e) {
            refuse(candidate, e.reason);
        } catch (PluginFault e) {
            refuse(candidate, e.words());
        }
        show();
    }

    private void refuse(Candidate candidate, Text reason) {
        boolean news = !candidate.reason.equals(Optional.of(reason));
        candidate.handle.ifPresent(PlatformHandle::close);
        candidate.handle = Optional.empty();
        candidate.to(Stage.REFUSED, Optional.of(reason), clock.instant());
        if (news) {
            Candidate.Seen seen = candidate.seen();
            LOG.warn("Plugin {} {} refused: {}", seen.name(), seen.version(), reason.en());
            write(() -> book.refused(seen.name(), seen.version(), reason, seen.jar()));
        }
    }

    /** A plugin's process died too often: it serves no longer, and whoever it hid serves in its place. */
    void quarantine(Object key, PluginJar jar, Text reason) {
        Candidate candidate = candidates.get(key);
        if (candidate == null || candidate.admitted.isEmpty()) {
            jarSeen(key, jar, Optional.of(reason), Optional.empty());
            return;
        }
        candidate.handle.ifPresent(PlatformHandle::close);
        candidate.handle = Optional.empty();
        candidate.admitted = Optional.empty();
        candidate.to(Stage.QUARANTINED, Optional.of(reason), clock.instant());
        rank();
        Candidate.Seen seen = candidate.seen();
        LOG.warn("Plugin {} {} quarantined: {}", seen.name(), seen.version(), reason.en());
        write(() -> book.quarantined(seen.name(), seen.version(), reason, seen.jar()));
        show();
    }

    /** A plugin lives in a new process. */
    void back(Object key) {
        Optional.ofNullable(candidates.get(key)).flatMap(one -> one.admitted).ifPresent(Admitted::fresh);
    }

    /**
     * A plugin's service is about to go: it stops serving at once, calls that are inside come to their end, then it is
     * stopped.
     *
     * @param remember whether this is news; not when the whole platform stops
     */
    void withdraw(Object key, boolean remember) {
        Candidate candidate = candidates.get(key);
        if (candidate == null) {
            return;
        }
        if (candidate.admitted.isEmpty()) {
            candidates.remove(key);
            show();
            return;
        }
        Admitted leaving = candidate.admitted.get();
        candidate.to(Stage.LEAVING, Optional.empty(), clock.instant());
        rank();
        show();
        boolean empty = drained(leaving);
        stop(leaving);
        candidate.handle.ifPresent(PlatformHandle::close);
        candidates.remove(key);
        LOG.info("Plugin {} left{}", leaving, empty ? "" : " while a call into it had not come back");
        if (remember) {
            write(() -> book.left(leaving.info().name(), leaving.info().version(), leaving.jar()));
        }
        show();
    }

    private static boolean drained(Admitted leaving) {
        long until = System.nanoTime() + DRAIN.toNanos();
        while (leaving.inside.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        return leaving.inside.get() == 0;
    }

    private void stop(Admitted leaving) {
        try {
            guard.step("stop()", START_OR_STOP, () -> {
                leaving.plugin().stop();
                return "";
            });
        } catch (PluginFault e) {
            LOG.warn("Plugin {} left: {}", leaving, e.getMessage());
        }
    }

    /** Places everybody anew: who is a canary has changed. */
    void placeAnew() {
        rank();
        show();
    }

    /** Who of the admitted serves: of each name the highest version, and canaries their share. */
    private void rank() {
        List<Candidate> present =
                candidates.values().stream().filter(Candidate::isIn).toList();
        var trying = new ArrayList<Lanes.Canary>();
        var live = new ArrayList<Admitted>();
        for (Candidate candidate : present) {
            Admitted one = candidate.admitted.orElseThrow();
            shares.of(candidate.jar)
                    .ifPresentOrElse(share -> trying.add(new Lanes.Canary(one, share)), () -> live.add(one));
        }
        var next = new ServingTable(live);
        present.forEach(candidate -> place(candidate, next));
        table.swap(next, trying);
    }

    private void place(Candidate candidate, ServingTable next) {
        Admitted one = candidate.admitted.orElseThrow();
        if (shares.of(candidate.jar).isPresent()) {
            candidate.stay(Stage.CANARY, Optional.empty(), clock.instant());
            return;
        }
        if (!next.serving().contains(one)) {
            candidate.stay(
                    Stage.STANDBY,
                    Optional.of(new Text(
                            "更高版本在服务；移除它后本版本继续服务。", "A higher version serves; this one goes on when that is removed.")),
                    clock.instant());
            return;
        }
        List<Admitted> ties = next.ties(one);
        Optional<Text> tie = ties.isEmpty()
                ? Optional.empty()
                : Optional.of(new Text(
                        "与 " + ties + " 服务相同的目录代码；较高版本应答，同版本按名称。",
                        "It serves the same catalogue nodes as " + ties
                                + "; the higher version answers, of equal ones the first by name."));
        candidate.stay(Stage.SERVING, tie, clock.instant());
    }

    private static void write(Runnable entry) {
        try {
            entry.run();
        } catch (Problem e) {
            LOG.warn("Not written into the admission book: {}", e.getMessage());
        }
    }

    private void show() {
        var seen = new ArrayList<Candidate.Seen>();
        candidates.values().forEach(candidate -> seen.add(candidate.seen()));
        seen.sort(Comparator.comparing(Candidate.Seen::name).thenComparing(Candidate.Seen::version));
        plugins.show(Collections.unmodifiableList(seen));
    }
}
