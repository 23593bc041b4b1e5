package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** Actions whose forms open with something: given values, an entry they amend, somebody else's signature. */
class DraftedActionTest {
    private static final Text WORD = new Text("记录", "Record");
    private static final EntryKind NOTE = new EntryKind(
            "crane/note",
            1,
            WORD,
            List.of(
                    new Field("about", WORD, new FieldType.Whole(1, 99), true, Set.of(Audience.USING_UNIT)),
                    new Field("words", WORD, new FieldType.Words(40), true, Set.of(Audience.USING_UNIT)),
                    new Field("more", WORD, new FieldType.Words(40), false, Set.of())),
            Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT));
    private static final Draft ABOUT_SEVEN =
            Draft.EMPTY.giving(new Values(Map.of("about", 7L))).asking(Set.of("words"));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_given_is_in_the_entry_and_nobody_sends_another(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            OfferedAction offered = scene.offered(scene.worker);
            assertEquals(
                    Optional.of("about"),
                    problem(() -> scene.take(offered, Map.of("about", "8", "words", "x")))
                            .field());
            assertEquals(
                    Optional.of("more"),
                    problem(() -> scene.take(offered, Map.of("more", "x", "words", "x")))
                            .field());
            scene.take(offered, Map.of("words", "x"));
            assertEquals(1, city.count("select count(*) from entry where fields = '{\"about\":7,\"words\":\"x\"}'"));
            assertEquals(1, city.count("select count(*) from entry"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_form_that_was_opened_on_something_else_is_told_to_look_again(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            OfferedAction before = scene.offered(scene.worker);
            scene.draft = Draft.EMPTY.giving(new Values(Map.of("about", 8L)));
            OfferedAction now = scene.offered(scene.worker);
            Problem changed = problem(() -> scene.take(scene.worker, now, before.token(), Map.of("words", "x")));
            assertEquals(ProblemType.STALE_VERSION, changed.type());
            assertEquals(Optional.of("token"), changed.field());
            assertEquals(0, city.count("select count(*) from entry"));
            scene.take(now, Map.of("words", "x"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_new_entry_supersedes_the_one_it_amends_once(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            Entry first = scene.take(scene.offered(scene.worker), Map.of("words", "x"));
            scene.draft = ABOUT_SEVEN.amending(first.id());
            OfferedAction one = scene.offered(scene.worker);
            OfferedAction other = scene.offered(scene.worker);
            Entry second = scene.take(one, Map.of("words", "y"));
            assertEquals(OptionalLong.of(first.id()), second.supersedes());
            assertEquals(second, scene.take(one, Map.of("words", "y")), "sent twice it is one");
            assertEquals(
                    ProblemType.WRONG_STATE,
                    problem(() -> scene.take(other, Map.of("words", "z"))).type());
            assertEquals(2, city.count("select count(*) from entry"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_signed_is_the_entry_of_who_signs_and_of_nobody_who_may_not(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN.signedBy(Audience.USING_UNIT));
            OfferedAction offered = scene.offered(scene.worker);
            Actor stranger = city.actor(OrganisationKind.USING_UNIT, "别家", "310107");
            for (Optional<Actor> wrong :
                    List.of(Optional.of(stranger), Optional.of(scene.worker), Optional.<Actor>empty())) {
                Problem problem = problem(() -> scene.sign(offered, wrong));
                assertEquals(Optional.of(ActionDesk.SIGNER), problem.field());
            }
            Entry signed = scene.sign(offered, Optional.of(scene.unit));
            assertEquals(scene.unit.organisation().name(), signed.author());
            assertEquals(signed, scene.sign(offered, Optional.of(scene.unit)));
            assertEquals(1, city.count("select count(*) from entry"));
            assertEquals(List.of(), scene.actions(stranger), "it is offered to who works on it");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_form_outlives_a_restart_and_any_node_takes_it_once(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            OfferedAction offered = scene.offered(scene.worker);
            ActionDesk restarted = scene.city.actions(ScanCity.CLOCK);
            Entry taken = restarted.take(scene.taking(scene.worker, offered, offered.token(), Map.of("words", "x")));
            assertEquals(taken, scene.take(offered, Map.of("words", "x")));
            assertEquals(1, city.count("select count(*) from entry"));
            assertEquals(1, city.count("select count(*) from action_key"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_form_that_is_too_old_says_so_and_one_that_was_taken_is_answered_as_before(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            OfferedAction used = scene.offered(scene.worker);
            OfferedAction open = scene.offered(scene.worker);
            Entry taken = scene.take(used, Map.of("words", "x"));
            ActionDesk later =
                    scene.city.actions(new CityClock(InstantSource.fixed(ScanCity.NOW.plus(Duration.ofMinutes(31)))));
            Problem late =
                    problem(() -> later.take(scene.taking(scene.worker, open, open.token(), Map.of("words", "x"))));
            assertEquals(ProblemType.STALE_VERSION, late.type());
            assertEquals(Optional.of("token"), late.field());
            assertEquals(taken, later.take(scene.taking(scene.worker, used, used.token(), Map.of("words", "x"))));
            assertEquals(1, city.count("select count(*) from entry"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_was_recorded_with_a_token_is_told_to_its_reader_at_its_device_alone(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN);
            OfferedAction offered = scene.offered(scene.worker);
            String code = scene.code.id().hex();
            assertEquals(Optional.empty(), city.actions.earlier(Optional.of(scene.worker), code, offered.token()));
            Entry taken = scene.take(offered, Map.of("words", "x"));
            assertEquals(
                    Optional.of(taken.id()),
                    city.actions
                            .earlier(Optional.of(scene.worker), code, offered.token())
                            .map(Entry::id));
            assertEquals(Optional.empty(), city.actions.earlier(Optional.of(scene.unit), code, offered.token()));
            assertEquals(Optional.empty(), city.actions.earlier(Optional.empty(), code, offered.token()));
            String elsewhere = ScanCity.signed().id().hex();
            assertEquals(Optional.empty(), city.actions.earlier(Optional.of(scene.worker), elsewhere, offered.token()));
            assertEquals(Optional.empty(), city.actions.earlier(Optional.of(scene.worker), code, "rubbish"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_done_at_the_device_is_not_offered_to_who_typed_the_number(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, ABOUT_SEVEN.onlyAtDevice());
            assertEquals(1, scene.actions(scene.worker).size());
            assertTrue(city.desk
                    .byNumber(scene.code.number(), "203.0.113.9", Optional.of(scene.worker), Language.EN)
                    .actions()
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_action_with_a_field_that_its_kind_does_not_have_is_offered_to_nobody(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, Draft.EMPTY.giving(new Values(Map.of("nothing", 7L))));
            assertEquals(List.of(), scene.actions(scene.worker));
            scene.draft = Draft.EMPTY.asking(Set.of("nothing"));
            assertEquals(List.of(), scene.actions(scene.worker));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_form_of_the_public_that_was_opened_before_midnight_is_taken_after_it_with_the_day_of_then(
            Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, Draft.EMPTY);
            var night = new Night(scene);
            OfferedAction opened = night.offered(Optional.empty(), 7);
            OfferedAction second = night.offered(Optional.empty(), 7);
            OfferedAction unit = night.offered(Optional.of(scene.unit), 7);
            night.now = Night.MIDNIGHT.plus(Duration.ofMinutes(10));

            Problem changed = problem(() -> night.take(Optional.empty(), 8, opened));
            assertEquals(ProblemType.STALE_VERSION, changed.type(), "what else it opened with is as it was");
            problem(() -> night.take(Optional.empty(), 7, unit));
            Problem seen = problem(() -> night.take(Optional.of(scene.unit), 7, unit));
            assertEquals(ProblemType.STALE_VERSION, seen.type(), "who is logged in signs what they saw");

            Entry taken = night.take(Optional.empty(), 7, opened);
            assertEquals(taken, night.take(Optional.empty(), 7, opened), "sent twice it is one");
            assertEquals(
                    new Values(Map.of("about", 7L, "words", "x", "until", LocalDate.parse("2026-03-04"))),
                    city.entries.find(taken.id()).orElseThrow().values(),
                    "the day it was sent on and three more");
            assertEquals(1, city.count("select count(*) from inbox_item where due_on = date '2026-03-04'"));
            night.now = Night.MIDNIGHT.plus(Duration.ofMinutes(25));
            assertEquals(
                    ProblemType.STALE_VERSION,
                    problem(() -> night.take(Optional.empty(), 7, second)).type(),
                    "half an hour is half an hour, at night as well");
            assertEquals(1, city.count("select count(*) from entry"));
        }
    }

    /** A night in which everybody may write of a crane what is due in three days. */
    private static final class Night {
        static final Instant MIDNIGHT = Instant.parse("2026-02-28T16:00:00Z");

        private static final EntryKind REPORT = new EntryKind(
                "crane/report",
                1,
                WORD,
                List.of(
                        new Field("about", WORD, new FieldType.Whole(1, 99), true, Set.of()),
                        new Field("words", WORD, new FieldType.Words(40), true, Set.of()),
                        new Field("until", WORD, new FieldType.Day(), false, Set.of(Audience.USING_UNIT))),
                Set.of(Audience.PUBLIC, Audience.USING_UNIT),
                Set.of(Concern.USING_UNIT),
                false,
                Optional.empty(),
                Optional.of("until"));

        final Scene scene;
        final CityClock clock = new CityClock(() -> this.now);
        final ActionDesk desk;
        final Admitted plugin;
        volatile Instant now = MIDNIGHT.minus(Duration.ofMinutes(10));

        Night(Scene scene) {
            this.scene = scene;
            this.desk = scene.city.actions(clock);
            this.plugin = scene.city.serve(new Crane().declaring(REPORT)).get(0);
        }

        OfferedAction offered(Optional<Actor> reader, long about) {
            Audience audience = reader.isPresent() ? Audience.USING_UNIT : Audience.PUBLIC;
            Draft draft = Draft.EMPTY.giving(
                    new Values(Map.of("about", about, "until", clock.today().plusDays(3))));
            return desk.offer(
                            plugin,
                            List.of(new Action("report", WORD, REPORT.name(), Set.of(audience), draft)),
                            scene.code.id(),
                            audience,
                            reader)
                    .get(0);
        }

        /** As the page does: it is asked for anew, and taken with the token of the form. */
        Entry take(Optional<Actor> reader, long about, OfferedAction opened) {
            return desk.take(new Taking(
                    reader,
                    scene.code.id().hex(),
                    REPORT.name(),
                    offered(reader, about).action().draft(),
                    opened.token(),
                    Map.of("words", "x"),
                    "app",
                    Optional.empty()));
        }
    }

    /** A bound crane whose plugin offers the maintenance unit one action with the draft of the moment. */
    private static final class Scene {
        final ScanCity city;
        final Actor unit;
        final Actor worker;
        final ScanCity.Printed code;
        volatile Draft draft;

        Scene(ScanCity city, Draft draft) {
            this.city = city;
            this.draft = draft;
            this.unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            this.worker = city.actor(OrganisationKind.MAINTENANCE_UNIT, "维保公司", "310107");
            this.code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, worker, unit)));
            city.serve(new Crane()
                    .declaring(NOTE)
                    .showing(context -> new View(
                            List.of(),
                            List.of(new Action(
                                    "note", WORD, NOTE.name(), Set.of(Audience.MAINTENANCE_UNIT), this.draft)))));
        }

        List<OfferedAction> actions(Actor reader) {
            return city.scan(code, reader).actions();
        }

        OfferedAction offered(Actor reader) {
            return actions(reader).get(0);
        }

        Entry take(OfferedAction offered, Map<String, String> raw) {
            return take(worker, offered, offered.token(), raw);
        }

        Entry take(Actor actor, OfferedAction offered, String token, Map<String, String> raw) {
            return city.actions.take(taking(actor, offered, token, raw));
        }

        Taking taking(Actor actor, OfferedAction offered, String token, Map<String, String> raw) {
            return taking(actor, offered, token, raw, Optional.empty());
        }

        Entry sign(OfferedAction offered, Optional<Actor> signer) {
            return city.actions.take(taking(worker, offered, offered.token(), Map.of("words", "x"), signer));
        }

        private Taking taking(
                Actor actor, OfferedAction offered, String token, Map<String, String> raw, Optional<Actor> signer) {
            return new Taking(
                    Optional.of(actor),
                    code.id().hex(),
                    NOTE.name(),
                    offered.action().draft(),
                    token,
                    raw,
                    Taking.SCAN,
                    signer);
        }
    }

    private static Problem problem(Runnable work) {
        return assertThrows(Problem.class, work::run);
    }
}
