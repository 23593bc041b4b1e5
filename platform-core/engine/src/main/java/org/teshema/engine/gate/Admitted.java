package org.teshema.engine.gate;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.rule.Rulebook;

/** A plugin that passed the gate, what it declared there, and what was counted of it since. Thread-safe. */
public final class Admitted {
    /** What a plugin declares once, at the gate. */
    record Declared(
            PluginInfo info, List<EntryKind> kinds, Set<CatalogueCode> serves, Rulebook rules, Optional<Scene> scene) {
        Declared {
            kinds = List.copyOf(kinds);
            serves = Set.copyOf(serves);
        }

        /** What a plugin declares that is no scene app. */
        Declared(PluginInfo info, List<EntryKind> kinds, Set<CatalogueCode> serves, Rulebook rules) {
            this(info, kinds, serves, rules, Optional.empty());
        }
    }

    private final Plugin plugin;
    private final Declared declared;
    private final PluginJar jar;
    private final Dwelling dwelling;
    private final Instant since;
    private final Set<String> readable;
    private final CircuitBreaker<Object> breaker;
    private final Quarantine quarantine;
    private final Logger log;
    final Standing standing;

    // What it shipped, as the city corrected it: swapped as a whole, so that a scan reads one field.
    private volatile Corrections.Corrected rules;

    final LongAdder calls = new LongAdder();
    final LongAdder faults = new LongAdder();
    final LongAdder slow = new LongAdder();
    final LongAdder nanos = new LongAdder();
    final CallTimes times = new CallTimes();
    private final LongAdder opened = new LongAdder();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger overdue = new AtomicInteger();
    final AtomicInteger stuck = new AtomicInteger();
    final AtomicLong nextLog = new AtomicLong(Long.MIN_VALUE);

    Admitted(Plugin plugin, Declared declared, PluginJar jar, Instant since, Limits limits) {
        this(plugin, declared, jar, Dwelling.HERE, since, limits);
    }

    Admitted(Plugin plugin, Declared declared, PluginJar jar, Dwelling dwelling, Instant since, Limits limits) {
        this.dwelling = dwelling;
        this.plugin = plugin;
        this.declared = declared;
        this.jar = jar;
        this.rules = Corrections.NONE.over(declared.info().name(), declared.rules());
        this.since = since;
        this.readable = java.util.stream.Stream.concat(CityKinds.all().stream(), declared.kinds().stream())
                .map(EntryKind::name)
                .collect(Collectors.toUnmodifiableSet());
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(limits.faults(), limits.window())
                .withDelay(limits.rest())
                .withSuccessThreshold(1)
                .onOpen(event -> opened(limits))
                .build();
        this.standing = dwelling.tier() == Tier.IN_PROCESS ? new Standing(limits.proven()) : Standing.none();
        this.quarantine = new Quarantine(limits.quarantine().toNanos());
        this.log = LoggerFactory.getLogger(
                "org.teshema.engine.plugin." + declared.info().name());
    }

    /** The plugin itself; to be called through the {@link Guard} only. */
    public Plugin plugin() {
        return plugin;
    }

    /** Who it is. */
    public PluginInfo info() {
        return declared.info();
    }

    /** The entry kinds it declared. */
    public List<EntryKind> kinds() {
        return declared.kinds();
    }

