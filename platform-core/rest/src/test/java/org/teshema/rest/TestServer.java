package org.teshema.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ReHandlingErrorHandler;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.auth.Tokens;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.read.Reads;
import org.teshema.web.Pages;

/**
 * The hub with some resources on a free loopback port, in the same Jetty as the distribution's. A token is the name of an actor handed in.
 */
public final class TestServer implements AutoCloseable {
    private final Server jetty = new Server();
    private final ServerConnector connector;
    private final BlockingQueue<Reads.Read> reads = new LinkedBlockingQueue<>();
    private final Hub served = new Hub(
            new Pages(),
            new Meters(),
            new Reads(new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z")), reads::add));
    private final ServletContextHandler context = new ServletContextHandler("/");
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** Serves nothing, until the hub is given something. */
    TestServer() {
        // As etc/jetty.xml configures it: the hub itself looks at what is in a path.
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletHolder hub = new ServletHolder(served);
        hub.setInitParameter("hide-service-list-page", "true");
        hub.setInitParameter("disable-address-updates", "true");
        context.addServlet(hub, "/*");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        jetty.setHandler(context);
        // As Pax Web does for a servlet that is an error page.
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(400, 599, "/");
        context.setErrorHandler(pages);
        ReHandlingErrorHandler.ByHttpStatus refusals = new ReHandlingErrorHandler.ByHttpStatus(context);
        for (int status : new int[] {400, 414, 417, 431, 501, 505}) {
            refusals.put(status, "/");
        }
        jetty.setErrorHandler(refusals);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves these resources; whoever sends a key of the map as a token is its actor. */
    public TestServer(Map<String, Actor> actors, RestResource... resources) {
        this(new CodePath(CodePath.USUAL), actors, resources);
    }

    /** The same where scans are answered under that path, too. */
    public TestServer(CodePath codes, Map<String, Actor> actors, RestResource... resources) {
        this();
        served.serve(new ServedResources(List.of(resources), token -> Optional.ofNullable(actors.get(token)), codes));
    }

    /** Serves these resources to whoever has a token that is known there. */
    public TestServer(Tokens tokens, RestResource... resources) {
        this();
        served.serve(new ServedResources(List.of(resources), tokens, new CodePath(CodePath.USUAL)));
    }

    /** The hub under all its paths. */
    Hub hub() {
        return served;
    }

    /** Takes the hub out of the web server and puts it back, as a web server may at any time. */
    void restartContext() {
        try {
            context.stop();
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody who acts for an organisation of that kind. */
    public static Actor actor(long id, OrganisationKind kind, String district) {
        return new Actor(
                id,
                "tester" + id,
                new Organisation(id, kind, "Organisation " + id, Optional.empty(), district, Optional.empty()));
    }

    /** Enters that actor and their organisation where what they do is kept under their account. */
    public static void known(Database database, Instant when, Actor actor) {
        database.write(unit -> {
            unit.update(
                    "insert into organisation (id, kind, name, district, created_at) values (?, ?, ?, ?, ?)",
                    actor.organisation().id(),
                    actor.role(),
                    actor.organisation().name(),
                    actor.district(),
                    when);
            return unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                    actor.accountId(),
                    actor.login(),
                    actor.organisation().id(),
                    when);
        });
    }

    /** What it noted of who read what, the first first. */
    public BlockingQueue<Reads.Read> reads() {
        return reads;
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** GET with headers as name, value, name, value. */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** POST of JSON. */
    public HttpResponse<String> post(String path, String json, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, json, all);
    }

    /** Any request. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends these bytes (ISO 8859-1) as they are and returns the whole answer: for what no client would send. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
