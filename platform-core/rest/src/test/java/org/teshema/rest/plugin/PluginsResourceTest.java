package org.teshema.rest.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.gate.GateOnThisThread;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;

/** What anybody may ask about the plugins: stage, version and reason on their way in, through and out of the gate. */
@Timeout(60)
class PluginsResourceTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final String SOUND = "org.teshema.api.plugin;version=\"[1.0,2)\"";

    private final CityClock clock = new CityClock(InstantSource.fixed(NOW));
    private final GateOnThisThread gate = new GateOnThisThread(clock);
    private final AppJobs jobs = gate.jobs(clock);
    private final TestServer server = new TestServer(
            Map.of(
                    "here", TestServer.actor(1, OrganisationKind.DISTRICT, "310107"),
                    "elsewhere", TestServer.actor(2, OrganisationKind.DISTRICT, "310115"),
                    "unit", TestServer.actor(3, OrganisationKind.USING_UNIT, "310107")),
            new PluginsResource(gate.plugins(), jobs));

    @AfterEach
    void close() {
        server.close();
        gate.close();
    }

    @Test
    void where_there_is_no_plugin_the_list_is_empty() throws Exception {
        assertEquals(0, list("zh").size());
    }

    @Test
    void an_admitted_plugin_serves_in_its_version_and_gives_no_reason() throws Exception {
        gate.propose(new Crane("1.2.3"), SOUND);
        gate.scan("4110");
        JsonNode crane = only(list("en"));
        assertEquals("crane", crane.path("name").asText());
        assertEquals("1.2.3", crane.path("version").asText());
        assertEquals("Cranes", crane.path("title").asText());
        assertEquals("起重机", only(list("zh")).path("title").asText());
        assertEquals("SERVING", crane.path("stage").asText());
        assertFalse(crane.has("reason"), crane::toString);
        assertEquals("310107", crane.path("district").asText());
        assertEquals("70", crane.path("bundle").asText());
        assertEquals(NOW.toString(), crane.path("since").asText());
        assertEquals("CLOSED", crane.path("breaker").asText());
        assertEquals("crane/check", crane.path("kinds").path(0).asText());
        assertEquals(1, crane.path("calls").asLong());
        assertEquals(0, crane.path("faults").asLong());
    }

    @Test
    void of_two_versions_the_higher_one_serves_and_the_lower_one_says_why_it_stands_by() throws Exception {
        gate.propose(new Crane("1.2.3"), SOUND);
        gate.propose(new Crane("1.10.0"), SOUND);
        JsonNode both = list("en");
        assertEquals(2, both.size());
        assertEquals("SERVING", of(both, "1.10.0").path("stage").asText());
        assertEquals("STANDBY", of(both, "1.2.3").path("stage").asText());
        assertTrue(of(both, "1.2.3").path("reason").asText().contains("A higher version serves"), both::toString);
    }

    @Test
    void a_refused_plugin_stays_in_the_list_with_its_reason_in_the_callers_language() throws Exception {
        gate.propose(new Crane("1.2.3"), SOUND + ",javax.sql");
        JsonNode english = only(list("en"));
        assertEquals("REFUSED", english.path("stage").asText());
        // It was never asked who it is: it stands under its jar's name and version.
        assertEquals("org.example.jar", english.path("name").asText());
        assertEquals("7.8.9", english.path("version").asText());
        assertFalse(english.has("title"), english::toString);
        assertTrue(english.path("reason").asText().contains("this one imports javax.sql"), english::toString);
        assertTrue(only(list("zh")).path("reason").asText().contains("而它导入了 javax.sql"));
        assertEquals(Optional.empty(), gate.scan("4110"));
    }

    @Test
    void a_jar_for_another_api_is_refused_with_the_range_it_wants_and_the_version_there_is() throws Exception {
        gate.propose(new Crane("2.0.0"), "org.teshema.api.plugin;version=\"[2.0,3)\"");
        String reason = only(list("en")).path("reason").asText();
        assertTrue(reason.contains("org.teshema.api.plugin [2.0.0,3.0.0), this platform provides 1.0.0"), reason);
    }

    @Test
    void a_job_that_failed_stands_there_with_its_words_for_the_authorities_of_its_district() throws Exception {
        gate.propose(new Worker(), SOUND);
        jobs.work();
        JsonNode job = only(jobsSeenBy("here"));
        assertEquals("worker", job.path("plugin").asText());
        assertEquals("PT10M", job.path("timing").asText());
        assertEquals("FAILED", job.path("outcome").asText());
        assertTrue(job.path("words").asText().contains("no figures today"), job::toString);
        assertEquals(NOW.toString(), job.path("due").asText());
        assertEquals(
                NOW.plus(Duration.ofMinutes(10)).toString(), job.path("nextDue").asText());
        assertEquals(1, job.path("failures").asLong());
        assertEquals(0, jobsSeenBy("elsewhere").size());
        assertEquals(
                403,
                server.get("/api/v1/plugins/jobs", "Authorization", "Bearer unit")
                        .statusCode());
        assertEquals(401, server.get("/api/v1/plugins/jobs").statusCode());
    }

    private JsonNode jobsSeenBy(String reader) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/plugins/jobs", "Authorization", "Bearer " + reader);
        assertEquals(200, answer.statusCode(), answer::body);
        return Json.MAPPER.readTree(answer.body()).path("items");
    }

    /** An app of 普陀区 whose job fails. */
    private static final class Worker implements SceneApp {
        @Override
        public PluginInfo info() {
            return new PluginInfo("worker", "1.0.0", new Text("统计", "Figures"), Optional.of("310107"));
        }

        @Override
        public Text card() {
            return new Text("统计", "Figures");
        }

        @Override
        public List<Job> jobs() {
            return List.of(Job.every("figures", card(), Duration.ofMinutes(10)));
        }

        @Override
        public void job(JobContext context) {
            throw new IllegalStateException("no figures today");
        }
    }

    @Test
    void a_plugin_that_is_asked_to_go_is_leaving_until_the_last_call_came_back_and_then_gone() throws Exception {
        var crane = new Crane("1.2.3");
        gate.propose(crane, SOUND);
        crane.hold();
        var scan = new Thread(() -> gate.scan("4110"), "scan");
        scan.start();
        assertTrue(crane.entered.await(20, TimeUnit.SECONDS));

        var withdrawal = new Thread(() -> gate.withdraw(crane), "withdrawal");
        withdrawal.start();
        long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (!only(list("en")).path("stage").asText().equals("LEAVING")) {
            assertTrue(System.nanoTime() < until, "it was never seen leaving");
        }
        assertEquals("1.2.3", only(list("en")).path("version").asText());
        assertEquals(Optional.empty(), gate.scan("4110"), "nobody is sent to it any more");

        crane.release.countDown();
        withdrawal.join();
        scan.join();
        assertEquals(0, list("en").size());
    }

    private JsonNode list(String language) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/plugins", "Accept-Language", language);
        assertEquals(200, answer.statusCode(), answer::body);
        return Json.MAPPER.readTree(answer.body()).path("items");
    }

    private static JsonNode only(JsonNode list) {
        assertEquals(1, list.size(), list::toString);
        return list.get(0);
    }

    private static JsonNode of(JsonNode list, String version) {
        for (JsonNode one : list) {
            if (one.path("version").asText().equals(version)) {
                return one;
            }
        }
        throw new AssertionError(version + " is not in " + list);
    }

    /** A plugin whose view can be held up. */
    private static final class Crane implements CategoryPlugin {
        private static final Text WORD = new Text("词", "Word");

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        private final String version;
        private volatile boolean held;

        Crane(String version) {
            this.version = version;
        }

        void hold() {
            held = true;
        }

        @Override
        public PluginInfo info() {
            return new PluginInfo("crane", version, new Text("起重机", "Cranes"), Optional.of("310107"));
        }

        @Override
        public List<EntryKind> kinds() {
            return List.of(new EntryKind(
                    "crane/check",
                    1,
                    WORD,
                    List.of(new Field("on", WORD, new FieldType.Day(), true, Set.of())),
                    Set.of()));
        }

        @Override
        public Set<CatalogueCode> serves() {
            return Set.of(new CatalogueCode("4000"));
        }

        @Override
        public Posting posting(Device device) {
            return new Posting("特种设备码", List.of(new Position("on-body", WORD)), 80, 100, WORD, Optional.empty());
        }

        @Override
        public List<ClockReading> clocks(ScanContext context) {
            return List.of();
        }

        @Override
        public View view(ScanContext context) {
            if (held) {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return View.empty();
        }
    }
}
