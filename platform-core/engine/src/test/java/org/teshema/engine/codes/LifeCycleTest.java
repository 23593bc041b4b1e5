package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.trust.keys.CodeClass;

/** The life of a code as the plan tells it, written down a second time and compared with the table for every combination. */
class LifeCycleTest {
    private static final LocalDate IN_2026 = LocalDate.of(2026, 6, 1);
    private static final LocalDate IN_2028 = LocalDate.of(2028, 6, 1);

    /** Role, action, state before, state after, what must tie them. All that is not here is forbidden. */
    private static final String PLAN = """
            CITY_BUREAU      ORDER     -          ORDERED     NONE
            DISTRICT         ORDER     -          ORDERED     NONE
            CITY_BUREAU      APPROVE   ORDERED    APPROVED    NONE
            CITY_BUREAU      REJECT    ORDERED    -           NONE
            CITY_BUREAU      MAKE      APPROVED   MADE        NONE
            DISTRICT         MAKE      APPROVED   MADE        OWN_DISTRICT
            CITY_BUREAU      PRINT     MADE       PRINTED     HOLDER
            DISTRICT         PRINT     MADE       PRINTED     HOLDER
            CITY_BUREAU      STOCK     PRINTED    STOCKED     HOLDER
            DISTRICT         STOCK     PRINTED    STOCKED     HOLDER
            CITY_BUREAU      OFFER     STOCKED    IN_TRANSIT  HOLDER
            DISTRICT         OFFER     STOCKED    IN_TRANSIT  HOLDER
            DISTRICT         ACCEPT    IN_TRANSIT STOCKED     RECEIVER
            STATION          ACCEPT    IN_TRANSIT STOCKED     RECEIVER
            INSPECTION_BODY  ACCEPT    IN_TRANSIT STOCKED     RECEIVER
            DISTRICT         REFUSE    IN_TRANSIT STOCKED     RECEIVER
            STATION          REFUSE    IN_TRANSIT STOCKED     RECEIVER
            INSPECTION_BODY  REFUSE    IN_TRANSIT STOCKED     RECEIVER
            CITY_BUREAU      WITHDRAW  IN_TRANSIT STOCKED     HOLDER
            DISTRICT         WITHDRAW  IN_TRANSIT STOCKED     HOLDER
            DISTRICT         CLAIM     STOCKED    CLAIMED     HOLDER
            STATION          CLAIM     STOCKED    CLAIMED     HOLDER
            INSPECTION_BODY  CLAIM     STOCKED    CLAIMED     HOLDER
            USING_UNIT       BIND      CLAIMED    BOUND       UNIT
            USING_UNIT       UNBIND    BOUND      CLAIMED     UNIT
            USING_UNIT       SUSPEND   BOUND      SUSPENDED   UNIT
            DISTRICT         SUSPEND   BOUND      SUSPENDED   OWN_DISTRICT
            CITY_BUREAU      SUSPEND   BOUND      SUSPENDED   NONE
            DISTRICT         RESUME    SUSPENDED  BOUND       OWN_DISTRICT
            CITY_BUREAU      RESUME    SUSPENDED  BOUND       NONE
            USING_UNIT       REPLACE   BOUND      REPLACED    UNIT
            USING_UNIT       REPLACE   SUSPENDED  REPLACED    UNIT
            DISTRICT         REVOKE    BOUND      REVOKED     OWN_DISTRICT
            DISTRICT         REVOKE    SUSPENDED  REVOKED     OWN_DISTRICT
            CITY_BUREAU      REVOKE    BOUND      REVOKED     NONE
            CITY_BUREAU      REVOKE    SUSPENDED  REVOKED     NONE
            CITY_BUREAU      SPOIL     PRINTED    SPOILED     HOLDER
            DISTRICT         SPOIL     PRINTED    SPOILED     HOLDER
            CITY_BUREAU      SPOIL     STOCKED    SPOILED     HOLDER
            DISTRICT         SPOIL     STOCKED    SPOILED     HOLDER
            STATION          SPOIL     STOCKED    SPOILED     HOLDER
            INSPECTION_BODY  SPOIL     STOCKED    SPOILED     HOLDER
            USING_UNIT       SPOIL     CLAIMED    SPOILED     UNIT
            DISTRICT         SPOIL     CLAIMED    SPOILED     OWN_DISTRICT
            """;

    private final LifeCycle lifeCycle = new LifeCycle();

    private record Asked(OrganisationKind role, CodeAction action, Optional<CodeState> state) {}

    private record Told(Optional<CodeState> to, Custody custody) {}

    private static Map<Asked, Told> plan() {
        Map<Asked, Told> plan = new HashMap<>();
        PLAN.lines()
                .map(line -> line.split("\\s+"))
                .forEach(cell -> plan.put(
                        new Asked(OrganisationKind.valueOf(cell[0]), CodeAction.valueOf(cell[1]), state(cell[2])),
                        new Told(state(cell[3]), Custody.valueOf(cell[4]))));
        return plan;
    }

    private static Optional<CodeState> state(String word) {
        return "-".equals(word) ? Optional.empty() : Optional.of(CodeState.valueOf(word));
    }

    private static Actor actor(OrganisationKind role) {
        return new Actor(1, "x", organisation(role, "310115"));
    }

    private static Organisation organisation(OrganisationKind role, String district) {
        return new Organisation(1, role, "某单位", Optional.empty(), district, Optional.empty());
    }

