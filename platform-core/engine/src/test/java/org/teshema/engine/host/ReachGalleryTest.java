package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Section;
import org.teshema.engine.host.guest.HostileApp;

/**
 * Everything a hostile app tries to reach, in its host and, to see that the attempts are worth something, in this process. The static
 * gate is not asked: it is the walls themselves that are tried.
 */
class ReachGalleryTest {
    private static final Logger LOG = LoggerFactory.getLogger(ReachGalleryTest.class);

    private static final String HISTORY = "archive.history(org.teshema.api.device.DeviceId,java.lang.String,int)";

    /**
     * One attempt.
     *
     * @param words what the app is told to do
     * @param worksHere whether it succeeds where there is no wall
     */
    private record Attempt(String words, boolean worksHere) {}

    private final List<Attempt> attempts = new ArrayList<>();

    @Test
    void nothing_outside_is_reached_from_a_host(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("keyring"), "secret");
        Path socket = folder.resolve("s");
        Path doomed = Path.of("/tmp/teshema-gallery-" + ProcessHandle.current().pid());
        try (var server = new ServerSocket(0);
                var local = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            local.bind(UnixDomainSocketAddress.of(socket));
            files(folder, secret, doomed);
            network("127.0.0.1:" + server.getLocalPort(), socket);
            processes();
            inside();
            List<String> gotIn = tried();
            assertEquals(List.of(), gotIn);
            long worthSomething = attempts.stream().filter(Attempt::worksHere).count();
            assertTrue(worthSomething >= 40, () -> "only " + worthSomething + " attempts that succeed without walls");
            LOG.info(
                    "{} attempts from a district host, {} of which succeed without walls; 0 got in",
                    attempts.size(),
                    worthSomething);
            assertEquals(List.of(), withoutWalls(), "attempts that fail without a wall, too, prove nothing");
        } finally {
            Files.deleteIfExists(doomed);
        }
    }

    private void files(Path folder, Path secret, Path doomed) {
        works("read " + secret);
        works("read-old-way " + secret);
        works("read /etc/passwd");
        works("read /etc/hostname");
        works("list " + folder);
        works("list /home");
        works("list /root");
        works("list /var");
        works("list /usr/bin");
        works("write " + doomed);
        works("temp-file");
        fails("write /teshema/x");
        fails("write /tmp/../x");
        fails("overwrite-own-jar");
        fails("overwrite-host");
        works("find /etc/passwd");
        works("shared-memory");
        works("disk");
    }

    private void network(String address, Path socket) {
        works("tcp " + address);
        works("channel " + address);
        works("tcp " + postgres());
        fails("tcp 1.1.1.1:53");
        works("udp " + address);
        works("listen");
        fails("dns example.org");
        fails("url " + address.replaceAll(":.*", ":9"));
        works("unix-socket " + socket);
        fails("unix-socket /run/dbus/system_bus_socket");
        fails("own-unix-socket");
        fails("interfaces");
    }

    private void processes() {
        works("run /bin/true");
        works("run /bin/sh -c true");
        works("run " + System.getProperty("java.home") + "/bin/java -version");
        works("runtime-exec /bin/true");
        works("processes");
        fails("kill " + ProcessHandle.current().pid());
        works("proc self/environ");
        works("proc 1/cmdline");
        works("proc " + ProcessHandle.current().pid() + "/maps");
        works("environment");
        fails("properties");
    }

    private void inside() {
        works("class org.teshema.engine.host.Prison");
        works("class org.teshema.host.HostMain");
        works("class-of-the-system org.teshema.engine.store.Database");
        works("class-of-the-api org.h2.Driver");
        works("module java.sql");
        works("module java.management");
        works("module jdk.unsupported");
        works("module jdk.attach");
        works("jdbc");
        works("jndi");
        works("management");
        works("rmi");
        works("attach");
        fails("hidden-unsafe");
        fails("open-module");
        fails("native-file");
        works("native-written-nowhere");
        fails("ask-outside-a-call");
        fails("forge-call 999999");
        fails("forge-call -1");
        fails("forge-call 0");
        fails("forge-method start()");
        fails("forge-method archive.getClass()");
        fails("forge-method database()");
    }

    private void works(String words) {
        attempts.add(new Attempt(words, true));
    }

    private void fails(String words) {
        attempts.add(new Attempt(words, false));
    }

    private List<String> tried() throws Exception {
        var gotIn = new ArrayList<String>();
        var platform = new AskedPlatform();
        try (var host = new TestHost(HostileApp.class)) {
            SceneApp app = host.app();
            app.start(platform);
            for (Attempt attempt : attempts) {
                note(attempt.words(), told(app, attempt.words()), gotIn);
            }
            // What was kept from one call and asked after it.
            told(app, "keep-asking");
            String kept = told(app, "kept");
            for (int i = 0; i < 100 && kept.equals("nothing yet"); i++) {
                kept = told(app, "kept");
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            assertTrue(kept.startsWith("REFUSED"), kept);
            note("keep-asking", kept, gotIn);
            attempts.add(new Attempt("keep-asking", false));
            assertEquals(List.of(), platform.readers(), "nothing was asked of the platform for anybody");
            // The same question by the same way within its own call is answered: the way is right, the number was not.
            assertTrue(told(app, "forge-method " + HISTORY).startsWith("GOT IN"));
        }
        return gotIn;
    }

    private static void note(String words, String told, List<String> gotIn) {
        if (told.startsWith("GOT IN")) {
            gotIn.add(words + " -> " + told);
        }
    }

    static String told(SceneApp app, String words) {
        var notice =
                (Section.Notice) app.view(HostTest.context(words)).sections().get(0);
        return notice.words().zh();
    }

    /** Those that were meant to work here and do not. */
    private List<String> withoutWalls() {
        var here = new HostileApp();
        here.start(new AskedPlatform());
        return attempts.stream()
                .filter(Attempt::worksHere)
                .map(attempt -> attempt.words() + " -> " + told(here, attempt.words()))
                .filter(told -> !told.contains("-> GOT IN"))
                .toList();
    }

    private static String postgres() {
        String url = Optional.ofNullable(System.getenv("TESHEMA_TEST_POSTGRES")).orElseThrow();
        return url.replaceAll("jdbc:postgresql://([^/]+)/.*", "$1");
    }
}
