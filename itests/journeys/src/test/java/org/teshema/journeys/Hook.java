package org.teshema.journeys;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A system of an organisation's own, to which the platform sends messages. */
final class Hook implements AutoCloseable {
    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    /** A message as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(String signature, byte[] body) {}

    /** Listens at that port of this machine. */
    Hook(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            messages.add(new Message(
                    exchange.getRequestHeaders().getFirst("Teshema-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=of-the-other-side";
    }

    List<Message> messages() {
        return messages;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
