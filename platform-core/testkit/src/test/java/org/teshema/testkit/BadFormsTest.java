package org.teshema.testkit;

import static org.teshema.testkit.Bad.ACTIONS;
import static org.teshema.testkit.Bad.CHECKS;
import static org.teshema.testkit.Bad.CHOICE;
import static org.teshema.testkit.Bad.KINDS;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** A plugin whose entries, actions or checks nobody could fill in is told so. */
class BadFormsTest {
    static Stream<Bad> plugins() {
        return Stream.of(
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
                new Bad("finds nothing by null", () -> checking(values -> null), CHECKS, "answered null"));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void it_is_told_which_rule_it_breaks(Bad bad) {
        bad.isTold();
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
}
