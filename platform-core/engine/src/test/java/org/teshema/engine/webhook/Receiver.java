package org.teshema.engine.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.teshema.engine.outgoing.Origin;

/** Somebody messages are sent to: keeps them, and answers as the test wants. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    volatile ToIntFunction<Taken> answer = one -> 204;

    /**
     * A message that came.
     *
     * @param query of the address it came to
     */
    record Taken(String query, String signature, String body) {}

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var one = new Taken(
                    exchange.getRequestURI().getQuery(),
                    exchange.getRequestHeaders().getFirst(WebhookSender.SIGNATURE),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            taken.add(one);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer.applyAsInt(one), -1);
            exchange.close();
        });
        server.start();
    }

    Origin place() {
        return new Origin("http", "127.0.0.1", server.getAddress().getPort());
    }

    String address() {
        return place() + "hook?token=the-other-sides-secret";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
