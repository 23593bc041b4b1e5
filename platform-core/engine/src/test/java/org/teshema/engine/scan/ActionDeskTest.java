package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

class ActionDeskTest {
    private static final Map<String, String> PASSED = Map.of("on", "2026-03-01", "result", "pass");

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_offered_action_appends_one_entry_however_often_it_is_sent(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            String token = scene.token(scene.inspector);
            Entry first = scene.take(scene.inspector, token, PASSED);
            Entry again = scene.take(scene.inspector, token, PASSED);
            assertEquals(first, again);
            assertEquals(1, city.count("select count(*) from entry"));
            assertEquals(
                    ProblemType.KEY_REUSED,
                    type(() -> scene.take(scene.inspector, token, Map.of("on", "2026-02-01", "result", "pass"))));
            // It happened on the day it says, and not when it was typed in.
            assertEquals("2026-02-28T16:00:00Z", first.happenedAt().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_token_is_good_for_its_reader_its_code_and_its_kind_only(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            String token = scene.token(scene.inspector);
            assertEquals(ProblemType.FORBIDDEN, type(() -> scene.take(scene.unit, token, PASSED)));
            assertEquals(
                    ProblemType.FORBIDDEN,
                    type(() ->
                            city.actions.take(scene.inspector, scene.code.id().hex(), "commissioning", token, PASSED)));
            assertEquals(
                    ProblemType.FORBIDDEN,
                    type(() -> city.actions.take(
                            scene.inspector, ScanCity.signed().id().hex(), "inspection", token, PASSED)));
            assertEquals(ProblemType.FORBIDDEN, type(() -> scene.take(scene.inspector, "rubbish", PASSED)));
            // The same person, who acts for another organisation by now.
            Actor switched = new Actor(scene.inspector.accountId(), "one", scene.unit.organisation());
            assertEquals(
                    Optional.of("token"),
                    problem(() -> scene.take(switched, token, PASSED)).field());
            assertEquals(0, city.count("select count(*) from entry"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_not_of_its_type_or_not_right_to_the_plugin_is_told_by_field_and_not_stored(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            String token = scene.token(scene.inspector);
            assertEquals(
                    Optional.of("on"),
                    problem(() -> scene.take(scene.inspector, token, Map.of("on", "yesterday", "result", "pass")))
                            .field());
            assertEquals(
                    Optional.of("result"),
                    problem(() -> scene.take(scene.inspector, token, Map.of("on", "2026-03-01", "result", "fail")))
                            .field());
            assertEquals(0, city.count("select count(*) from entry"));
            // The same token still works for what is right.
            scene.take(scene.inspector, token, PASSED);
            assertEquals(1, city.count("select count(*) from entry"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_code_that_was_revoked_meanwhile_takes_no_more_entries(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            String token = scene.token(scene.inspector);
            city.run("update code set state = 'REVOKED', bound_device_id = null");
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.take(scene.inspector, token, PASSED)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_inspects_it_no_more_and_a_code_that_rests_have_no_use_of_a_form_that_was_opened_before(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            String token = scene.token(scene.inspector);
            city.run("update code set state = 'SUSPENDED'");
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.take(scene.inspector, token, PASSED)));
            city.run("update code set state = 'BOUND'");
            city.run("update device set inspection_body_id = null");
            assertEquals(ProblemType.FORBIDDEN, type(() -> scene.take(scene.inspector, token, PASSED)));
            assertEquals(0, city.count("select count(*) from entry"));
        }
    }

    /** A bound crane whose plugin lets the inspection body record inspections and dislikes failed ones. */
    private static final class Scene {
        final ScanCity city;
        final Actor unit;
        final Actor inspector;
        final ScanCity.Printed code;

        Scene(ScanCity city) {
            this.city = city;
            this.unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            this.inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            this.code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, inspector)));
            city.serve(new Crane()
                    .showing(context -> new View(
                            List.of(new org.teshema.api.scan.Section.Notice(
                                    Text.same("a"), Text.same("b"), org.teshema.api.scan.Section.Tone.PLAIN)),
                            List.of(ScanDeskTest.action("inspect", "inspection", Audience.INSPECTION_BODY))))
                    .finding(values ->
                            values.text("result").filter("fail"::equals).isPresent()
                                    ? List.of(new Finding("result", Text.same("not so")))
                                    : List.of()));
        }

        String token(Actor reader) {
            return city.scan(code, reader).actions().get(0).token();
        }

        Entry take(Actor actor, String token, Map<String, String> raw) {
            return city.actions.take(actor, code.id().hex(), "inspection", token, raw);
        }
    }

    private static ProblemType type(Runnable work) {
        return problem(work).type();
    }

    private static Problem problem(Runnable work) {
        return assertThrows(Problem.class, work::run);
    }
}
