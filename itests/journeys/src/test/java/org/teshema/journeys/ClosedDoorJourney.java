package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody wants to run code in a platform in production and goes by every way in: the release door, a plugin folder that was left on,
 * the console with and without the role to install, what would manage it from outside, and the bundle cache while nothing runs.
 */
class ClosedDoorJourney {
    private static final String JAR = "application/java-archive";
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final String INSTALLED = "/api/v1/plugins/installations/forklift";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path desk;

    private RunningPlatform platform;
    private Api anybody;
    private int tried;

    @Test
    void nothing_gets_in_and_what_is_sound_still_does() throws Exception {
        try (RunningPlatform started = RunningPlatform.unpacked()
                .inProduction()
                .withFolderLeftOn()
                .withOperator("operator", "journey", "_g_:operators")
                .withOperator("installer", "journey", "_g_:operators,installer")) {
            platform = started.start();
            anybody = Api.anybody(platform);
            await("elevator", "SERVING");
            assertFalse(anybody.get("/", "text/html").expect(200).body().contains("开发模式"));
            Api city = anybody.logIn("admin", platform.password("admin"));
            byte[] release = byTheDoor(city);
            byTheFolder(release);
            byTheConsole();
            byManagement();
            install(city, release, "1.1.0");

            whileNothingRuns();
            await("elevator", "SERVING");
            await("ride", "SERVING");
            Waiting.until("the release is back", SOON, () -> here().equals("1.1.0"));
            nobodyIsIn();
            // The console writes down, with its trace, that a command failed which somebody typed there.
            assertEquals(
                    List.of(),
                    platform.unexpectedLogLines("not let in: ", "support.ShellUtil", "\tat "),
                    "unexpected lines in the log");
            whoIsLetInLeavesAMark();
            withoutADoor();
            System.out.println("attacks on the running platform: " + tried + " tried, 0 got in");
            assertTrue(tried >= 50, () -> "only " + tried + " attacks");
        }
    }

    /** Brings what is no sound release; returns one that is. */
    private byte[] byTheDoor(Api city) throws IOException {
        var signing = new SigningDesk(desk);
        signing.registered(city, "city", "310000");
        signing.registered(city, "putuo", "310107");
        signing.made("nobody");
        byte[] sound = signing.signed("city", PluginJars.next(), "1.1.0", "310000");
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put("unsigned", PluginJars.next());
        attacks.put("a byte changed", IntruderJars.flipped(sound));
        attacks.put("without its record", IntruderJars.without(sound, "META-INF/teshema/release"::equals));
        attacks.put("without its signature", IntruderJars.without(sound, path -> path.endsWith(".sig")));
        attacks.put("a file more", IntruderJars.with(sound, "a.txt", new byte[1]));
        attacks.put("a file less", IntruderJars.without(sound, path -> path.startsWith("OSGI-INF/")));
        attacks.put("a name twice", IntruderJars.twice(sound));
        attacks.put("something before it", IntruderJars.joined(IntruderJars.text("#!/bin/sh\n"), sound));
        attacks.put("something behind it", IntruderJars.joined(sound, IntruderJars.text("more")));
        attacks.put("cut off", java.util.Arrays.copyOf(sound, sound.length - 9));
        attacks.put("by nobody's key", signing.signed("nobody", PluginJars.next(), "1.1.0", "310000"));
        attacks.put("by another district's key", signing.signed("putuo", PluginJars.next(), "1.1.0", "310000"));
        attacks.put("of another version", signing.signed("city", PluginJars.next(), "1.2.0", "310000"));
        for (Map.Entry<String, byte[]> attack : attacks.entrySet()) {
            tried++;
            assertEquals(422, city.upload(RELEASES, JAR, attack.getValue()).status(), attack.getKey());
        }
        assertEquals(0, city.all(RELEASES).size());
        return sound;
    }

