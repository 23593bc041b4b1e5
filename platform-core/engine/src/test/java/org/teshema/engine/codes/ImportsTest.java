package org.teshema.engine.codes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.code.CodeState;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.keys.CodeClass;

class ImportsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final BatchOrder ORDER = new BatchOrder("特种设备码", CodeClass.STOCK, 1, "市大数据中心下发");
    private static final String ISSUER = TestCity.ISSUER;

    private static byte[] file(String... bodies) {
        return ("码\n" + ISSUER + String.join("\n" + ISSUER, bodies) + "\n").getBytes(UTF_8);
    }

    private static Imports imports(TestCity c) {
        return new Imports(c.database, c.writes, TestCity.CLOCK, c.lifeCycle, TestCity.cityKeys(), c.batches, c.labels);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void codes_issued_elsewhere_become_a_made_batch_and_are_found_by_their_text(Database database) {
        try (var c = new TestCity(database)) {
            Batch batch = imports(c).take(by(c.city), ORDER, file("a1b2c3d4e5f60718", "a1b2c3d4e5f60719"));
            assertEquals(2, batch.quantity());
            assertEquals(BatchState.MADE, batch.state());
            assertEquals("opaque-v1", batch.format());
            Code code = c.codes.find(c.city, ISSUER + "a1b2c3d4e5f60719");
            assertEquals(2, code.serial());
            assertEquals(CodeState.MADE, code.state());
            assertEquals(ISSUER + "a1b2c3d4e5f60719", code.url());
            assertTrue(c.balances.of(c.city).balances());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_same_file_is_taken_in_once_whoever_brings_it_again(Database database) {
        try (var c = new TestCity(database)) {
            byte[] file = file("00000000000000aa", "00000000000000ab");
            Batch first = imports(c).take(by(c.city), ORDER, file);
            assertEquals(first.id(), imports(c).take(by(c.city), ORDER, file).id());
            assertEquals(2, c.balances.of(c.city).made());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_file_with_a_bad_line_or_a_known_code_is_refused_whole(Database database) {
        try (var c = new TestCity(database)) {
            imports(c).take(by(c.city), ORDER, file("00000000000000ba"));
            Problem known = assertThrows(
                    Problem.class,
                    () -> imports(c).take(by(c.city), ORDER, file("00000000000000bb", "00000000000000ba")));
            assertEquals(ProblemType.WRONG_STATE, known.type());
            byte[] bad = (ISSUER + "00000000000000bc\nhttps://elsewhere.example/x\n").getBytes(UTF_8);
            Problem line = assertThrows(Problem.class, () -> imports(c).take(by(c.city), ORDER, bad));
            assertEquals(ProblemType.INVALID, line.type());
            assertTrue(
                    line.detail().en().contains("line 2, column 1, \"https://elsewhere.example/x\""),
                    line.detail().en());
            assertTrue(
                    line.detail().zh().contains("第 2 行第 1 列“https://elsewhere.example/x”"),
                    line.detail().zh());
            assertEquals(1, c.balances.of(c.city).made());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void only_who_may_make_may_import(Database database) {
        try (var c = new TestCity(database)) {
            Problem refused =
                    assertThrows(Problem.class, () -> imports(c).take(by(c.unit), ORDER, file("00000000000000ca")));
            assertEquals(ProblemType.FORBIDDEN, refused.type());
        }
    }
}
