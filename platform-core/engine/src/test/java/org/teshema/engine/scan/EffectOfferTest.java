package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Effect;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.trust.code.CodeId;

/** To whom an action is offered that changes the register of devices, of all who are offered the same action without that. */
class EffectOfferTest {
    private static final Text WORD = new Text("决定", "Decided");
    private static final Set<Audience> ALL = EnumSet.allOf(Audience.class);
    private static final EntryKind DECIDED = new EntryKind(
            "crane/decided", 1, WORD, List.of(new Field("words", WORD, new FieldType.Words(40), true, ALL)), ALL);
    private static final Draft STOPS = Draft.EMPTY.having(new Effect.Becomes(DeviceStatus.STOPPED));
    private static final CodeId CODE = CodeId.random(new SecureRandom());

    private final Database database = Database.of(DatabaseSettings.inMemory("effects"));
    private final City city = new City(database);
    private final Guard guard = Guard.of(Limits.standard());
    private final SwappedPluginTable table =
            new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
    private final PluginCheck check = new PluginCheck(database, city.devices, table, guard, city.clock);
    private final ActionDesk desk =
            new ActionDesk(database, table, check, city.entries, city.writes, city.clock, city.register);
    private final Admitted citys =
            Served.by(table, Limits.standard(), new Crane().declaring(DECIDED)).get(0);

    @AfterEach
    void close() {
        guard.close();
        database.close();
    }

    private static boolean isOffered(
            ActionDesk by, Admitted plugin, Draft draft, Audience audience, Optional<Actor> reader) {
        var action = new Action("decide", WORD, DECIDED.name(), ALL, draft);
        return !by.offer(plugin, List.of(action), CODE, audience, reader).isEmpty();
    }

    @Test
    void it_is_offered_to_who_may_change_the_register_anywhere() {
        for (OrganisationKind kind : OrganisationKind.values()) {
            Actor actor = city.actor(kind);
            boolean may = Set.of(OrganisationKind.CITY_BUREAU, OrganisationKind.DISTRICT, OrganisationKind.STATION)
                    .contains(kind);
            Audience audience = may ? Audience.GOVERNMENT : Audience.USING_UNIT;
            assertEquals(may, isOffered(desk, citys, STOPS, audience, Optional.of(actor)), kind::name);
            assertTrue(isOffered(desk, citys, Draft.EMPTY, audience, Optional.of(actor)), kind::name);
        }
    }

    @Test
    void it_is_offered_to_nobody_who_is_not_logged_in() {
        assertFalse(isOffered(desk, citys, STOPS, Audience.PUBLIC, Optional.empty()));
        assertTrue(isOffered(desk, citys, Draft.EMPTY, Audience.PUBLIC, Optional.empty()));
    }

    @Test
    void a_districts_plugin_has_no_such_actions() {
        Admitted districts = Served.by(
                        table, Limits.standard(), new Crane().of(City.HERE).declaring(DECIDED))
                .get(0);
        Optional<Actor> bureau = Optional.of(city.actor(OrganisationKind.DISTRICT));
        assertFalse(isOffered(desk, districts, STOPS, Audience.GOVERNMENT, bureau));
        assertTrue(isOffered(desk, districts, Draft.EMPTY, Audience.GOVERNMENT, bureau));
    }

    @Test
    void nor_has_a_desk_without_a_register() {
        var bare = new ActionDesk(database, table, check, city.entries, city.writes, city.clock);
        Optional<Actor> bureau = Optional.of(city.actor(OrganisationKind.DISTRICT));
        assertFalse(isOffered(bare, citys, STOPS, Audience.GOVERNMENT, bureau));
        assertTrue(isOffered(bare, citys, Draft.EMPTY, Audience.GOVERNMENT, bureau));
    }
}
