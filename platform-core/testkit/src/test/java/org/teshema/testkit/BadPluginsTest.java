package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** A plugin that breaks a rule fails the contract, and is told the rule. */
class BadPluginsTest {
    private static final String ITSELF = "it_says_the_same_about_itself_each_time_it_is_asked";
    private static final String CITY = "it_serves_what_the_city_has";
    private static final String KINDS = "its_entry_kinds_are_its_own_and_readable";
    private static final String STARTS = "it_starts_once_and_stops_once";
    private static final String SAME = "it_answers_the_same_question_twice_the_same_and_in_time";
    private static final String BEFORE = "what_it_was_asked_before_changes_no_answer";
    private static final String MANY = "many_may_ask_at_a_time";
    private static final String ACTIONS = "every_action_appends_an_entry_of_a_kind_there_is_to_those_who_may";
    private static final String CHECKS = "it_checks_an_empty_entry_without_failing";
    private static final String LABEL = "every_device_it_serves_has_a_place_for_its_label";
    private static final String PAGES = "its_pages_answer_each_of_their_readers_the_same_and_in_time";
    private static final String JOBS =
            "its_jobs_are_named_once_and_do_no_harm_where_there_is_nothing_to_do_or_when_they_come_twice";
    private static final String HEARS = "it_hears_of_what_it_may_read_and_an_event_told_twice_does_no_harm";
    private static final String RULES = "its_rules_are_dated_sourced_and_readable";
    private static final String JUDGES = "its_clocks_judge_by_the_rules_handed_in";
    private static final String CHOICE = "a_choice_offers_each_value_once";
    private static final String PUBLISHED = "what_is_published_of_a_device_is_told_to_everybody";
    private static final String JAR = "its_jar_asks_for_nothing_but_the_api";

    /**
     * A plugin, the rule it breaks, and what its author reads.
     *
     * @param does what is wrong with it
     */
    record Bad(String does, Supplier<Plugin> plugin, String rule, String words) {
        @Override
        public String toString() {
            return does;
        }
    }

