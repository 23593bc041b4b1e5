package org.teshema.itest.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** A plugin's jar comes, is followed by a newer one, goes; one that does not fit stays out. Nobody else notices. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PluginIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TEMPLATE = "teshema.test.template";

    @Inject
    private BundleContext context;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> disturbed = Collections.synchronizedList(new ArrayList<>());

    @Configuration
    public Option[] distribution() {
        var options = new ArrayList<>(List.of(Distribution.started()));
        options.add(CoreOptions.systemProperty(TEMPLATE).value(System.getProperty(TEMPLATE)));
        return options.toArray(Option[]::new);
    }

    @Test
    public void aPluginComesIsReplacedAndGoesAndNobodyElseNotices() throws Exception {
        await("the elevator plugin", () -> plugins().contains("\"name\":\"elevator\""));
        byte[] jar = Files.readAllBytes(Path.of(System.getProperty(TEMPLATE)));
        SynchronousBundleListener bundles = this::note;
        context.addBundleListener(bundles);
        try (var scans = new Scans()) {
            Path first = drop("template-1.0.0.jar", jar);
            await("1.0.0 serves", () -> stage("1.0.0").equals("SERVING"));

            Path second = drop("template-1.0.1.jar", version(jar, "1.0.1"));
            await("1.0.1 serves", () -> stage("1.0.1").equals("SERVING"));
            assertEquals("STANDBY", stage("1.0.0"));

            Files.delete(first);
            await("1.0.0 is gone", () -> stage("1.0.0").equals("none"));
            assertEquals("SERVING", stage("1.0.1"));

            Path foreign = drop("template-2.0.0.jar", otherRange(version(jar, "2.0.0")));
            await("the jar for another API is refused", () -> plugins().contains("REFUSED"));
            assertTrue(
                    plugins(),
                    plugins().contains("需要 org.teshema.api.") && plugins().contains("[2.0.0,3.0.0)，本平台提供 1."));
            assertEquals("SERVING", stage("1.0.1"));

            Files.delete(foreign);
            Files.delete(second);
            await(
                    "all are gone",
                    () -> stage("1.0.1").equals("none") && !plugins().contains("REFUSED"));
            assertTrue("scans answered meanwhile: " + scans.answered.get(), scans.answered.get() > 20);
            assertEquals("scans that failed meanwhile", List.of(), scans.failed);
        } finally {
            context.removeBundleListener(bundles);
        }
        assertEquals("other bundles that noticed", List.of(), disturbed);
        assertTrue("the elevator plugin still serves", plugins().contains("\"name\":\"elevator\""));
    }

    /** A refresh of a bundle stops, unresolves and starts it: each of these is an event. */
    private void note(BundleEvent event) {
        String name = String.valueOf(event.getBundle().getSymbolicName());
        if (!name.equals("org.teshema.plugin.template")) {
            disturbed.add(name + " event " + event.getType());
        }
    }

    /** Scans all the time; every one has to be answered for what it is. */
    private final class Scans implements AutoCloseable {
        final AtomicInteger answered = new AtomicInteger();
        final List<String> failed = Collections.synchronizedList(new ArrayList<>());
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = new Thread(this::go, "scans");

        Scans() {
            thread.start();
        }

        private void go() {
            while (!over.get()) {
                try {
                    int status = get("/s/" + "7".repeat(150)).statusCode();
                    if (status == 400) {
                        answered.incrementAndGet();
                    } else {
                        failed.add("status " + status);
                    }
                } catch (IOException e) {
                    failed.add(e.toString());
                } catch (InterruptedException e) {
                    return;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String stage(String version) {
        String all = plugins();
        String mark = "\"name\":\"template\",\"version\":\"" + version + "\"";
        int at = all.indexOf(mark);
        if (at < 0) {
            return "none";
        }
        String stage = "\"stage\":\"";
        int from = all.indexOf(stage, at) + stage.length();
        return all.substring(from, all.indexOf('"', from));
    }

    private String plugins() {
        try {
            return get("/api/v1/plugins").body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty("teshema.http.port") + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Accept-Language", "zh")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static Path drop(String name, byte[] jar) throws IOException {
        Path folder = Path.of(System.getProperty("teshema.plugins"));
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(name + ".part"), jar);
        return Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same jar in another version: of the bundle, and of what the plugin says of itself. */
    private static byte[] version(byte[] jar, String version) throws IOException {
        byte[] before = "1.0.0".getBytes(StandardCharsets.US_ASCII);
        byte[] after = version.getBytes(StandardCharsets.US_ASCII);
        return rewritten(jar, "Bundle-Version", version, before, after);
    }

    /** The same jar, asking for an API that this platform does not have. */
    private static byte[] otherRange(byte[] jar) throws IOException {
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            String imports = in.getManifest().getMainAttributes().getValue("Import-Package");
            return rewritten(
                    jar,
                    "Import-Package",
                    imports.replaceAll("(org\\.teshema\\.api\\.[a-z]+;version=)\"[^\"]*\"", "$1\"[2.0,3)\""),
                    new byte[0],
                    new byte[0]);
        }
    }

    private static byte[] rewritten(byte[] jar, String header, String value, byte[] before, byte[] after)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue(header, value);
            try (var changed = new JarOutputStream(out, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    changed.putNextEntry(new JarEntry(entry.getName()));
                    changed.write(replaced(in.readAllBytes(), before, after));
                    changed.closeEntry();
                }
            }
        }
        return out.toByteArray();
    }

    /** Constants of the same length may be exchanged in a class file. */
    private static byte[] replaced(byte[] bytes, byte[] before, byte[] after) {
        for (int i = 0; before.length > 0 && i <= bytes.length - before.length; i++) {
            boolean same = true;
            for (int k = 0; k < before.length; k++) {
                same &= bytes[i + k] == before[k];
            }
            if (same) {
                System.arraycopy(after, 0, bytes, i, after.length);
            }
        }
        return bytes;
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue("did not happen in time: " + what, Instant.now().isBefore(end));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
