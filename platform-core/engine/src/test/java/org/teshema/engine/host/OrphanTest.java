package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.teshema.engine.host.guest.KindApp;

/** A platform that is killed leaves no host behind. */
class OrphanTest {
    /** A platform with one host, which tells the number of its process and waits to be killed. */
    static final class Platform {
        private Platform() {}

        /** Starts a host. */
        public static void main(String[] arguments) throws Exception {
            var host = new TestHost(KindApp.class);
            host.app();
            System.out.println("host " + host.host().process());
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void nothing_of_a_host_outlives_the_platform_that_was_killed() throws Exception {
        Process platform = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Platform.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(platform.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.startsWith("host ")) {
                line = said.readLine();
            }
            ProcessHandle host =
                    ProcessHandle.of(Long.parseLong(line.substring(5))).orElseThrow();
            List<ProcessHandle> inside = host.descendants().toList();
            assertFalse(inside.isEmpty(), "the host holds Java in a prison");
            platform.destroyForcibly();
            for (ProcessHandle one : inside) {
                one.onExit().get(10, TimeUnit.SECONDS);
            }
            host.onExit().get(10, TimeUnit.SECONDS);
            assertEquals(0, inside.stream().filter(ProcessHandle::isAlive).count());
        } finally {
            platform.destroyForcibly();
        }
    }
}
