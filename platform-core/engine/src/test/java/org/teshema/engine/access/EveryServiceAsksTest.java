package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.engine.account.Actor;
import org.teshema.engine.write.WriteRequest;

/**
 * Every service of the engine that is told who asks, asks in turn whether they may: found in the bytecode, whatever way the question
 * goes. A service that forgets is named here.
 */
class EveryServiceAsksTest {
    private static final String LEDGER = "the ledger is told the role of who acted";
    private static final String PLUGINS = "plugins are told the side of who reads";
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.teshema.engine");

    /** The methods that need not ask, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "BoundCodes.follow", "goes with a transfer, for which the register asked, in its transaction",
            "SegmentDistricts.follow", "the same",
            "DeviceRegister.enterPart", "enters a car of a set within a sitting, which asked for the set",
            "Entries.append", "writes what its caller asked for, within its transaction",
            "ActionDesk.earlier", "answers whoever holds the token of their own request, and shows no value",
            "PluginCheck.check", "tells the plugin what its caller found the writer to be",
            "Writes.once", "does what it is handed once, and looks at nothing of it");

    /** Who looks at a role or a side, and why it decides nothing by it. */
    private static final Map<String, String> WHO_LOOKS_AT_ROLES = Map.ofEntries(
            Map.entry("Access.role", "the door itself"),
            Map.entry("Actor.role", "the side of a role"),
            Map.entry(
                    "LifeCycle.role",
                    "finds the steps of a role in the table of a code's life, after the door was asked"),
            Map.entry("Bindings.role", "the states a role takes a step from, out of the same table"),
            Map.entry("Codes.role", "the same"),
            Map.entry("DeviceEntering.role", "puts whoever enters a device in as its station or body"),
            Map.entry("AccountLeaves.role", LEDGER),
            Map.entry("Author.role", LEDGER),
            Map.entry("Batches.role", LEDGER),
            Map.entry("Deeds.role", LEDGER),
            Map.entry("DemoCodes.role", LEDGER),
            Map.entry("Engaging.role", LEDGER),
            Map.entry("Happening.role", LEDGER),
            Map.entry("Imports.role", LEDGER),
            Map.entry("Links.role", LEDGER),
            Map.entry("Memberships.role", LEDGER),
            Map.entry("Organisations.role", LEDGER),
            Map.entry("RuleBooks.role", LEDGER),
            Map.entry("SuspectLabels.role", LEDGER),
            Map.entry("Tiers.role", LEDGER),
            Map.entry("Webhooks.role", LEDGER),
            Map.entry("ActionDesk.side", PLUGINS),
            Map.entry("AppDesk.side", PLUGINS),
            Map.entry("Asker.side", PLUGINS),
            Map.entry("FactorPolicy.side", "which sides are asked for a second step is a setting"),
            Map.entry("DeviceClocks.side", PLUGINS),
            Map.entry("PluginCheck.side", PLUGINS),
            Map.entry("Replays.side", PLUGINS),
            Map.entry("Run.side", PLUGINS),
            Map.entry("SegmentTable.side", PLUGINS));

    @Test
    void each_public_method_that_is_told_who_asks_comes_to_the_one_door() {
        assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), forgetful(ENGINE, Access.class.getName()));
    }

    @Test
    void a_service_that_forgets_is_found() {
        JavaClasses withForgetful = new ClassFileImporter().importClasses(Forgetful.class, Access.class, Actor.class);
        assertEquals(
                Set.of("Forgetful.list"),
                services(withForgetful, Forgetful.class)
                        .filter(method -> !asks(method, Access.class.getName()))
                        .map(EveryServiceAsksTest::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void there_are_as_many_of_them_as_there_were() {
        long all = ENGINE.stream()
                .filter(type -> type.isAnnotatedWith("org.osgi.service.component.annotations.Component"))
                .flatMap(EveryServiceAsksTest::told)
                .count();
        assertTrue(all >= 80, () -> "only " + all + " methods were looked at");
    }

    @Test
    void nobody_else_looks_at_a_role_to_decide() {
        Set<String> comparing = new TreeSet<>();
        for (JavaClass type : ENGINE) {
            type.getCodeUnits().stream()
                    .flatMap(EveryServiceAsksTest::called)
                    .filter(call -> call.getOwner().isEquivalentTo(Actor.class)
                            && (call.getName().equals("role") || call.getName().equals("side")))
                    .forEach(call -> comparing.add(type.getSimpleName() + "." + call.getName()));
        }
        assertEquals(new TreeSet<>(WHO_LOOKS_AT_ROLES.keySet()), comparing);
    }

    private static Set<String> forgetful(JavaClasses classes, String door) {
        return classes.stream()
                .filter(type -> type.isAnnotatedWith("org.osgi.service.component.annotations.Component"))
                .flatMap(EveryServiceAsksTest::told)
                .filter(method -> !asks(method, door))
                .map(EveryServiceAsksTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaMethod> services(JavaClasses classes, Class<?> type) {
        return told(classes.get(type));
    }

    /** The public methods that are told who asks: an actor, maybe an actor, or a request of one. */
    private static Stream<JavaMethod> told(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> method.getParameterTypes().stream()
                        .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream())
                        .anyMatch(raw -> raw.isEquivalentTo(Actor.class) || raw.isEquivalentTo(WriteRequest.class)));
    }

    private static boolean asks(JavaCodeUnit from, String door) {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<JavaCodeUnit>();
        next.add(from);
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            if (!seen.add(unit.getFullName())) {
                continue;
            }
            for (AccessTarget.CodeUnitAccessTarget target : called(unit).toList()) {
                boolean question = Set.of("may", "mayAll", "mayInDistrict", "require", "scope", "audience")
                        .contains(target.getName());
                if (target.getOwner().getName().equals(door) && question) {
                    return true;
                }
                target.resolveMember().ifPresent(member -> next.add((JavaCodeUnit) member));
            }
        }
        return false;
    }

    private static Stream<AccessTarget.CodeUnitAccessTarget> called(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
                unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()));
    }

    private static String name(JavaCodeUnit method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    /** A service as one might write it in a hurry. */
    public static final class Forgetful {
        private final Map<Long, String> rows = new HashMap<>();
        private final Access access;

        Forgetful(Access access) {
            this.access = access;
        }

        /** Asks. */
        public String get(Actor actor, long id) {
            return access.scope(actor, Deed.SEE_DEVICE, "d").sql() + rows.get(id);
        }

        /** Forgets. */
        public String list(Actor actor) {
            return actor.login() + rows;
        }
    }
}
