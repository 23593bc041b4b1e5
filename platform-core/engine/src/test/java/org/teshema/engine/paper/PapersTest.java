package org.teshema.engine.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Paper;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.code.CodePrefix;

/** Who gets the paper that an entry is. What it looks like is the journey's to see. */
class PapersTest {
    private static final Text WORD = new Text("令", "order");
    private static final EntryKind ORDER = new EntryKind(
            "supervision/order",
            1,
            WORD,
            List.of(
                    new Field("number", WORD, new FieldType.Series("令{number}"), true, Set.of(Audience.USING_UNIT)),
                    new Field("words", WORD, new FieldType.Words(20), true, Set.of(Audience.USING_UNIT))),
            Set.of(Audience.GOVERNMENT),
            Set.of(),
            false,
            Optional.of(new Paper(List.of(
                    new Paper.Line(Paper.Style.TITLE, WORD),
                    new Paper.Line(Paper.Style.NUMBER, Text.same("{number}")),
                    new Paper.Line(Paper.Style.TEXT, Text.same("{words}"))))));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_may_see_the_whole_entry_gets_its_paper_and_nobody_else_learns_of_it(Database database) {
        try (database) {
            var scene = new Scene(database);
            long order = scene.entry(ORDER, Map.of("words", "x"));
            for (OrganisationKind kind :
                    List.of(OrganisationKind.DISTRICT, OrganisationKind.STATION, OrganisationKind.USING_UNIT)) {
                byte[] pdf = scene.papers.pdf(scene.city.actor(kind), order, Language.ZH);
                assertTrue(new String(pdf, StandardCharsets.ISO_8859_1).startsWith("%PDF-1"), kind::name);
                assertArrayEquals(pdf, scene.papers.pdf(scene.city.actor(kind), order, Language.ZH), "the same again");
            }
            scene.refused(scene.city.actor(OrganisationKind.MAINTENANCE_UNIT), order);
            scene.refused(scene.city.actor(OrganisationKind.INSPECTION_BODY), order);
            for (OrganisationKind kind : List.of(OrganisationKind.DISTRICT, OrganisationKind.USING_UNIT)) {
                scene.refused(scene.city.stranger(kind), order);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_no_paper_looks_like_what_there_is_not(Database database) {
        try (database) {
            var scene = new Scene(database);
            Actor district = scene.city.actor(OrganisationKind.DISTRICT);
            scene.refused(district, scene.entry(CityKinds.STOP, Map.of("on", LocalDate.of(2026, 1, 1), "reason", "x")));
            scene.refused(district, 987_654_321);
        }
    }

    private static final class Scene {
        private final City city;
        private final Papers papers;
        private final long lift;

        Scene(Database database) {
            city = new City(database);
            var kinds = new Kinds();
            papers = new Papers(
                    new Archives(
                            database,
                            city.writes,
                            city.entries,
                            kinds,
                            (actor, writer, device, kind, values) -> values,
                            city.clock),
                    kinds,
                    PostedCodes.under(CodePrefix.parse("https://s.sh.gov.cn/s/"), database));
            lift = city.lift().id();
        }

        long entry(EntryKind kind, Map<String, Object> values) {
            return city.database
                    .write(unit -> city.entries.append(
                            unit,
                            city.actor(OrganisationKind.DISTRICT),
                            Subject.of(new DeviceId(lift)),
                            City.HERE,
                            kind,
                            new Values(values),
                            city.now,
                            "test",
                            OptionalLong.empty()))
                    .id();
        }

        void refused(Actor actor, long entry) {
            Problem problem = assertThrows(Problem.class, () -> papers.pdf(actor, entry, Language.ZH));
            assertEquals(ProblemType.NOT_FOUND, problem.type());
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
            return List.of(ORDER, CityKinds.STOP);
        }
    }
}
