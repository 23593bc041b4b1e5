package org.teshema.engine.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.EntryCheck;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

/** Corrections of an archive: proposed by those concerned, confirmed by who writes it, or made by the authority; all of it stays. */
class ProposalsTest {
    private static final OrganisationKind UNIT = OrganisationKind.USING_UNIT;
    private static final OrganisationKind BODY = OrganisationKind.INSPECTION_BODY;
    private static final OrganisationKind DISTRICT = OrganisationKind.DISTRICT;
    private static final OrganisationKind MAINTAINER = OrganisationKind.MAINTENANCE_UNIT;

    private static final Text WORD = new Text("词", "word");
    /** Written and read by the using unit alone. */
    private static final EntryKind OWN = new EntryKind(
            "unit/own",
            1,
            WORD,
            List.of(new Field("words", WORD, new FieldType.Words(40), true, Set.of(Audience.USING_UNIT))),
            Set.of(Audience.USING_UNIT));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_writes_such_entries_confirms_and_everything_stays(Database database) {
        try (database) {
            var scene = new Scene(database);
            long made = scene.manufacture("上海电梯厂");
            long proposal = scene.propose(BODY, made, "maker", "上海电梯总厂");
            assertEquals(List.of(), scene.seen(BODY).may(), "nobody confirms what they proposed");
            assertEquals(
                    List.of(Decision.CONFIRMED, Decision.DECLINED),
                    scene.seen(UNIT).may());
            scene.decide(UNIT, proposal, Decision.CONFIRMED, "");
            Entry current =
                    scene.city.entries.current(scene.subject, "manufacture").orElseThrow();
            assertEquals(Optional.of("上海电梯总厂"), current.values().text("maker"));
            assertEquals(Optional.of(LocalDate.of(2020, 1, 1)), current.values().day("on"), "the rest is as it was");
            assertEquals(OptionalLong.of(made), current.supersedes());
            assertEquals(scene.city.here(UNIT).name(), current.author());
            assertEquals(3, scene.city.count("select count(*) from entry where source = 'correction'"));
            assertEquals(1, scene.city.count("select count(*) from entry where id = " + made));
            Proposal told = scene.seen(DISTRICT);
            assertEquals(Optional.of(Text.same("上海电梯厂")), told.was());
            assertEquals(Decision.CONFIRMED, told.decided().orElseThrow().decision());
            assertEquals(List.of(), told.may());
            scene.refused(ProblemType.WRONG_STATE, () -> scene.decide(DISTRICT, proposal, Decision.OVERRIDDEN, "x"));
            scene.refused(ProblemType.WRONG_STATE, () -> scene.propose(BODY, made, "maker", "又一家"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_authority_corrects_with_a_reason_though_it_was_declined(Database database) {
        try (database) {
            var scene = new Scene(database);
            long made = scene.manufacture("上海电梯厂");
            long proposal = scene.propose(DISTRICT, made, "on", "2020-02-01");
            Problem silent = scene.refused(
                    ProblemType.INVALID, () -> scene.decide(DISTRICT, proposal, Decision.OVERRIDDEN, " "));
            assertEquals(Optional.of("reason"), silent.field());
            scene.decide(UNIT, proposal, Decision.DECLINED, "铭牌为准");
            assertEquals(1, scene.city.count("select count(*) from entry where kind = 'manufacture'"));
            assertEquals(List.of(Decision.OVERRIDDEN), scene.seen(DISTRICT).may());
            scene.refused(ProblemType.WRONG_STATE, () -> scene.decide(UNIT, proposal, Decision.CONFIRMED, ""));
            scene.decide(DISTRICT, proposal, Decision.OVERRIDDEN, "出厂文件为准");
            Entry current =
                    scene.city.entries.current(scene.subject, "manufacture").orElseThrow();
            assertEquals(Optional.of(LocalDate.of(2020, 2, 1)), current.values().day("on"));
            assertEquals("2020-01-31T16:00:00Z", current.happenedAt().toString());
            assertEquals(2, scene.city.count("select count(*) from entry where kind = 'correction-decided'"));
            for (OrganisationKind told : List.of(UNIT, OrganisationKind.STATION)) {
                assertEquals(
                        1,
                        scene.city.count("select count(*) from inbox_item i join entry e on e.id = i.entry_id where"
                                + " e.kind = 'correction-proposed' and i.organisation_id = "
                                + scene.city.here(told).id()),
                        told::name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_decides_what_is_not_theirs_nor_learns_what_they_may_not_see(Database database) {
        try (database) {
            var scene = new Scene(database);
            long made = scene.manufacture("上海电梯厂");
            long proposal = scene.propose(MAINTAINER, made, "maker", "别的厂");
            scene.refused(ProblemType.FORBIDDEN, () -> scene.decide(MAINTAINER, proposal, Decision.CONFIRMED, ""));
            for (OrganisationKind kind : List.of(UNIT, BODY, MAINTAINER)) {
                scene.refused(ProblemType.FORBIDDEN, () -> scene.decide(kind, proposal, Decision.OVERRIDDEN, "x"));
            }
            Actor stranger = scene.city.stranger(UNIT);
            scene.refused(
                    ProblemType.NOT_FOUND,
                    () -> scene.proposals.decide(
                            scene.city.by(stranger), proposal, Decision.CONFIRMED, Optional.empty()));
            scene.refused(
                    ProblemType.NOT_FOUND,
                    () -> scene.proposals.propose(scene.city.by(stranger), made, "maker", "x", "x"));

            long own = scene.entry(OWN, UNIT, Map.of("words", "内部"));
            scene.refused(ProblemType.FORBIDDEN, () -> scene.propose(MAINTAINER, own, "words", "x"));
            scene.propose(DISTRICT, own, "words", "应公开");
            Proposal hidden = scene.seen(MAINTAINER);
            assertEquals(Optional.empty(), hidden.proposed());
            assertEquals(Optional.empty(), hidden.was());
            assertEquals(Optional.empty(), hidden.reason());
            assertEquals(Optional.of(Text.same("应公开")), scene.seen(UNIT).proposed());
            assertTrue(
                    scene.archives
                            .get(scene.city.actor(MAINTAINER), hidden.id())
                            .values()
                            .text("proposed")
                            .isEmpty(),
                    "nor in the archive");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_proposed_is_a_value_of_its_field_and_another_one(Database database) {
        try (database) {
            var scene = new Scene(database);
            long made = scene.manufacture("上海电梯厂");
            for (String value : List.of("", "上海电梯厂")) {
                assertEquals(
                        Optional.of("value"),
                        scene.refused(ProblemType.INVALID, () -> scene.propose(BODY, made, "maker", value))
                                .field());
            }
            assertEquals(
                    Optional.of("value"),
                    scene.refused(ProblemType.INVALID, () -> scene.propose(BODY, made, "on", "1 March"))
                            .field());
            scene.refused(ProblemType.FORBIDDEN, () -> scene.propose(BODY, made, "colour", "red"));
            long entered = scene.city.count("select min(id) from entry where kind = 'particulars'");
            scene.refused(ProblemType.FORBIDDEN, () -> scene.propose(UNIT, entered, "name", "x"));
            long inspection = scene.entry(
                    CityKinds.INSPECTION,
                    BODY,
                    Map.of(
                            "on",
                            LocalDate.of(2026, 1, 1),
                            "result",
                            "pass",
                            CityKinds.RECKONED,
                            LocalDate.of(2027, 1, 31)));
            scene.refused(
                    ProblemType.FORBIDDEN, () -> scene.propose(UNIT, inspection, CityKinds.RECKONED, "2030-01-01"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_correction_that_the_plugin_finds_wrong_changes_nothing(Database database) {
        try (database) {
            var scene = new Scene(database);
            long made = scene.manufacture("上海电梯厂");
            long proposal = scene.propose(BODY, made, "maker", "错");
            Problem problem =
                    scene.refused(ProblemType.INVALID, () -> scene.decide(UNIT, proposal, Decision.CONFIRMED, ""));
            assertEquals(Optional.of("maker"), problem.field());
            assertEquals(1, scene.city.count("select count(*) from entry where kind = 'manufacture'"));
            assertEquals(0, scene.city.count("select count(*) from entry where kind = 'correction-decided'"));
        }
    }

    private static final class Scene {
        private final City city;
        private final Archives archives;
        private final Proposals proposals;
        private final long lift;
        private final Subject subject;

        Scene(Database database) {
            city = new City(database);
            EntryCheck check = (actor, writer, device, kind, values) -> {
                if (values.text("maker").filter("错"::equals).isPresent()) {
                    var wrong = new Finding("maker", Text.same("wrong"));
                    throw Problem.inField(
                            ProblemType.INVALID,
                            wrong.field(),
                            wrong.words().zh(),
                            wrong.words().en());
                }
                return values;
            };
            var kinds = new Kinds();
            archives = new Archives(database, city.writes, city.entries, kinds, check, city.clock);
            proposals = new Proposals(
                    database, city.writes, archives, city.entries, city.devices, kinds, check, city.clock);
            lift = city.lift().id();
            subject = Subject.of(new DeviceId(lift));
        }

        long manufacture(String maker) {
            return entry(CityKinds.MANUFACTURE, UNIT, Map.of("on", LocalDate.of(2020, 1, 1), "maker", maker));
        }

        long entry(EntryKind kind, OrganisationKind author, Map<String, Object> values) {
            return city.database
                    .write(unit -> city.entries.append(
                            unit,
                            city.actor(author),
                            subject,
                            City.HERE,
                            kind,
                            new Values(values),
                            city.now,
                            "test",
                            OptionalLong.empty()))
                    .id();
        }

        long propose(OrganisationKind by, long entry, String field, String value) {
            return proposals.propose(city.by(by), entry, field, value, "与铭牌不符");
        }

        void decide(OrganisationKind by, long proposal, Decision decision, String reason) {
            Actor actor = city.actor(by);
            city.database.write(unit -> unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)"
                            + " on conflict do nothing",
                    actor.accountId(),
                    actor.login(),
                    actor.organisation().id(),
                    city.now));
            proposals.decide(city.by(actor), proposal, decision, Optional.of(reason));
            assertEquals(
                    0,
                    city.count("select count(*) from inbox_item where state = 'OPEN' and entry_id = " + proposal),
                    "what is decided waits for nobody");
        }

        /** The last proposal, as that reader sees it. */
        Proposal seen(OrganisationKind reader) {
            return proposals.of(city.actor(reader), lift).get(0);
        }

        Problem refused(ProblemType type, Executable what) {
            Problem problem = assertThrows(Problem.class, what);
            assertEquals(type, problem.type(), problem::getMessage);
            return problem;
        }
    }

    private static final class Kinds implements PluginTable {
        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException("nothing is posted here");
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return Stream.concat(Stream.of(OWN), CityKinds.all().stream()).toList();
        }
    }
}