    /** Lays jars into a folder that somebody left on. Nothing is let in, however well it is signed. */
    private void byTheFolder(byte[] release) throws IOException {
        byte[] shipped = Files.readAllBytes(platform.home().resolve("deploy/teshema-plugin-ride.jar"));
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put("shipped-and-more", IntruderJars.joined(shipped, new byte[1]));
        attacks.put("shipped-changed", IntruderJars.with(shipped, "a.txt", new byte[1]));
        attacks.put("plain", IntruderJars.named("in.plain"));
        attacks.put("dynamic", IntruderJars.named("in.dynamic", "Import-Package:", "DynamicImport-Package: *"));
        attacks.put("lazy", IntruderJars.named("in.lazy", "Bundle-ActivationPolicy: lazy"));
        attacks.put("fragment", IntruderJars.named("in.fragment", "Fragment-Host: org.teshema.engine"));
        attacks.put(
                "extension",
                IntruderJars.named(
                        "in.extension",
                        "Bundle-Activator:",
                        "Import-Package:",
                        "Fragment-Host: system.bundle;extension:=framework",
                        "ExtensionBundle-Activator: " + Intruder.class.getName()));
        attacks.put(
                "felix",
                IntruderJars.named(
                        "in.felix",
                        "Bundle-Activator:",
                        "Import-Package:",
                        "Fragment-Host: system.bundle;extension:=framework",
                        "Felix-Activator: " + Intruder.class.getName()));
        attacks.put("api", IntruderJars.named("in.api", "Export-Package: org.teshema.api.text;version=1.99"));
        attacks.put("engine", IntruderJars.named("org.teshema.engine"));
        attacks.put("door", IntruderJars.named("org.teshema.door"));
        attacks.put("unsigned", PluginJars.built());
        attacks.put("signed", release);
        // Nobody unpacks these here. They come first: when the jars after them were looked at, so were they.
        tried += 2;
        Path bundle = Files.write(desk.resolve("of-a-feature.jar"), IntruderJars.named("in.of-a-feature"));
        PluginJars.drop(
                IntruderJars.features("intruding-feature", "file:" + bundle), platform.plugins(), "features.xml");
        PluginJars.drop(IntruderJars.kar("intruding-archive"), platform.plugins(), "archive.kar");
        for (Map.Entry<String, byte[]> attack : attacks.entrySet()) {
            tried++;
            PluginJars.drop(attack.getValue(), platform.plugins(), attack.getKey() + ".jar");
        }
        tried++;
        PluginJars.drop(IntruderJars.named("in.renamed"), platform.plugins(), "renamed.kar");
        refused("/renamed.kar");
        attacks.keySet().stream()
                .filter(name -> !name.startsWith("shipped"))
                .forEach(name -> refused("/" + name + ".jar"));
        // These would come in the place of the one that serves: it still does, or again.
        await("ride", "SERVING");
        nobodyIsIn();
    }

    private void byTheConsole() throws IOException {
        Path plain = Files.write(desk.resolve("shell.jar"), IntruderJars.named("in.shell"));
        try (var operator = new ConsoleSession(platform, "operator", "journey")) {
            Path mark = platform.data().resolve(Intruder.FILE);
            for (String line : List.of(
                    "bundle:install -s file:" + plain,
                    "feature:repo-add file:" + plain,
                    "shell:exec touch " + mark,
                    "config:property-set -p org.teshema.scan emergency.number 0",
                    "jaas:realm-manage --realm karaf",
                    "bundle:stop org.teshema.door")) {
                tried++;
                assertTrue(operator.typed(line).contains("Command not found"), line);
            }
            assertFalse(platform.logText().contains("/shell.jar"), "it did not even come to the door");
            assertTrue(Files.readString(platform.home().resolve("etc/org.teshema.scan.cfg"))
                    .contains("emergency.number = 110"));
        }
        try (var installer = new ConsoleSession(platform, "installer", "journey")) {
            // What the folder brought did not become a feature.
            String repositories = installer.typed("feature:repo-list") + installer.typed("feature:list");
            assertTrue(repositories.contains("teshema-platform"), repositories);
            assertFalse(repositories.contains("intruding"), repositories);
            byInstaller(installer, plain);
            String bundles = installer.typed("bundle:list -t 0 -s");
            assertEquals("", inside(bundles));
            assertEquals(List.of(), waysIn(bundles), "bundles that would be another way in");
        }
        nobodyIsIn();
    }

