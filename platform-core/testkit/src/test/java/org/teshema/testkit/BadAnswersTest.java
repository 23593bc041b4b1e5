package org.teshema.testkit;

import static org.teshema.testkit.Bad.BEFORE;
import static org.teshema.testkit.Bad.JUDGES;
import static org.teshema.testkit.Bad.MANY;
import static org.teshema.testkit.Bad.PUBLISHED;
import static org.teshema.testkit.Bad.SAME;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** A plugin that answers wrongly, too late, or each time otherwise is told so. */
class BadAnswersTest {
    static Stream<Bad> plugins() {
        return Stream.of(
                new Bad(
                        "judges by the rules it shipped",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                return reading("inspection", "trucks-81");
                            }
                        },
                        JUDGES,
                        "judges by context.rules() and never by the list it shipped"),
                new Bad(
                        "names a rule there is not",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                return context.rules().rules().isEmpty()
                                        ? List.of()
                                        : reading("inspection", "trucks-82");
                            }
                        },
                        JUDGES,
                        "names the rule trucks-82, which is no rule on inspection"),
                new Bad(
                        "shows nothing at all",
                        () -> viewing(context -> null),
                        SAME,
                        "view() of 5110 INSTALLING read by PUBLIC answered null"),
                new Bad("shows nothing at all to one reader", () -> viewing(BadAnswersTest::nullForOne), SAME, "null"),
                new Bad(
                        "answers no clocks",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                return null;
                            }
                        },
                        SAME,
                        "answered null"),
                new Bad(
                        "throws",
                        () -> viewing(context -> {
                            throw new IllegalStateException("no entry " + context.today());
                        }),
                        SAME,
                        "threw java.lang.IllegalStateException: no entry 2026-03-01; a plugin answers and never throws"),
                new Bad(
                        "asks for an entry that may not be there",
                        () -> viewing(context -> Trucks.notice(
                                context.current("inspection").orElseThrow().kind())),
                        SAME,
                        "threw java.util.NoSuchElementException"),
                new Bad(
                        "takes a unit for granted",
                        () -> viewing(context -> Trucks.notice(
                                context.device().usingUnit().orElseThrow().name())),
                        SAME,
                        "threw java.util.NoSuchElementException"),
                new Bad(
                        "never comes back from itself",
                        () -> viewing(BadAnswersTest::deep),
                        SAME,
                        "StackOverflowError"),
                new Bad(
                        "changes what it is given",
                        () -> viewing(context -> {
                            context.currentEntries().clear();
                            return View.empty();
                        }),
                        SAME,
                        "tried to change what it was given"),
                new Bad("is slow for one reader", () -> viewing(context -> slow(context, 260)), SAME, "it has 200 ms"),
                new Bad(
                        "never answers",
                        () -> viewing(context -> slow(context, 60_000)),
                        SAME,
                        "did not come back within 2000 ms"),
                new Bad(
                        "reads its clocks slowly",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                slow(context, 90);
                                return super.clocks(context);
                            }
                        },
                        SAME,
                        "it has 50 ms"),
                new Bad(
                        "says something else each time",
                        () -> viewing(context -> Trucks.notice("now " + System.nanoTime())),
                        SAME,
                        "is not the same twice"),
                new Bad(
                        "shows one reader what another asked",
                        () -> new Trucks() {
                            private volatile Optional<View> kept = Optional.empty();

                            @Override
                            public View view(ScanContext context) {
                                if (kept.isEmpty()) {
                                    kept = Optional.of(Trucks.notice(
                                            context.caller().audience().name()));
                                }
                                return kept.get();
                            }
                        },
                        BEFORE,
                        "a plugin keeps nothing of a scan"),
                new Bad("cannot be asked by two", CrowdShy::new, MANY, "a plugin keeps no state between calls"),
                new Bad(
                        "tells nobody whom to call",
                        () -> viewing(context -> Trucks.notice("call somebody")),
                        PUBLISHED,
                        "of 5110 INSTALLING tells everybody no telephone number"),
                new Bad(
                        "keeps the next inspection to itself",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                return context.caller().audience() == Audience.PUBLIC
                                        ? List.of()
                                        : super.clocks(context);
                            }
                        },
                        PUBLISHED,
                        "tell everybody another day of the next inspection than GOVERNMENT"),
                new Bad(
                        "knows of no inspection",
                        () -> new Trucks() {
                            @Override
                            public List<ClockReading> clocks(ScanContext context) {
                                return List.of();
                            }
                        },
                        PUBLISHED,
                        "tell everybody of no device when it is inspected next"),
                new Bad(
                        "keeps its maintenance to itself",
                        () -> declaring(
                                Trucks.CHECK,
                                new EntryKind(
                                        "trucks/maintenance",
                                        1,
                                        Trucks.WORD,
                                        Trucks.CHECK.fields(),
                                        Set.of(Audience.MAINTENANCE_UNIT))),
                        PUBLISHED,
                        "the day of the last trucks/maintenance"));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void it_is_told_which_rule_it_breaks(Bad bad) {
        bad.isTold();
    }

    /** Alone it answers alike; where two are inside at once, it shows. */
    private static final class CrowdShy extends Trucks {
        private final AtomicLong inside = new AtomicLong();

        @Override
        public View view(ScanContext context) {
            long now = inside.incrementAndGet();
            try {
                LockSupport.parkNanos(200_000);
                return notice(now == 1 && inside.get() == 1 ? "alone" : "crowded");
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    private static List<ClockReading> reading(String clock, String rule) {
        return List.of(new ClockReading(
                clock, Trucks.WORD, DueStatus.UNKNOWN, Optional.empty(), Trucks.WORD, Optional.of(rule)));
    }

    private static Plugin declaring(EntryKind... kinds) {
        return new Trucks() {
            @Override
            public List<EntryKind> kinds() {
                return List.of(kinds);
            }
        };
    }

    private static Plugin viewing(java.util.function.Function<ScanContext, View> view) {
        return new Trucks() {
            @Override
            public View view(ScanContext context) {
                return view.apply(context);
            }
        };
    }

    private static View nullForOne(ScanContext context) {
        return context.caller().audience() == Audience.GOVERNMENT ? null : View.empty();
    }

    private static View deep(ScanContext context) {
        // Written so that the compiler takes it.
        return context.today().getYear() < 0
                ? View.empty()
                : new View(deep(context).sections(), List.of());
    }

    /** An empty view, for one of the readers after that many milliseconds. */
    private static View slow(ScanContext context, long millis) {
        boolean one = context.caller().audience() == Audience.INSPECTION_BODY
                && context.device().status() == DeviceStatus.IN_USE
                && context.device().usingUnit().isPresent();
        long until = System.nanoTime() + (one ? millis * 1_000_000 : 0);
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
        return View.empty();
    }
}
