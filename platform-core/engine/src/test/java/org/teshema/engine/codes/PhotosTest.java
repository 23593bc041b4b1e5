package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teshema.engine.codes.TestCity.by;
import static org.teshema.engine.time.Eventually.eventually;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

/** Photos come before the entries that name them, and are seen by whoever sees the field that names them. */
class PhotosTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final Text WORD = new Text("照片", "photo");
    private static final EntryKind CHECK = new EntryKind(
            "lift/check",
            1,
            WORD,
            List.of(
                    photo("plate", Set.of(Audience.USING_UNIT)),
                    new Field("plate-taken", WORD, new FieldType.Words(16), false, Set.of(Audience.USING_UNIT)),
                    new Field("plate-place", WORD, new FieldType.Words(20), false, Set.of()),
                    photo("pit", Set.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT)),
                    photo("sign", Set.of(Audience.PUBLIC))),
            Set.of(Audience.USING_UNIT));

    private static Field photo(String name, Set<Audience> readers) {
        return new Field(name, WORD, new FieldType.Photo(), false, readers);
    }

    /** A table with that kind. */
    private static final class Checks implements PluginTable {
        private final PluginTable rest = new OnePosting();

        @Override
        public Posting posting(Device device) {
            return rest.posting(device);
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return Optional.of(CHECK);
        }

        @Override
        public List<EntryKind> kinds() {
            return List.of(CHECK);
        }
    }

    private static Entry check(TestCity c, Actor actor, long device, Map<String, ?> values) {
        Values read = ValueReader.read(CHECK, values);
        return c.database.write(unit -> new Entries(c.database, TestCity.CLOCK)
                .append(
                        unit,
                        actor,
                        Subject.of(new DeviceId(device)),
                        "310115",
                        CHECK,
                        read,
                        TestCity.START,
                        "test",
                        OptionalLong.empty()));
    }

    /** The sweep begins at once, and that photo is gone. */
    private static void swept(TestCity c, String digest) {
        var sweep = new PhotoSweep(c.photos);
        try {
            eventually(() -> c.count("select count(*) from photo where digest = ?", digest) == 0);
        } finally {
            sweep.close();
        }
    }

    private static Problem refused(Supplier<?> work) {
        return assertThrows(Problem.class, work::get);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_photo_that_no_entry_names_is_let_go_after_a_day(Database database) {
        try (var c = new TestCity(database, new Checks())) {
            long lift = c.lift(c.unit, "310115");
            String named = c.photos.add(c.unit, TestCity.photo(80, 60, "jpeg"));
            String unnamed = c.photos.add(by(c.unit), TestCity.photo(82, 60, "jpeg"));
            String late = c.photos.add(c.unit, TestCity.photo(84, 60, "jpeg"));
            check(c, c.unit, lift, Map.of("plate", named));
            TestCity.now("2026-03-03T00:59:00Z");
            assertEquals(late, c.photos.add(c.unit, TestCity.photo(84, 60, "jpeg")), "sent again it has another day");
            TestCity.now("2026-03-03T01:01:00Z");
            swept(c, unnamed);
            assertEquals(named, c.photos.get(c.unit, named).digest());
            assertEquals(late, c.photos.get(c.unit, late).digest());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(c.unit, unnamed)).type());
            assertEquals(
                    Optional.of("pit"),
                    refused(() -> check(c, c.unit, lift, Map.of("pit", unnamed)))
                            .field());
            check(c, c.unit, lift, Map.of("pit", late));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_the_camera_said_stands_in_the_entry_and_nobody_types_it(Database database) throws IOException {
        byte[] taken = TakenPhotos.with(TestCity.photo(80, 60, "jpeg"), false, "2026:03:01 08:15:00", "N", "E");
        try (var c = new TestCity(database, new Checks())) {
            long lift = c.lift(c.unit, "310115");
            String digest = c.photos.add(c.unit, taken);
            Entry entry = check(c, c.unit, lift, Map.of("plate", digest, "pit", digest));
            assertEquals(
                    Map.of(
                            "plate",
                            digest,
                            "plate-taken",
                            "2026-03-01 08:15",
                            "plate-place",
                            "31.230,121.474",
                            "pit",
                            digest),
                    entry.values().byName());
            assertEquals(
                    entry.values(),
                    new Entries(database, TestCity.CLOCK)
                            .find(entry.id())
                            .orElseThrow()
                            .values());
            for (String field : List.of("plate-taken", "plate-place")) {
                var typed = new HashMap<String, Object>(Map.of("plate", digest, field, "2026-03-01 08:15"));
                assertEquals(
                        Optional.of(field),
                        refused(() -> ValueReader.read(CHECK, typed)).field());
            }
            var values = new Values(Map.of("plate-taken", "2020-01-01 00:00"));
            Entry none = database.write(unit -> new Entries(database, TestCity.CLOCK)
                    .append(
                            unit,
                            c.unit,
                            Subject.of(new DeviceId(lift)),
                            "310115",
                            CHECK,
                            values,
                            Instant.EPOCH,
                            "test",
                            OptionalLong.empty()));
            assertEquals(Map.of(), none.values().byName(), "without the photo there is no time of it");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_photo_is_seen_by_whoever_sees_the_field_that_names_it(Database database) {
        try (var c = new TestCity(database, new Checks())) {
            long lift = c.lift(c.unit, "310115");
            String plate = c.photos.add(c.unit, TestCity.photo(80, 60, "jpeg"));
            String pit = c.photos.add(c.unit, TestCity.photo(82, 60, "jpeg"));
            String sign = c.photos.add(c.unit, TestCity.photo(84, 60, "jpeg"));
            for (Actor early : List.of(c.maintainer, c.pudong, c.city)) {
                assertEquals(
                        ProblemType.NOT_FOUND,
                        refused(() -> c.photos.get(early, pit)).type(),
                        "no entry names it yet");
            }
            assertEquals(pit, c.photos.get(c.unit, pit).digest(), "whoever added it sees it meanwhile");
            check(c, c.unit, lift, Map.of("plate", plate, "pit", pit, "sign", sign));
            for (Actor reader : List.of(c.unit, c.pudong, c.city)) {
                for (String digest : List.of(plate, pit, sign)) {
                    assertEquals(digest, c.photos.get(reader, digest).digest());
                }
            }
            assertEquals(pit, c.photos.get(c.maintainer, pit).digest());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(c.maintainer, plate)).type(),
                    "a field that is not for the maintenance unit");
            for (Actor stranger : List.of(c.otherUnit, c.xuhui, c.inspector)) {
                assertEquals(
                        ProblemType.NOT_FOUND,
                        refused(() -> c.photos.get(stranger, stranger.equals(c.inspector) ? plate : pit))
                                .type());
            }
            assertEquals(sign, c.photos.get(Optional.empty(), sign).digest());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(Optional.empty(), pit)).type());
            c.run("update device set maintenance_unit_id = null where id = ?", lift);
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(c.maintainer, pit)).type(),
                    "who is no party any more");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void however_many_entries_of_others_name_it_the_one_that_counts_is_found(Database database) {
        try (var c = new TestCity(database, new Checks())) {
            long lift = c.lift(c.unit, "310115");
            long others = c.lift(c.otherUnit, "310115");
            String photo = c.photos.add(c.unit, TestCity.photo(80, 60, "jpeg"));
            c.run("update device set maintenance_unit_id = null where id = ?", others);
            for (int i = 0; i < 201; i++) {
                check(c, c.otherUnit, others, Map.of("pit", photo));
            }
            check(c, c.unit, lift, Map.of("plate", photo));
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.photos.get(c.maintainer, photo)).type());
            check(c, c.unit, lift, Map.of("pit", photo));
            assertEquals(photo, c.photos.get(c.maintainer, photo).digest());
        }
    }
}