    /** Somebody who may install what he likes. */
    private void byInstaller(ConsoleSession console, Path plain) throws IOException {
        tried += 9;
        console.typed("bundle:install -s file:" + plain);
        refused("/shell.jar");
        Path reference = Files.write(desk.resolve("reference.jar"), IntruderJars.named("in.reference"));
        console.typed("bundle:install -s reference:file:" + reference);
        refused("/reference.jar");
        Path copy = Files.copy(platform.home().resolve("deploy/teshema-plugin-ride.jar"), desk.resolve("copy.jar"));
        // The framework has one of that name and version already, and asks no further.
        console.typed("bundle:install -s reference:file:" + copy);
        assertEquals(
                1,
                console.typed("bundle:list -t 0 -s")
                        .lines()
                        .filter(line -> line.contains("org.teshema.plugin.ride"))
                        .count(),
                "the copy is no second one");
        Path fragment = Files.write(
                desk.resolve("part.jar"), IntruderJars.named("in.part", "Fragment-Host: org.teshema.engine"));
        console.typed("bundle:install -s file:" + fragment);
        refused("/part.jar");
        Path extension = Files.write(
                desk.resolve("more.jar"),
                IntruderJars.named(
                        "in.more",
                        "Bundle-Activator:",
                        "Import-Package:",
                        "Fragment-Host: system.bundle;extension:=framework",
                        "ExtensionBundle-Activator: " + Intruder.class.getName()));
        console.typed("bundle:install -s file:" + extension);
        refused("/more.jar");
        Path inFeature = Files.write(desk.resolve("feature.jar"), IntruderJars.named("in.feature"));
        Path features =
                Files.write(desk.resolve("features.xml"), IntruderJars.features("intruder", "file:" + inFeature));
        console.typed("feature:repo-add file:" + features);
        console.typed("feature:install intruder");
        refused("/feature.jar");
        console.typed("bundle:stop org.teshema.door");
        Path later = Files.write(desk.resolve("later.jar"), IntruderJars.named("in.later"));
        console.typed("bundle:install -s file:" + later);
        refused("/later.jar");
        console.typed("bundle:start org.teshema.door");
        Path update = Files.write(desk.resolve("update.jar"), IntruderJars.named("in.update"));
        console.typed("bundle:update " + bundle("ride") + " file:" + update);
        refused("in.update 99.0.0");
        await("ride", "SERVING");
    }

    /** What manages a Karaf from outside: nothing of it is there to be spoken to. */
    private void byManagement() {
        assertEquals(
                Set.of(platform.base().getPort(), platform.shellPort()),
                platform.listening(),
                "ports that the process listens at");
        tried++;
        String agent = Tools.run(List.of(
                        System.getProperty("java.home") + "/bin/jcmd",
                        Long.toString(platform.pid()),
                        "ManagementAgent.status"))
                .ok();
        assertTrue(agent.matches("(?s).*Agent *: disabled.*"), agent);
        var stranger = new Api(platform.base(), null, exchange -> {});
        for (String path : List.of("/jolokia/list", "/jmx", "/hawtio/jolokia", "/system/console/bundles")) {
            tried++;
            assertEquals(404, stranger.get(path).status(), path);
        }
    }

    /** Bundles by which a Karaf unpacks archives and features from a folder, or is managed over JMX. */
    private static List<String> waysIn(String bundles) {
        return bundles.lines()
                .filter(
                        line -> line.matches(
                                ".*(karaf\\.kar|karaf\\.deployer|karaf\\.wrap|karaf\\.management|aries\\.jmx|jolokia|blueprint).*"))
                .toList();
    }

