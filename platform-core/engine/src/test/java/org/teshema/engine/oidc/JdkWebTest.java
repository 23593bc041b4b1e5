package org.teshema.engine.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.oidc.Refused.Reason;

/** The way to a provider that answers in every wrong way there is. */
class JdkWebTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final JdkWeb web = new JdkWeb(Duration.ofSeconds(5));
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] form = exchange.getRequestBody().readAllBytes();
            seen.add(path + " " + new String(form, StandardCharsets.UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            switch (path) {
                case "/redirect" -> {
                    exchange.getResponseHeaders().set("Location", "/inside");
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/broken" -> exchange.sendResponseHeaders(500, -1);
                case "/large" -> {
                    exchange.sendResponseHeaders(200, 0);
                    pour(exchange.getResponseBody());
                }
                case "/slow" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await();
                }
                default -> {
                    byte[] answer = new byte[Web.MOST_BYTES];
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void answers_that_no_provider_gives_are_refused() {
        refused(Reason.STATUS, web, "/redirect");
        assertTrue(seen.stream().noneMatch(one -> one.startsWith("/inside")), "nobody went where it pointed");
        refused(Reason.STATUS, web, "/broken");
        refused(Reason.TOO_LARGE, web, "/large");
        refused(Reason.AWAY, new JdkWeb(Duration.ofMillis(300)), "/slow");
    }

    @Test
    void nobody_there_is_away() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertEquals(
                Reason.AWAY,
                assertThrows(Refused.class, () -> web.get(URI.create("http://127.0.0.1:" + port + "/")))
                        .reason());
    }

    @Test
    void an_answer_may_have_as_much_as_it_may_and_a_form_says_who_asks() throws Refused {
        assertEquals(Web.MOST_BYTES, web.get(at("/right")).length());
        web.post(at("/form"), Map.of("code", "a b&c"), "Basic eDp5");
        assertEquals("/form code=a+b%26c Basic eDp5", seen.get(1));
    }

    private void refused(Reason reason, JdkWeb by, String path) {
        assertEquals(reason, assertThrows(Refused.class, () -> by.get(at(path))).reason());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void pour(OutputStream out) {
        byte[] part = new byte[8_192];
        try {
            for (int i = 0; i < 1_000; i++) {
                out.write(part);
            }
        } catch (IOException e) {
            // Whoever read has had enough, which is what was wanted.
            return;
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