    /** The kind of that name as it declares it; empty for a kind that is not its own. */
    public Optional<EntryKind> kind(String name) {
        return declared.kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    /** Names of the kinds whose entries it may read: the city's and its own. */
    public Set<String> readable() {
        return readable;
    }

    /** The catalogue nodes it serves; empty for aspects and scene apps. */
    public Set<CatalogueCode> serves() {
        return declared.serves();
    }

    /** What it declares as a scene app; empty for other plugins. */
    public Optional<Scene> scene() {
        return declared.scene();
    }

    /** The rules it shipped. */
    public Rulebook shippedRules() {
        return declared.rules();
    }

    /** The rules it judges by now: those it shipped, as the city corrected them. */
    public Rulebook rules() {
        return rules.book();
    }

    /** The city's corrections that do not fit what it ships and so do not count, and why; by id. */
    public Map<Long, String> misfits() {
        return rules.misfits();
    }

    /** Lays these corrections over what it shipped. A book that stays the same stays the same object, with what it worked out. */
    void correct(Corrections corrections) {
        Corrections.Corrected next = corrections.over(info().name(), declared.rules());
        if (!next.equals(rules)) {
            rules = next;
            next.misfits()
                    .forEach((id, why) -> log.warn(
                            "规则更正 {} 与 {} 自带的规则不符，未生效 / correction {} does not fit what {} ships and does not count: {}",
                            id,
                            this,
                            id,
                            this,
                            why));
        }
    }

    /** The jar it came in. */
    public PluginJar jar() {
        return jar;
    }

    /** When it was admitted. */
    public Instant since() {
        return since;
    }

    /** How often it was called. */
    public long calls() {
        return calls.sum();
    }

    /** How often it threw, was slow or did not come back. */
    public long faults() {
        return faults.sum();
    }

    /** How many calls answered, but late. */
    public long slow() {
        return slow.sum();
    }

    /** So long or shorter took 95 of 100 single calls; empty before the first. */
    public Optional<Duration> p95() {
        return times.quantile(0.95);
    }

    /** How often it was left out for a while, after too many faults. */
    public long opened() {
        return opened.sum();
    }

    /** Nanoseconds spent in it, all calls together. */
    public long nanos() {
        return nanos.sum();
    }

    /** Whether it is called, is left out for a while, or is being tried again. */
    public Breaker breaker() {
        if (quarantine.holds(System.nanoTime())) {
            return Breaker.QUARANTINED;
        }
        if (stuck.get() >= Guard.MOST_STUCK || !dwelling.isThere()) {
            return Breaker.OPEN;
        }
        return switch (breaker.getState()) {
            case CLOSED -> Breaker.CLOSED;
            case HALF_OPEN -> Breaker.TRYING;
            case OPEN -> Breaker.OPEN;
        };
    }

    private void opened(Limits limits) {
        opened.increment();
        if (quarantine.opened(System.nanoTime())) {
            log.warn(
                    "{} {} 反复出错，隔离 {} 分钟 / left out again and again, and so in quarantine for {} min",
                    info().name(),
                    info().version(),
                    limits.quarantine().toMinutes(),
                    limits.quarantine().toMinutes());
        }
    }

    /**
     * Lets a call in. Who was let in MUST report {@link #leave}, and {@link #good} or {@link #fault} afterwards.
     *
     * @return why it may not be called now; empty when it may
     */
    Optional<Gap> enter(Limits limits) {
        if (stuck.get() >= Guard.MOST_STUCK || quarantine.holds(System.nanoTime()) || !dwelling.isThere()) {
            return Optional.of(Gap.RESTING);
        }
        // Where one call is slow, the next will be: no crowd waits in there until the slow ones are known.
        if (overdue.get() > 0 && inside.get() - stuck.get() >= Math.max(1, limits.threads() / 4)) {
            return Optional.of(Gap.BUSY);
        }
        if (!breaker.tryAcquirePermit()) {
            return Optional.of(Gap.RESTING);
        }
        inside.incrementAndGet();
        return Optional.empty();
    }

    /** A call has come back. */
    void leave() {
        inside.decrementAndGet();
    }

    /** It lives in a new process: what the old one did is not held against it. */
    void fresh() {
        breaker.close();
    }

    void good() {
        breaker.recordSuccess();
        standing.good();
    }

    /** Counts a fault, and tells it; too many of them leave the plugin out for a while. */
    void fault(String what, String words, Limits limits) {
        breaker.recordFailure();
        told(what, words, limits);
    }

    /** Counts a fault that took so much of the machine that one is enough: the plugin is left out for a while at once. */
    void costly(String what, String words, Limits limits) {
        breaker.open();
        told(what, words, limits);
    }

    /** Counts a fault, and tells it under the plugin's own name, once in a while and in one line. */
    void told(String what, String words, Limits limits) {
        faults.increment();
        long now = System.nanoTime();
        long next = nextLog.get();
        if ((next == Long.MIN_VALUE || now - next >= 0)
                && nextLog.compareAndSet(next, now + limits.quiet().toNanos())) {
            log.warn("{} {}: {} {} ({} faults so far)", info().name(), info().version(), what, words, faults.sum());
        }
    }

    Optional<String> district() {
        return info().district();
    }

    @Override
    public String toString() {
        return info().name() + " " + info().version();
    }
}