    /** No tie, each tie alone, all of them. */
    private static List<Set<Custody>> ties() {
        return Stream.concat(
                        Stream.of(EnumSet.noneOf(Custody.class), EnumSet.allOf(Custody.class)),
                        Arrays.stream(Custody.values()).map(EnumSet::of))
                .map(set -> (Set<Custody>) set)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(CodeAction.class)
    void every_role_in_every_state_may_do_what_the_plan_says_and_nothing_else(CodeAction action) {
        Map<Asked, Told> plan = plan();
        for (OrganisationKind role : OrganisationKind.values()) {
            boolean ever = plan.keySet().stream().anyMatch(a -> a.role() == role && a.action() == action);
            for (Optional<CodeState> state : Stream.concat(
                            Stream.of(Optional.<CodeState>empty()),
                            Arrays.stream(CodeState.values()).map(Optional::of))
                    .toList()) {
                Optional<Told> told = Optional.ofNullable(plan.get(new Asked(role, action, state)));
                for (Set<Custody> ties : ties()) {
                    String words = role + " " + action + " " + state + " " + ties;
                    if (told.isPresent()
                            && (told.get().custody() == Custody.NONE
                                    || ties.contains(told.get().custody()))) {
                        Transition step = lifeCycle.step(actor(role), action, state, ties, IN_2028);
                        assertEquals(told.get().to(), step.to(), words);
                        assertEquals(told.get().custody(), step.custody(), words);
                    } else {
                        ProblemType expected = ever && told.isEmpty() ? ProblemType.WRONG_STATE : ProblemType.FORBIDDEN;
                        Problem problem = assertThrows(
                                Problem.class, () -> lifeCycle.step(actor(role), action, state, ties, IN_2028), words);
                        assertEquals(expected, problem.type(), words);
                        assertFalse(problem.detail().zh().isBlank(), words);
                    }
                }
            }
        }
    }

    @Test
    void the_table_has_no_row_twice() {
        assertEquals(
                LifeCycle.table().size(),
                LifeCycle.table().stream()
                        .map(t -> new Asked(t.role(), t.action(), t.from()))
                        .distinct()
                        .count());
        assertEquals(plan().size(), LifeCycle.table().size());
    }

    @Test
    void what_is_over_stays_over() {
        for (CodeState end : List.of(CodeState.REPLACED, CodeState.REVOKED, CodeState.SPOILED)) {
            assertTrue(LifeCycle.table().stream().noneMatch(t -> t.from().equals(Optional.of(end))), end::name);
        }
    }

    @Test
    void making_alone_depends_on_the_day_and_until_2027_it_is_the_citys() {
        assertTrue(LifeCycle.table().stream().allMatch(t -> t.dated() == (t.action() == CodeAction.MAKE)));
        Optional<CodeState> approved = Optional.of(CodeState.APPROVED);
        Set<Custody> own = EnumSet.of(Custody.OWN_DISTRICT);
        lifeCycle.step(actor(OrganisationKind.CITY_BUREAU), CodeAction.MAKE, approved, own, IN_2026);
        Problem problem = assertThrows(
                Problem.class,
                () -> lifeCycle.step(actor(OrganisationKind.DISTRICT), CodeAction.MAKE, approved, own, IN_2026));
        assertEquals(ProblemType.FORBIDDEN, problem.type());
        assertTrue(
                problem.detail().en().contains("2028-01-01"), problem.detail().en());
    }

    @Test
    void codes_go_from_the_city_to_districts_and_from_there_within_the_district_or_to_inspection_bodies() {
        for (OrganisationKind giver : OrganisationKind.values()) {
            for (OrganisationKind receiver : OrganisationKind.values()) {
                for (String district : List.of("310115", "310104")) {
                    boolean allowed = (giver == OrganisationKind.CITY_BUREAU && receiver == OrganisationKind.DISTRICT)
                            || (giver == OrganisationKind.DISTRICT
                                    && receiver == OrganisationKind.STATION
                                    && district.equals("310115"))
                            || (giver == OrganisationKind.DISTRICT && receiver == OrganisationKind.INSPECTION_BODY);
                    Organisation from = organisation(giver, "310115");
                    Organisation to = organisation(receiver, district);
                    if (allowed) {
                        LifeCycle.requireRoute(from, to);
                    } else {
                        Problem problem = assertThrows(Problem.class, () -> LifeCycle.requireRoute(from, to));
                        assertEquals(ProblemType.FORBIDDEN, problem.type());
                    }
                }
            }
        }
    }

    @Test
    void new_devices_get_their_code_at_the_inspection_and_from_the_district_only_with_a_reason() {
        ClaimRule inspection = LifeCycle.claimRule(actor(OrganisationKind.INSPECTION_BODY), CodeClass.NEW);
        assertTrue(inspection.device() && !inspection.reason() && !inspection.ranges());
        ClaimRule district = LifeCycle.claimRule(actor(OrganisationKind.DISTRICT), CodeClass.NEW);
        assertTrue(district.device() && district.reason() && !district.ranges());
        for (CodeClass bulk : List.of(CodeClass.STOCK, CodeClass.REPLACEMENT)) {
            assertTrue(
                    LifeCycle.claimRule(actor(OrganisationKind.DISTRICT), bulk).ranges());
            assertTrue(
                    LifeCycle.claimRule(actor(OrganisationKind.STATION), bulk).ranges());
            assertThrows(Problem.class, () -> LifeCycle.claimRule(actor(OrganisationKind.INSPECTION_BODY), bulk));
        }
        assertThrows(Problem.class, () -> LifeCycle.claimRule(actor(OrganisationKind.STATION), CodeClass.NEW));
        assertThrows(Problem.class, () -> LifeCycle.claimRule(actor(OrganisationKind.CITY_BUREAU), CodeClass.STOCK));
    }
}
