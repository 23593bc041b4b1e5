package org.teshema.engine.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;

/** The way out with TLS: nothing of a request is sent to whom the certificate does not name, or nobody vouches for. */
@Timeout(60)
class SecureGatewayTest {
    private static final String NAME = "api.example.cn";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whom_a_known_certificate_names_is_reached() throws Exception {
        KeyStore keys = certificate();
        assertEquals("here", said(keys, trusting(keys), NAME));
        assertEquals(1, asked.get());
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_sent_nothing() throws Exception {
        KeyStore keys = certificate();
        refused(keys, (SSLSocketFactory) SSLSocketFactory.getDefault(), NAME);
    }

    @Test
    void a_certificate_of_another_name_is_sent_nothing() throws Exception {
        KeyStore keys = certificate();
        refused(keys, trusting(keys), "other.example.cn");
    }

    private void refused(KeyStore keys, SSLSocketFactory tls, String name) {
        PlatformFailure failure = assertThrows(PlatformFailure.class, () -> said(keys, tls, name));
        assertEquals(Reason.AWAY, failure.reason());
        assertEquals(0, asked.get());
    }

    /** What a server with that certificate answers an app that asks for that name. */
    private String said(KeyStore keys, SSLSocketFactory tls, String name) throws Exception {
        HttpsServer server = server(keys);
        try {
            var there = new Origin("https", name, server.getAddress().getPort());
            try (var gateway = new Gateway(
                    Set.of(),
                    Set.of(there),
                    InstantSource.system(),
                    host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                    tls)) {
                return gateway.of("app", Optional.empty())
                        .send(HttpRequest.get(URI.create("https://" + name + ":" + there.port() + "/")))
                        .body();
            }
        } finally {
            server.stop(0);
        }
    }

    private HttpsServer server(KeyStore keys) throws Exception {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "here".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("server", keys.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private KeyStore certificate() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "san=dns:" + NAME,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String words = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor(), words);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
