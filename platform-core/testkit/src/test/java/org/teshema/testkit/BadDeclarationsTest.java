package org.teshema.testkit;

import static org.teshema.testkit.Bad.CITY;
import static org.teshema.testkit.Bad.ITSELF;
import static org.teshema.testkit.Bad.LABEL;
import static org.teshema.testkit.Bad.RULES;
import static org.teshema.testkit.Bad.STARTS;
import static org.teshema.testkit.Bad.STRUCTURES;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.api.text.Text;

/** A plugin that says of itself, of its equipment or of its rules what cannot be is told so. */
class BadDeclarationsTest {
    static Stream<Bad> plugins() {
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
                new Bad("cannot be made", BadDeclarationsTest::unmakeable, ITSELF, "the constructor threw"),
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
                        STRUCTURES,
                        "role trailer of 5110 is for 5999"),
                new Bad(
                        "keeps segments by a kind it has not",
                        () -> new Trucks() {
                            @Override
                            public Structure structure(CatalogueCode category) {
                                return new Structure.Segments(new Text("表", "Table"), "trucks/none", 0);
                            }
                        },
                        STRUCTURES,
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
                new Bad("bears a lift's title", () -> posting("上海智慧电梯", "on-body"), LABEL, "not this equipment's"));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void it_is_told_which_rule_it_breaks(Bad bad) {
        bad.isTold();
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

    private static Plugin posting(String title, String... positions) {
        return new Trucks() {
            @Override
            public Posting posting(Device device) {
                return posting(title, positions);
            }
        };
    }
}
