package org.teshema.rest.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.ledger.CheckpointSigner;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.ledger.Sequencer;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

class LedgerResourceTest {
    private final Database database = Database.of(DatabaseSettings.inMemory("ledger" + System.nanoTime()));
    private final Signer signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void serve() {
        var key = new CheckpointSigner() {
            @Override
            public String origin() {
                return "test.example/ledger";
            }

            @Override
            public Signer signer() {
                return signer;
            }
        };
        var sequencer =
                Sequencer.of(database, key, new CityClock(InstantSource.system()), folder.resolve("ledger-head"));
        for (int batch = 0; batch < 3; batch++) {
            int first = 10 * batch;
            database.write(unit -> {
                unit.leaves(IntStream.range(first, first + 10)
                        .mapToObj(LedgerResourceTest::leaf)
                        .toList());
                return 0;
            });
            sequencer.run();
        }
        server = new TestServer(Map.of(), new LedgerResource(new Ledger(database, key, sequencer)));
    }

    @AfterEach
    void end() {
        server.close();
        database.close();
    }

    @Test
    void anybody_proves_a_leaf_with_nothing_but_the_answers_and_the_key() throws Exception {
        SignedCheckpoint head =
                SignedCheckpoint.parse(body(server.get("/api/v1/ledger/checkpoint", "Accept", "text/plain")));
        assertTrue(head.verify(signer.publicKey()));
        assertEquals(30, head.checkpoint().size());
        for (int index : new int[] {0, 7, 29}) {
            JsonNode proof = json("/api/v1/ledger/proofs/inclusion?index=" + index + "&size=30");
            assertTrue(Merkle.SM3.verifyInclusion(
                    Merkle.SM3.leafHash(
                            Base64.getDecoder().decode(proof.get("leaf").asText())),
                    proof.get("index").asLong(),
                    proof.get("size").asLong(),
                    path(proof),
                    head.checkpoint().root()));
            JsonNode leaf = json("/api/v1/ledger/leaves/" + index);
            assertEquals(proof.get("leafHash"), leaf.get("leafHash"));
            assertEquals("code:" + index % 7, leaf.get("subject").asText());
        }
    }

    @Test
    void anybody_proves_that_nothing_was_taken_out_since_an_older_checkpoint() throws Exception {
        JsonNode proof = json("/api/v1/ledger/proofs/consistency?from=10");
        SignedCheckpoint older =
                SignedCheckpoint.parse(proof.get("oldCheckpoint").asText());
        SignedCheckpoint newer =
                SignedCheckpoint.parse(proof.get("newCheckpoint").asText());
        assertTrue(older.verify(signer.publicKey()) && newer.verify(signer.publicKey()));
        assertTrue(Merkle.SM3.verifyConsistency(
                proof.get("oldSize").asLong(),
                older.checkpoint().root(),
                proof.get("newSize").asLong(),
                newer.checkpoint().root(),
                path(proof)));
    }

    @Test
    void what_happened_to_a_thing_comes_in_pages() throws Exception {
        JsonNode first = json("/api/v1/ledger/entries?subject=code:3&limit=3");
        assertEquals(3, first.get("items").size());
        JsonNode rest = json("/api/v1/ledger/entries?subject=code:3&limit=3&cursor="
                + first.get("next").asText());
        assertEquals(24, rest.get("items").get(0).get("index").asLong());
        assertTrue(rest.get("next").isNull());
    }

    @Test
    void the_checkpoint_is_json_by_itself_and_the_state_tells_that_it_signs() throws Exception {
        assertEquals(30, json("/api/v1/ledger/checkpoint").get("size").asLong());
        JsonNode state = json("/api/v1/ledger");
        assertTrue(state.get("signing").asBoolean());
        assertEquals(0, state.get("pending").asLong());
    }

    @Test
    void questions_without_an_answer_say_which_parameter_and_what_was_expected() throws Exception {
        for (String[] question : new String[][] {
            {"proofs/inclusion", "400", "index"},
            {"proofs/inclusion?index=abc", "400", "index"},
            {"proofs/inclusion?index=30", "404", "index"},
            {"proofs/inclusion?index=1&size=29", "404", "size"},
            {"proofs/consistency?from=0", "400", "from"},
            {"proofs/consistency?from=11", "404", "from"},
            {"proofs/consistency?from=20&to=10", "400", "from"},
            {"leaves/30", "404", "index"},
            {"leaves/-1", "400", "index"},
            {"entries", "400", "subject"}
        }) {
            HttpResponse<?> answer = server.get("/api/v1/ledger/" + question[0]);
            assertEquals(question[1], "" + answer.statusCode(), question[0]);
            assertEquals(
                    question[2], Json.MAPPER.readTree(body(answer)).get("field").asText(), question[0]);
        }
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<?> answer = server.get(path);
        assertEquals(200, answer.statusCode(), path);
        return Json.MAPPER.readTree(body(answer));
    }

    private static String body(HttpResponse<?> answer) {
        return answer.body() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(answer.body());
    }

    private static List<byte[]> path(JsonNode proof) {
        List<byte[]> path = new ArrayList<>();
        proof.get("proof").forEach(hash -> path.add(Base64.getDecoder().decode(hash.asText())));
        return path;
    }

    private static LedgerLeaf leaf(int number) {
        return new LedgerLeaf(
                "code.made",
                "code:" + number % 7,
                "310104",
                "CITY_BUREAU",
                Instant.ofEpochSecond(number),
                new byte[32]);
    }
}