    /** Changes what lies in the bundle cache. */
    private void whileNothingRuns() throws IOException {
        tried += 2;
        Path cache = platform.home().resolve("data/cache");
        Path swapped = cache.resolve("bundle" + bundle("crane") + "/version0.0/bundle.jar");
        Path inner;
        try (var files = Files.walk(cache)) {
            inner = files.filter(file -> file.toString().matches(".*-embedded/.*hibernate-core.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        platform.stop();
        Files.write(swapped, IntruderJars.named("in.swapped"));
        Files.write(inner, IntruderJars.named("in.inner"));
        platform.start();
        refused("in.swapped 99.0.0");
        await("crane", "SERVING");
    }

    /**
     * The same jars in the same folder, where the door lets a developer's in: what was looked for all the while is there then. A lazy
     * one would wait for somebody to use it; what the others would do is shown where the door is tested, on a framework that has none.
     */
    private void whoIsLetInLeavesAMark() throws IOException {
        platform.stop();
        Set<String> kept = Set.of("plain.jar", "dynamic.jar", "renamed.kar");
        try (var files = Files.list(platform.plugins())) {
            for (Path file : files.toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        nobodyIsIn();
        platform.with("teshema.mode", "developer").withUndecided(2).start();
        Path mark = platform.data().resolve(Intruder.FILE);
        Waiting.until(
                "those that were let in leave their marks",
                Duration.ofMinutes(1),
                () -> marks(mark).containsAll(Set.of("in.plain", "in.dynamic", "in.renamed")));
        platform.with("teshema.mode", "production");
    }

    private static List<String> marks(Path mark) {
        try {
            return Files.exists(mark) ? Files.readAllLines(mark) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A door that cannot know what was shipped lets nothing start. */
    private void withoutADoor() throws IOException {
        platform.stop();
        Path list = platform.home().resolve("system/shipped.sm3");
        Files.writeString(list, Files.readString(list).replace("teshema-shipped-v1", "teshema-shipped-v9"));
        AssertionError ended = assertThrows(AssertionError.class, platform::start);
        assertTrue(ended.getMessage().contains("插件之门无法关闭"), ended.getMessage());
    }

    private void install(Api city, byte[] release, String version) {
        String id = city.upload(RELEASES, JAR, release).expect(201).text("id");
        city.post(RELEASES + "/" + id + "/install", Map.of("reason", "首发")).expect(200);
        Waiting.until("forklift " + version + " serves", SOON, () -> here().equals(version));
    }

    private String here() {
        JsonNode here = anybody.get(INSTALLED).expect(200).json();
        return here.path("stage").asText().equals("SERVING") ? here.path("here").asText() : "";
    }

    private void await(String plugin, String stage) {
        Waiting.until(
                plugin + " is " + stage,
                SOON,
                () -> anybody.all("/api/v1/plugins").stream()
                        .anyMatch(one -> one.path("name").asText().equals(plugin)
                                && one.path("stage").asText().equals(stage)));
    }

    private String bundle(String plugin) {
        return anybody.all("/api/v1/plugins").stream()
                .filter(one -> one.path("name").asText().equals(plugin))
                .map(one -> one.path("bundle").asText())
                .findFirst()
                .orElseThrow();
    }

    private void refused(String words) {
        Waiting.until(
                "the log tells that " + words + " was refused",
                SOON,
                () -> platform.logText()
                        .lines()
                        .anyMatch(line -> line.contains("not let in: ") && line.contains(words)));
    }

    private void nobodyIsIn() {
        assertFalse(Files.exists(platform.data().resolve(Intruder.FILE)), "an intruder ran");
    }

    /** Lines of a list of bundles that name an intruder. */
    private static String inside(String bundles) {
        assertTrue(bundles.contains("org.teshema.engine"), bundles);
        return String.join(
                "\n",
                bundles.lines()
                        .filter(line -> line.contains(" in.") || line.contains("99.0.0"))
                        .toList());
    }
}
