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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
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
    private static final String FORKLIFT_JAR = "teshema.test.forklift";

    @Inject
    private BundleContext context;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> disturbed = Collections.synchronizedList(new ArrayList<>());

    @Configuration
    public Option[] distribution() {
        var options = new ArrayList<>(List.of(Distribution.startedWithDemonstrationCity()));
        options.add(CoreOptions.systemProperty(FORKLIFT_JAR).value(System.getProperty(FORKLIFT_JAR)));
        return options.toArray(Option[]::new);
    }

    @Test
    public void aPluginComesGoesAndIsReplacedAndNoScanFailsAndNobodyElseNotices() throws Exception {
        await("the city is loaded", () -> status("/api/v1/health") == 200);
        await("the elevator plugin", () -> plugins().contains("\"name\":\"elevator\""));
        String forklift = "/n/" + numberOfAForklift() + "?lang=en";
        String lift = sheet("(/s/[0-9]+)") + "?lang=en";
        await("a lift is shown by its plugin", () -> shown(body(lift)).equals("elevator"));
        await(
                "a forklift is shown by the plugin for vehicles",
                () -> shown(body(forklift)).equals("vehicle"));
        byte[] jar = Files.readAllBytes(Path.of(System.getProperty(FORKLIFT_JAR)));
        byte[] newer = version(jar, "1.0.1", "Last daily check", "Newest day check");
        SynchronousBundleListener bundles = this::note;
        context.addBundleListener(bundles);
        try (var forklifts = new Scans(forklift);
                var lifts = new Scans(lift)) {
            forklifts.await("vehicle");
            Path first = drop("forklift-1.0.0.jar", jar);
            forklifts.await("Last daily check");
            assertEquals("SERVING", stage("1.0.0"));

            Files.delete(first);
            forklifts.await("vehicle");
            await("1.0.0 is gone", () -> stage("1.0.0").equals("none"));

            first = drop("forklift-1.0.0.jar", jar);
            forklifts.await("Last daily check");
            Path second = drop("forklift-1.0.1.jar", newer);
            forklifts.await("Newest day check");
            assertEquals("SERVING", stage("1.0.1"));
            assertEquals("STANDBY", stage("1.0.0"));
            Files.delete(first);
            await("1.0.0 is gone again", () -> stage("1.0.0").equals("none"));
            assertEquals("SERVING", stage("1.0.1"));

            Path foreign = drop("forklift-2.0.0.jar", otherRange(version(jar, "2.0.0", "", "")));
            await("the jar for another API is refused", () -> plugins().contains("REFUSED"));
            assertTrue(
                    plugins(),
                    plugins().contains("需要 org.teshema.api.") && plugins().contains("[2.0.0,3.0.0)，本平台提供 1."));
            assertEquals("SERVING", stage("1.0.1"));

            Files.delete(foreign);
            Files.delete(second);
            forklifts.await("vehicle");
            await(
                    "all are gone",
                    () -> stage("1.0.1").equals("none") && !plugins().contains("REFUSED"));

            // However slow the machine: enough scans to mean something.
            forklifts.awaitAnswers(100);
            lifts.awaitAnswers(100);
            forklifts.end();
            lifts.end();
            assertEquals("of " + forklifts.answered + " scans these failed", List.of(), forklifts.failed);
            assertEquals("of " + lifts.answered + " scans these failed", List.of(), lifts.failed);
            assertEquals(
                    "who showed the forklift, one after another",
                    List.of(
                            "vehicle",
                            "Last daily check",
                            "vehicle",
                            "Last daily check",
                            "Newest day check",
                            "vehicle"),
                    forklifts.views);
            assertEquals("who showed the lift", List.of("elevator"), lifts.views);
        } finally {
            context.removeBundleListener(bundles);
        }
        assertEquals("other bundles that noticed", List.of(), disturbed);
        assertTrue("the elevator plugin still serves", plugins().contains("\"name\":\"elevator\""));
    }

    /** A refresh of a bundle stops, unresolves and starts it: each of these is an event. */
    private void note(BundleEvent event) {
        String name = String.valueOf(event.getBundle().getSymbolicName());
        if (!name.equals("org.teshema.plugin.forklift")) {
            disturbed.add(name + " event " + event.getType());
        }
    }

    /** Scans one bound code all the time; every answer has to be whole, and who showed the device is written down. */
    private final class Scans implements AutoCloseable {
        final AtomicInteger answered = new AtomicInteger();
        final List<String> failed = Collections.synchronizedList(new ArrayList<>());
        final List<String> views = Collections.synchronizedList(new ArrayList<>());
        private final String path;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = new Thread(this::go, "scans");

        Scans(String path) {
            this.path = path;
            thread.start();
        }

        private void go() {
            while (!over.get()) {
                try {
                    HttpResponse<String> answer = get(path);
                    answered.incrementAndGet();
                    if (answer.statusCode() != 200
                            || !answer.body().contains("\"verdict\":\"GENUINE\"")
                            || answer.body().contains("\"gap\"")) {
                        failed.add(answer.statusCode() + " " + answer.body());
                    }
                    String now = shown(answer.body());
                    if (views.isEmpty() || !views.get(views.size() - 1).equals(now)) {
                        views.add(now);
                    }
                } catch (IOException e) {
                    failed.add(e.toString());
                } catch (InterruptedException e) {
                    return;
                }
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }

        /** Waits until the newest answer was given by that view, and twenty more scans were answered since. */
        void await(String view) {
            PluginIT.await(
                    view + " is shown",
                    () -> !views.isEmpty() && views.get(views.size() - 1).equals(view));
            awaitAnswers(answered.get() + 20);
        }

        void awaitAnswers(int count) {
            PluginIT.await(count + " scans were answered", () -> answered.get() >= count);
        }

        void end() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            end();
        }
    }

    /** Who shows the device: a word of the forklift plugin's view that differs by version, or else the source of the first part. */
    private static String shown(String scan) {
        for (String words : List.of("Last daily check", "Newest day check")) {
            if (scan.contains(words)) {
                return words;
            }
        }
        return first("\"parts\":\\[\\{\"source\":\"([a-z-]+)\"", scan).orElse("none");
    }

    /** The number of a code that is bound to a forklift of the demonstration city. */
    private String numberOfAForklift() throws Exception {
        String password = sheet("admin +(\\S+)");
        HttpRequest logIn = HttpRequest.newBuilder(uri("/api/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"login\":\"admin\",\"password\":\"" + password + "\"}"))
                .build();
        String session = http.send(logIn, HttpResponse.BodyHandlers.ofString()).body();
        String token = first("\"token\":\"([^\"]+)\"", session)
                .orElseThrow(() -> new AssertionError("no token in " + session));
        String devices = get("/api/v1/devices?category=5110&limit=50", "Authorization", "Bearer " + token)
                .body();
        for (var device = Pattern.compile("\"id\":\"([0-9]+)\",\"category\":\"5110\"")
                        .matcher(devices);
                device.find(); ) {
            String entries = get(
                            "/api/v1/devices/" + device.group(1) + "/entries?kind=posting",
                            "Authorization",
                            "Bearer " + token)
                    .body();
            if (entries.contains("\"event\":\"bound\"")) {
                return first("\"number\":\"([0-9]{13})\"", entries).orElseThrow();
            }
        }
        throw new AssertionError("No forklift of the demonstration city has a code: " + devices);
    }

    /** What the sheet of the first start says. */
    private static String sheet(String regex) throws IOException {
        String sheet = Files.readString(Path.of(System.getProperty("teshema.data"), "first-start.txt"));
        return first(regex, sheet).orElseThrow(() -> new AssertionError(regex + " is not on the sheet"));
    }

    private static Optional<String> first(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().findFirst().map(found -> found.group(1));
    }

    private String stage(String version) {
        String all = plugins();
        String mark = "\"name\":\"forklift\",\"version\":\"" + version + "\"";
        int at = all.indexOf(mark);
        if (at < 0) {
            return "none";
        }
        String stage = "\"stage\":\"";
        int from = all.indexOf(stage, at) + stage.length();
        return all.substring(from, all.indexOf('"', from));
    }

    private String plugins() {
        return body("/api/v1/plugins");
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private String body(String path) {
        try {
            return get(path).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + System.getProperty("teshema.http.port") + path);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Accept-Language", "zh");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static Path drop(String name, byte[] jar) throws IOException {
        Path folder = Path.of(System.getProperty("teshema.plugins"));
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(name + ".part"), jar);
        return Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same jar in another version, of the bundle and of what the plugin says of itself, with other words in its view. */
    private static byte[] version(byte[] jar, String version, String words, String otherWords) throws IOException {
        byte[] renumbered = rewritten(jar, "Bundle-Version", version, ascii("1.0.0"), ascii(version));
        return rewritten(renumbered, "Bundle-Version", version, ascii(words), ascii(otherWords));
    }

    private static byte[] ascii(String words) {
        return words.getBytes(StandardCharsets.US_ASCII);
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
