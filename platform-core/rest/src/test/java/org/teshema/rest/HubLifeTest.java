package org.teshema.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands behind the hub is replaced while it serves, in every order in which that can happen. */
class HubLifeTest {
    private final TestServer server = new TestServer();
    private final Hub hub = server.hub();

    @AfterEach
    void close() {
        server.close();
    }

    /** Tells which set of resources it belongs to. */
    @Path("/which")
    @Produces("text/plain")
    public static final class WhichResource implements RestResource {
        private final String name;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        WhichResource(String name) {
            this.name = name;
        }

        @GET
        public String name() {
            return name;
        }

        @GET
        @Path("slow")
        public String slow() throws InterruptedException {
            asked.countDown();
            return answer.await(10, TimeUnit.SECONDS) ? name : "nobody let me answer";
        }
    }

    private static ServedResources set(WhichResource resource) {
        return new ServedResources(List.of(resource), token -> Optional.empty(), new CodePath(CodePath.USUAL));
    }

    private static ServedResources set(String name) {
        return set(new WhichResource(name));
    }

    private void answers(String name) {
        HttpResponse<String> answer = server.get("/which");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(name, answer.body());
    }

    private void isNotReady() {
        HttpResponse<String> answer = server.get("/which", "Accept", "application/json");
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(answer.body().contains("\"/problems/not-ready\""), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void until_there_is_something_to_serve_every_path_says_that_it_will_come() {
        isNotReady();
        HttpResponse<String> page = server.get("/", "Accept", "text/html");
        assertEquals(503, page.statusCode());
        assertTrue(page.body().contains("系统尚未就绪"), page.body());
        hub.serve(set("a"));
        answers("a");
    }

    @Test
    void the_new_resources_may_come_before_the_old_ones_leave() {
        ServedResources a = set("a");
        ServedResources b = set("b");
        hub.serve(a);
        hub.serve(b);
        answers("b");
        hub.release(a);
        answers("b");
    }

    @Test
    void the_old_resources_may_leave_before_the_new_ones_come() {
        for (String name : List.of("a", "b", "c")) {
            ServedResources served = set(name);
            hub.serve(served);
            answers(name);
            hub.release(served);
            isNotReady();
        }
        hub.serve(set("d"));
        answers("d");
    }

    @Test
    void the_web_server_may_take_the_hub_out_and_put_it_back() {
        ServedResources a = set("a");
        hub.serve(a);
        server.restartContext();
        answers("a");
        hub.serve(set("b"));
        server.restartContext();
        hub.release(a);
        answers("b");
    }

    @Test
    void a_hub_that_is_begun_twice_serves_as_if_once() throws ServletException {
        hub.serve(set("a"));
        ServletConfig config = hub.getServletConfig();
        hub.init(config);
        answers("a");
        hub.serve(set("b"));
        answers("b");
        hub.destroy();
        isNotReady();
        hub.init(config);
        answers("b");
    }

    @Test
    void a_request_on_its_way_is_answered_before_its_resources_end() throws Exception {
        WhichResource slow = new WhichResource("a");
        ServedResources a = set(slow);
        hub.serve(a);
        var request = CompletableFuture.supplyAsync(() -> server.get("/which/slow"));
        assertTrue(slow.asked.await(10, TimeUnit.SECONDS));
        var release = CompletableFuture.runAsync(() -> hub.release(a));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.get("/which").statusCode() != 503 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        isNotReady();
        assertFalse(release.isDone());
        slow.answer.countDown();
        assertEquals("a", request.get(10, TimeUnit.SECONDS).body());
        release.get(10, TimeUnit.SECONDS);
    }
}