    static Stream<Bad> badPlugins() {
        return Stream.of(
                new Bad(
                        "serves a node no catalogue has",
                        () -> serving("5990"),
                        CITY,
                        "the catalogue has no node 5990"),
                new Bad(
                        "serves gas cylinders, which the plan leaves out",
                        () -> serving("2300"),
                        CITY,
                        "no device under 2300 gets a code"),
                new Bad("serves nothing", () -> serving(), CITY, "serves() names no catalogue node"),
                new Bad("is of a district there is not", () -> of("319999"), CITY, "the district 319999"),
                new Bad("is of the city as if of a district", () -> of("310000"), CITY, "the district 310000"),
                new Bad("cannot be made", BadPluginsTest::unmakeable, ITSELF, "the constructor threw"),
                new Bad(
                        "answers no info",
                        () -> new Trucks() {
                            @Override
                            public PluginInfo info() {
                                return null;
                            }
                        },
                        ITSELF,
                        "info() answered null"),
                new Bad(
                        "answers no kinds",
                        () -> new Trucks() {
                            @Override
                            public List<EntryKind> kinds() {
                                return null;
                            }
                        },
                        ITSELF,
                        "kinds() answered null"),
                new Bad(
                        "answers no structure",
                        () -> new Trucks() {
                            @Override
                            public Structure structure(CatalogueCode category) {
                                return null;
                            }
                        },
                        ITSELF,
                        "structure() of 5110 answered null"),
                new Bad(
                        "has children that the catalogue does not know",
                        () -> new Trucks() {
                            @Override
                            public Structure structure(CatalogueCode category) {
                                return new Structure.MotherChild(
                                        true,
                                        List.of(new Structure.ChildRole(
                                                "trailer",
                                                new Text("挂车", "Trailer"),
                                                Set.of(new CatalogueCode("5999")),
                                                0,
                                                1,
                                                Structure.Certificate.OWN)));
                            }
                        },
                        "its_structures_name_equipment_of_the_catalogue_and_kinds_of_its_own",
                        "role trailer of 5110 is for 5999"),
                new Bad(
                        "keeps segments by a kind it has not",
                        () -> new Trucks() {
                            @Override
                            public Structure structure(CatalogueCode category) {
                                return new Structure.Segments(new Text("表", "Table"), "trucks/none", 0);
                            }
                        },
                        "its_structures_name_equipment_of_the_catalogue_and_kinds_of_its_own",
                        "which is no kind of the plugin's"),
                new Bad(
                        "answers no rules",
                        () -> new Trucks() {
                            @Override
                            public List<Rule> rules() {
                                return null;
                            }
                        },
                        ITSELF,
                        "rules() answered null"),
                new Bad(
                        "has two rules that begin on the same day for the same equipment",
                        () -> ruled(rule("one", "词", "Word", "5110"), rule("two", "词", "Word", "5110")),
                        RULES,
                        "rules() make no rulebook: The rules one and two both begin on 2022-12-01"),
                new Bad(
                        "has a rule without English words",
                        () -> ruled(rule("one", "词", "词", "5110")),
                        RULES,
                        "the title of rule one has no English words"),
                new Bad(
                        "has a rule for equipment it does not serve",
                        () -> ruled(rule("one", "词", "Word", "5200")),
                        RULES,
                        "rule one is for 5200, which the plugin does not serve"),
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
                        "gives itself a new version each time",
                        () -> new Trucks() {
                            private int asked;

                            @Override
                            public PluginInfo info() {
                                return new PluginInfo("trucks", "1.0." + asked++, WORD, Optional.empty());
                            }
                        },
                        ITSELF,
                        "info() changes"),
                new Bad(
                        "shows nothing at all",
                        () -> viewing(context -> null),
                        SAME,
                        "view() of 5110 INSTALLING read by PUBLIC answered null"),
                new Bad("shows nothing at all to one reader", () -> viewing(BadPluginsTest::nullForOne), SAME, "null"),
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
                        () -> viewing(BadPluginsTest::deep),
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
                        "does not start",
                        () -> new Trucks() {
                            @Override
                            public void start(Platform platform) {
                                throw new IllegalStateException("no table");
                            }
                        },
                        STARTS,
                        "start() threw"),
                new Bad(
                        "does not stop",
                        () -> new Trucks() {
                            @Override
                            public void stop() {
                                throw new IllegalStateException("never started");
                            }
                        },
                        STARTS,
                        "stop() threw"),
                new Bad(
                        "declares a kind twice",
                        () -> declaring(Trucks.CHECK, Trucks.CHECK),
                        KINDS,
                        "the entry kind trucks/check is declared twice"),
                new Bad(
                        "declares a kind of another's",
                        () -> declaring(Trucks.CHECK, Trucks.kind("lifts/check", Trucks.WORD)),
                        KINDS,
                        "lifts/check must begin with trucks/"),
                new Bad(
                        "declares a kind without fields",
                        () -> declaring(
                                Trucks.CHECK, new EntryKind("trucks/none", 1, Trucks.WORD, List.of(), Set.of())),
                        KINDS,
                        "trucks/none has no field"),
                new Bad(
                        "has a field with a blank label",
                        () -> new Trucks() {
                            @Override
                            public List<EntryKind> kinds() {
                                return List.of(kind("trucks/check", new Text("日检", " ")));
                            }
                        },
                        KINDS,
                        "A text needs both languages"),
                new Bad(
                        "has a field without an English label",
                        () -> declaring(Trucks.kind("trucks/check", Text.same("日检"))),
                        KINDS,
                        "has no English words, only \"日检\""),
                new Bad(
                        "offers a choice twice",
                        () -> declaring(
                                Trucks.CHECK,
                                new EntryKind(
                                        "trucks/more",
                                        1,
                                        Trucks.WORD,
                                        List.of(Trucks.choice("state", Trucks.WORD, "a", "a")),
                                        Set.of())),
                        CHOICE,
                        ""),
                new Bad(
                        "has two actions of one name",
                        () -> acting(action("check", "trucks/check"), action("check", "trucks/check")),
                        ACTIONS,
                        "two actions are called check"),
                new Bad(
                        "has an action for a kind there is not",
                        () -> acting(action("check", "trucks/other")),
                        ACTIONS,
                        "trucks/other, which is no kind"),
                new Bad(
                        "offers an action to those who may not",
                        () -> acting(new Action("check", Trucks.WORD, "trucks/check", Set.of(Audience.PUBLIC))),
                        ACTIONS,
                        "is offered to [PUBLIC]"),
                new Bad(
                        "finds fault with a field there is not",
                        () -> checking(values -> List.of(new Finding("colour", Trucks.WORD))),
                        CHECKS,
                        "a finding is about colour"),
                new Bad(
                        "cannot check what is empty",
                        () -> checking(values -> List.of(
                                new Finding(values.day("on").orElseThrow().toString(), Trucks.WORD))),
                        CHECKS,
                        "check() of an empty trucks/check threw"),
                new Bad("finds nothing by null", () -> checking(values -> null), CHECKS, "answered null"),
                new Bad(
                        "permits a position no plan knows",
                        () -> posting("特种设备码", "on-body", "under-the-seat"),
                        LABEL,
                        "permits the position under-the-seat, which the city's plan does not know"),
                new Bad(
                        "permits a position twice",
                        () -> posting("特种设备码", "on-body", "on-body"),
                        LABEL,
                        "permits on-body twice"),
                new Bad("permits no position", () -> posting("特种设备码"), LABEL, "at least one permitted position"),
                new Bad("bears a lift's title", () -> posting("上海智慧电梯", "on-body"), LABEL, "not this equipment's"),
                new Bad("is an aspect that adds a position", Widening::new, LABEL, "an aspect takes positions away"),
                new Bad(
                        "is a scene app without a card",
                        () -> new Scene(null, List.of()),
                        ITSELF,
                        "card() answered null"),
                new Bad("is a scene app without links", () -> new Scene(Trucks.WORD, null), SAME, "answered null"),
                new Bad("has two pages of one name", TwicePaged::new, PAGES, "have one name"),
                new Bad("has two jobs of one name", () -> new Worker("medians", "medians"), JOBS, "have one name"),
                new Bad("fails where there is nothing to do", () -> new Worker("medians"), JOBS, "the job medians"),
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
                        "the day of the last trucks/maintenance"),
                new Bad("hears of what nobody records", HardOfHearing::new, HEARS, "which is neither a kind"));
    }

    @ParameterizedTest
    @MethodSource("badPlugins")
    void a_plugin_that_breaks_a_rule_is_told_which(Bad bad) {
        Map<String, String> failures = Suspect.failures(bad.plugin());
        assertTrue(failures.containsKey(bad.rule()), () -> bad.rule() + " holds; failed were " + failures);
        assertTrue(failures.get(bad.rule()).contains(bad.words()), () -> failures.get(bad.rule()));
    }

    @Test
    void a_jar_that_asks_for_too_much_is_told_what() {
        assertJar(
                "Import-Package", "org.teshema.api.plugin;version=\"[1.0,2)\",javax.sql", "The jar imports javax.sql;");
        assertJar(
                "Import-Package",
                "org.teshema.api.plugin;version=\"[1.0,2)\",org.slf4j;org.example.other;version=\"[1,2)\"",
                "The jar imports org.example.other;");
        assertJar(
                "Import-Package",
                "org.teshema.api.plugin;version=\"[1.0,2)\",org.teshema.engine.codes;version=\"[0.1,1)\"",
                "The jar imports org.teshema.engine.codes;");
        assertJar("Import-Package", "org.teshema.api.plugin;version=\"1.0\"", "org.teshema.api.plugin in 1.0;");
        assertJar("Import-Package", "org.teshema.api.plugin", "org.teshema.api.plugin in any version;");
        assertJar("Import-Package", "java.util", "does not import org.teshema.api.plugin");
        assertJar("Export-Package", "org.example.trucks;version=\"1.0\"", "has no Export-Package");
        assertJar("Require-Bundle", "org.teshema.engine", "has no Require-Bundle");
        assertJar("Fragment-Host", "org.teshema.engine", "has no Fragment-Host");
        assertJar("DynamicImport-Package", "*", "has no DynamicImport-Package");
        assertJar("Bundle-NativeCode", "lib.so", "has no Bundle-NativeCode");
        assertJar("Bundle-Activator", "org.example.Activator", "has no Bundle-Activator");
        assertJar("Service-Component", "", "needs @Component(service = Plugin.class)");
    }

    private static void assertJar(String header, String value, String words) {
        Map<String, String> failures = Suspect.failuresOfJar(Map.of(header, value));
        assertEquals(Set.of(JAR), failures.keySet(), () -> header + ": " + value);
        assertTrue(failures.get(JAR).contains(words), () -> failures.get(JAR));
    }

    @Test
    void plugins_of_every_sort_that_keep_the_rules_pass() {
        assertEquals(Map.of(), Suspect.failures(Trucks::new));
        assertEquals(Map.of(), Suspect.failures(Narrowing::new));
        assertEquals(Map.of(), Suspect.failures(() -> new Scene(Trucks.WORD, List.of())));
    }

    @Test
    void every_rule_of_the_contract_is_broken_by_somebody_here() {
        Set<String> broken = new TreeSet<>(Set.of(JAR));
        badPlugins().map(Bad::rule).forEach(broken::add);
        assertEquals(Suspect.rules(), List.copyOf(broken));
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

    private static final class Narrowing implements Aspect {
        @Override
        public PluginInfo info() {
            return new PluginInfo("narrow", "1.0.0", Trucks.WORD, Optional.empty());
        }

        @Override
        public boolean appliesTo(Device device) {
            return device.category().value().startsWith("5");
        }

        @Override
        public Posting restrict(Device device, Posting posting) {
            return new Posting(
                    posting.labelTitle(), posting.positions().subList(0, 1), 80, 100, Trucks.WORD, Optional.empty());
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }

    private static final class Widening implements Aspect {
        @Override
        public PluginInfo info() {
            return new PluginInfo("wide", "1.0.0", Trucks.WORD, Optional.empty());
        }

        @Override
        public boolean appliesTo(Device device) {
            return true;
        }

        @Override
        public Posting restrict(Device device, Posting posting) {
            return Trucks.posting("特种设备码", "on-body", "operating-room");
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }

    private record Scene(Text card, List<Link> links) implements SceneApp {
        @Override
        public PluginInfo info() {
            return new PluginInfo("scene", "1.0.0", Trucks.WORD, Optional.of("310107"));
        }

        @Override
        public List<Link> links(ScanContext context) {
            return links;
        }
    }

    private static Plugin unmakeable() {
        throw new IllegalStateException("no such file");
    }

    private static Plugin ruled(Rule... rules) {
        return new Trucks() {
            @Override
            public List<Rule> rules() {
                return List.of(rules);
            }
        };
    }

    private static Rule rule(String id, String zh, String en, String node) {
        return new Rule(
                id,
                "inspection",
                Set.of(new CatalogueCode(node)),
                new Text(zh, en),
                "TSG 81-2022",
                java.time.LocalDate.of(2022, 12, 1),
                Optional.empty(),
                true,
                Map.of("months", "24"));
    }

    private static List<ClockReading> reading(String clock, String rule) {
        return List.of(new ClockReading(
                clock, Trucks.WORD, DueStatus.UNKNOWN, Optional.empty(), Trucks.WORD, Optional.of(rule)));
    }

    private static Plugin serving(String... nodes) {
        return new Trucks() {
            @Override
            public Set<CatalogueCode> serves() {
                return Stream.of(nodes).map(CatalogueCode::new).collect(java.util.stream.Collectors.toSet());
            }
        };
    }

    private static Plugin of(String district) {
        return new Trucks() {
            @Override
            public PluginInfo info() {
                return new PluginInfo("trucks", "1.0.0", WORD, Optional.of(district));
            }
        };
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

    private static Plugin acting(Action... actions) {
        return viewing(context -> new View(List.of(), List.of(actions)));
    }

    private static Action action(String name, String kind) {
        return new Action(name, Trucks.WORD, kind, Set.of(Audience.USING_UNIT));
    }

    private static Plugin checking(java.util.function.Function<Values, List<Finding>> check) {
        return new Trucks() {
            @Override
            public List<Finding> check(ScanContext context, String kind, Values values) {
                return check.apply(values);
            }
        };
    }

    private static Plugin posting(String title, String... positions) {
        return new Trucks() {
            @Override
            public Posting posting(Device device) {
                return posting(title, positions);
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

    private static final class TwicePaged implements SceneApp {
        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public List<Page> pages() {
            var page = new Page("board", Trucks.WORD, Set.of(Audience.GOVERNMENT), false);
            return List.of(page, page);
        }
    }

    private record Worker(List<Job> jobs) implements SceneApp {
        Worker(String... names) {
            this(Stream.of(names)
                    .map(name -> Job.every(name, Trucks.WORD, Duration.ofHours(1)))
                    .toList());
        }

        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public void job(JobContext context) {
            throw new IllegalStateException("no devices");
        }
    }

    private static final class HardOfHearing implements SceneApp {
        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public Set<String> hears() {
            return Set.of("nothing");
        }
    }
}
