package org.teshema.engine.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;

/** The way out: open to what both sides list, to the address that was looked at, for so long and so much. */
@Timeout(60)
class GatewayTest {
    private Instant now = Instant.parse("2026-03-02T01:00:00Z");
    private final HttpServer server = server();
    private final Origin here =
            new Origin("http", "127.0.0.1", server.getAddress().getPort());
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void what_both_sides_list_is_reached_with_its_headers_and_body_and_no_cookies_come_back() {
        answers("/echo", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            exchange.getResponseHeaders()
                    .add("X-Was", exchange.getRequestHeaders().getFirst("X-Key"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            send(exchange, 201, exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + text(body));
        });
        try (var gateway = inside()) {
            HttpResponse answer = gateway.of("app", Optional.of(Set.of(here)))
                    .send(new HttpRequest("POST", uri("/echo?a=%20b"), Map.of("X-Key", "k"), "一"));
            assertEquals(201, answer.status());
            assertEquals("POST /echo?a=%20b 一", answer.body());
            assertEquals(Optional.of("k"), answer.header("x-was"));
            assertEquals(Optional.empty(), answer.header("set-cookie"));
            assertEquals(Map.of("app", Map.of("answered", 1L)), gateway.counts());
        }
    }

    @Test
    void what_one_side_does_not_list_is_refused_and_nothing_is_sent() {
        answers("/", exchange -> send(exchange, 200, "here"));
        var other = new Origin("http", "127.0.0.1", here.port() + 1);
        try (var gateway = inside();
                var shut = Gateway.of(Set.of(), Set.of(), () -> now)) {
            assertEquals(Reason.REFUSED, reason(gateway.of("app", Optional.of(Set.of()))));
            assertEquals(Reason.REFUSED, reason(gateway.of("app", Optional.of(Set.of(other)))));
            assertEquals(Reason.REFUSED, reason(shut.of("app", Optional.of(Set.of(here)))));
            assertEquals(Reason.REFUSED, reason(shut.of("shipped", Optional.empty())), "also of a shipped app");
            assertEquals(0, asked.get());
            assertEquals(
                    200,
                    gateway.of("shipped", Optional.empty())
                            .send(HttpRequest.get(uri("/")))
                            .status());
            assertEquals(Map.of("refused", 2L), gateway.counts().get("app"));
        }
    }

    @Test
    void an_inside_address_is_refused_where_only_the_world_was_opened() {
        answers("/", exchange -> send(exchange, 200, "here"));
        try (var gateway = Gateway.of(Set.of(here), Set.of(), () -> now)) {
            assertEquals(Reason.REFUSED, reason(gateway.of("app", Optional.empty())));
            assertEquals(0, asked.get());
        }
    }

    @Test
    void a_name_is_looked_up_once_and_leads_nowhere_else_and_is_refused_where_one_of_its_addresses_is_inside() {
        answers(
                "/",
                exchange -> send(exchange, 200, exchange.getRequestHeaders().getFirst("Host")));
        var named = new Origin("http", "api.example.cn", here.port());
        var names = new ArrayList<String>();
        // The second answer of a name server that turns round.
        Gateway.Names turning = host -> {
            names.add(host);
            return addresses(names.size() == 1 ? "127.0.0.1" : "203.0.113.9");
        };
        try (var gateway = gateway(Set.of(), Set.of(named), turning);
                var mixed = gateway(Set.of(named), Set.of(), host -> addresses("93.184.216.34", "10.0.0.1"))) {
            Http http = gateway.of("app", Optional.empty());
            URI uri = URI.create("http://api.example.cn:" + here.port() + "/");
            assertEquals(
                    "api.example.cn:" + here.port(),
                    http.send(HttpRequest.get(uri)).body());
            assertEquals(List.of("api.example.cn"), names, "and what was looked at is what was connected to");
            PlatformFailure failure = assertThrows(
                    PlatformFailure.class,
                    () -> mixed.of("app", Optional.empty()).send(HttpRequest.get(uri)));
            assertEquals(Reason.REFUSED, failure.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "fec0::1"
            })
    void addresses_of_this_machine_and_of_private_networks_are_inside(String address) throws Exception {
        assertTrue(InsideAddress.is(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2400:3200::1", "2606:4700::1111"})
    void addresses_of_the_world_are_not(String address) throws Exception {
        assertFalse(InsideAddress.is(InetAddress.getByName(address)));
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        answers("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/secret");
            send(exchange, 302, "");
        });
        try (var gateway = inside()) {
            HttpResponse answer = gateway.of("app", Optional.empty()).send(HttpRequest.get(uri("/")));
            assertEquals(302, answer.status());
            assertEquals(Optional.of("http://127.0.0.1:1/secret"), answer.header("location"));
            assertEquals(1, asked.get());
        }
    }

    @Test
    void an_answer_of_a_mebibyte_is_read_in_parts_or_whole_and_one_more_byte_is_too_much() {
        answers("/whole", exchange -> send(exchange, 200, "x".repeat(HttpRequest.MOST_BYTES)));
        answers("/more", exchange -> send(exchange, 200, "x".repeat(HttpRequest.MOST_BYTES + 1)));
        answers("/parts", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (int i = 0; i < 1025; i++) {
                    out.write(new byte[1024]);
                }
            } catch (IOException e) {
                // The reader has had enough.
                exchange.close();
            }
        });
        try (var gateway = inside()) {
            Http http = gateway.of("app", Optional.empty());
            assertEquals(
                    HttpRequest.MOST_BYTES,
                    http.send(HttpRequest.get(uri("/whole"))).body().length());
            assertEquals(Reason.TOO_MUCH, reason(http, "/more"));
            assertEquals(Reason.TOO_MUCH, reason(http, "/parts"));
        }
    }

    @Test
    void who_sends_a_byte_now_and_then_is_not_waited_for_longer_than_five_seconds() throws Exception {
        try (var slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var gateway = gateway(
                        Set.of(),
                        Set.of(new Origin("http", "127.0.0.1", slow.getLocalPort())),
                        InetAddress::getAllByName)) {
            var dripping = new Thread(() -> drip(slow));
            dripping.setDaemon(true);
            dripping.start();
            long began = System.nanoTime();
            PlatformFailure failure = assertThrows(
                    PlatformFailure.class,
                    () -> gateway.of("app", Optional.empty())
                            .send(HttpRequest.get(URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/"))));
            assertEquals(Reason.TOO_SLOW, failure.reason());
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(9).toNanos());
        }
    }

    @Test
    void what_speaks_no_http_or_does_not_answer_is_away() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var there = new Origin("http", "127.0.0.1", nobody);
        try (var gateway = gateway(Set.of(), Set.of(there), InetAddress::getAllByName);
                var nameless = gateway(Set.of(here), Set.of(), host -> {
                    throw new UnknownHostException(host);
                })) {
            PlatformFailure failure = assertThrows(
                    PlatformFailure.class,
                    () -> gateway.of("app", Optional.empty()).send(HttpRequest.get(URI.create(there.toString()))));
            assertEquals(Reason.AWAY, failure.reason());
            assertEquals(Reason.AWAY, reason(nameless.of("app", Optional.empty())));
        }
    }

    @Test
    void an_app_sends_sixty_requests_in_a_minute_and_another_app_is_not_concerned() {
        answers("/", exchange -> send(exchange, 200, "here"));
        try (var gateway = inside()) {
            Http http = gateway.of("app", Optional.empty());
            for (int i = 0; i < 60; i++) {
                http.send(HttpRequest.get(uri("/")));
            }
            assertEquals(Reason.BUSY, reason(http));
            assertEquals(
                    200,
                    gateway.of("other", Optional.empty())
                            .send(HttpRequest.get(uri("/")))
                            .status());
            now = now.plus(Duration.ofMinutes(1));
            assertEquals(200, http.send(HttpRequest.get(uri("/"))).status());
        }
    }

    @Test
    void two_requests_of_an_app_are_under_way_at_a_time() throws Exception {
        var inside = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        answers("/wait", exchange -> {
            inside.countDown();
            await(go);
            send(exchange, 200, "here");
        });
        var threads = Executors.newFixedThreadPool(2);
        try (var gateway = inside()) {
            Http http = gateway.of("app", Optional.empty());
            var first = threads.submit(
                    () -> http.send(HttpRequest.get(uri("/wait"))).status());
            var second = threads.submit(
                    () -> http.send(HttpRequest.get(uri("/wait"))).status());
            inside.await();
            assertEquals(Reason.BUSY, reason(http));
            go.countDown();
            assertEquals(List.of(200, 200), List.of(first.get(), second.get()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drip(ServerSocket slow) {
        try (var socket = slow.accept();
                var pause = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            pause.setSoTimeout(200);
            while (true) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                try {
                    pause.accept().close();
                } catch (java.net.SocketTimeoutException e) {
                    assertTrue(socket.isConnected());
                }
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answers(String path, Answer answer) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            answer.to(exchange);
        });
    }

    private static void send(HttpExchange exchange, int status, String words) throws IOException {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Gateway inside() {
        return Gateway.of(Set.of(), Set.of(here), () -> now);
    }

    private Gateway gateway(Set<Origin> allowed, Set<Origin> inside, Gateway.Names names) {
        return new Gateway(allowed, inside, () -> now, names, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static InetAddress[] addresses(String... written) throws UnknownHostException {
        var addresses = new InetAddress[written.length];
        for (int i = 0; i < written.length; i++) {
            addresses[i] = InetAddress.getByName(written[i]);
        }
        return addresses;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + here.port() + path);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Reason reason(Http http) {
        return reason(http, "/");
    }

    private Reason reason(Http http, String path) {
        return assertThrows(PlatformFailure.class, () -> http.send(HttpRequest.get(uri(path))))
                .reason();
    }
}
