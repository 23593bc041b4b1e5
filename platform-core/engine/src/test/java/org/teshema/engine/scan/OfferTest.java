package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;

/** Which of the actions that a plugin shows are offered, each reason not to for itself, and what of it counts when they are taken. */
class OfferTest {
    private static final Text WORD = new Text("记录", "Record");
    private static final Set<Audience> ALL = EnumSet.allOf(Audience.class);
    private static final Set<Audience> USERS = Set.of(Audience.USING_UNIT);
    private static final EntryKind NOTE = kind("crane/note", ALL);
    private static final EntryKind OWNERS = kind("crane/owners", USERS);
    private static final EntryKind OTHERS = kind("hoist/note", ALL);

    private final Database database = Database.of(
            DatabaseSettings.inMemory("o" + UUID.randomUUID().toString().replace("-", "")));
    private final ScanCity city = new ScanCity(database);
    private final Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
    private final Actor worker = city.actor(OrganisationKind.MAINTENANCE_UNIT, "维保公司", "310107");
    private final ScanCity.Printed code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, worker, unit)));
    private final List<Admitted> served = city.serve(
            new Crane().declaring(NOTE, OWNERS),
            Crane.named("hoist", "1.0.0").serving("2000").declaring(OTHERS));
    private final Admitted crane = served.get(0);
    private final Admitted hoist = served.get(1);

    @AfterEach
    void close() {
        city.close();
        database.close();
    }

    private static EntryKind kind(String name, Set<Audience> writers) {
        return new EntryKind(
                name, 1, WORD, List.of(new Field("words", WORD, new FieldType.Words(40), true, ALL)), writers);
    }

    private static Action action(String name, EntryKind kind, Set<Audience> audience) {
        return new Action(name, WORD, kind.name(), audience, Draft.EMPTY);
    }

    private List<OfferedAction> offered(ActionDesk by, Admitted plugin, Audience audience, Action... actions) {
        Actor reader = audience == Audience.USING_UNIT ? unit : worker;
        return by.offer(plugin, Arrays.asList(actions), code.id(), audience, Optional.of(reader));
    }

    private List<String> names(Admitted plugin, Audience audience, Action... actions) {
        return offered(city.actions, plugin, audience, actions).stream()
                .map(one -> one.action().name())
                .toList();
    }

    /** A desk at which nobody of that role may write into an archive. */
    private ActionDesk without(OrganisationKind role) {
        return new ActionDesk(
                database,
                city.table,
                new PluginCheck(
                        database, new Devices(database, ScanCity.CLOCK), city.table, city.guard, ScanCity.CLOCK),
                city.entries,
                new Writes(database, ScanCity.CLOCK),
                ScanCity.CLOCK,
                Optional.empty(),
                actor -> actor.filter(one -> one.role() == role).isEmpty());
    }

    @Test
    void a_plugin_offers_no_action_that_writes_what_another_one_declares() {
        Action others = action("others", OTHERS, ALL);
        assertEquals(List.of("others"), names(hoist, Audience.MAINTENANCE_UNIT, others));
        assertEquals(List.of(), names(crane, Audience.MAINTENANCE_UNIT, others));
        assertEquals(List.of("own"), names(crane, Audience.MAINTENANCE_UNIT, others, action("own", NOTE, ALL)));
    }

    @Test
    void of_two_actions_of_one_name_the_first_is_offered() {
        List<OfferedAction> offered = offered(
                city.actions,
                crane,
                Audience.USING_UNIT,
                action("note", NOTE, ALL),
                action("note", OWNERS, ALL),
                action("other", OWNERS, ALL));
        assertEquals(
                List.of("crane/note", "crane/owners"),
                offered.stream().map(one -> one.kind().name()).toList());
        assertEquals(
                List.of("note", "other"),
                offered.stream().map(one -> one.action().name()).toList());
    }

    @Test
    void one_that_is_not_offered_keeps_its_name_from_nobody() {
        assertEquals(
                List.of("note"),
                names(
                        crane,
                        Audience.MAINTENANCE_UNIT,
                        action("note", OWNERS, ALL),
                        action("note", NOTE, USERS),
                        action("note", NOTE, ALL)));
    }

    @Test
    void it_is_for_whom_the_plugin_shows_it_and_for_whom_the_kind_lets_write() {
        assertEquals(List.of(), names(crane, Audience.MAINTENANCE_UNIT, action("a", NOTE, USERS)));
        assertEquals(List.of(), names(crane, Audience.MAINTENANCE_UNIT, action("a", OWNERS, ALL)));
        assertEquals(List.of("a"), names(crane, Audience.USING_UNIT, action("a", OWNERS, USERS)));
    }

    @Test
    void who_may_write_into_no_archive_is_offered_nothing_and_others_are() {
        Action note = action("note", NOTE, ALL);
        ActionDesk desk = without(OrganisationKind.MAINTENANCE_UNIT);
        assertEquals(List.of(), offered(desk, crane, Audience.MAINTENANCE_UNIT, note));
        assertEquals(1, offered(desk, crane, Audience.USING_UNIT, note).size());
    }

    @Test
    void who_may_write_no_more_takes_nothing_that_was_offered_before() {
        Action note = action("note", NOTE, ALL);
        String offered = offered(city.actions, crane, Audience.MAINTENANCE_UNIT, note)
                .get(0)
                .token();
        Map<String, String> raw = Map.of("words", "x");
        Problem refused = assertThrows(
                Problem.class,
                () -> without(OrganisationKind.MAINTENANCE_UNIT)
                        .take(worker, code.id().hex(), NOTE.name(), offered, raw));
        assertEquals(ProblemType.FORBIDDEN, refused.type());
        assertEquals(0, city.count("select count(*) from entry"));
        without(OrganisationKind.USING_UNIT).take(worker, code.id().hex(), NOTE.name(), offered, raw);
        assertEquals(1, city.count("select count(*) from entry"));
    }
}
