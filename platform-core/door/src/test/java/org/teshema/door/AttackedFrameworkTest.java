package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;
import org.teshema.door.House.Part;

/** Ways past the installers, tried on the framework that runs: with the door, without it, and with one part of it missing. */
class AttackedFrameworkTest {
    private static final Set<Part> ALL = EnumSet.allOf(Part.class);
    private static final AtomicInteger TRIED = new AtomicInteger();
    private static final AtomicInteger IN = new AtomicInteger();

    @TempDir
    Path folder;

    /** What is tried, and the part of the door without which it works; null where several stand in its way. */
    record Attack(String what, Part without, Act act) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Something done to a house; what it throws did not work. */
    interface Act {
        void on(House house) throws Exception;
    }

    static List<Attack> attacks() {
        return List.of(
                new Attack("started as anybody would", Part.LISTENER, house -> start(house, Jar.intruder("intruder"))),
                new Attack(
                        "asks for nothing before it runs",
                        null,
                        house -> start(
                                house,
                                Jar.intruder("intruder")
                                        .without("Import-Package")
                                        .with("DynamicImport-Package", "*"))),
                new Attack(
                        "started by one who heard of it first",
                        Part.HOOK,
                        house -> install(house, Jar.intruder("intruder").with("Eager", "yes"))),
                new Attack(
                        "started first, asking for nothing",
                        Part.HOOK,
                        house -> install(
                                house,
                                Jar.intruder("intruder")
                                        .without("Import-Package")
                                        .with("DynamicImport-Package", "*")
                                        .with("Eager", "yes"))),
                new Attack(
                        "with optional imports only",
                        null,
                        house -> start(
                                house,
                                Jar.intruder("intruder")
                                        .with("Import-Package", "org.osgi.framework;resolution:=optional"))),
                new Attack(
                        "of the oldest kind of manifest",
                        null,
                        house -> start(house, Jar.intruder("intruder").without("Bundle-ManifestVersion"))),
                new Attack("started lazily", null, house -> {
                    Bundle bundle = install(house, Jar.intruder("intruder").with("Bundle-ActivationPolicy", "lazy"));
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                    bundle.loadClass(Intruder.class.getName());
                }),
                new Attack("a fragment of one of ours", null, house -> {
                    Bundle host = house.ours("host");
                    install(house, Jar.named("intruder").with("Fragment-Host", "org.example.host"));
                    refresh(house, host);
                }),
                new Attack("a fragment that is there before its host", null, house -> {
                    install(house, Jar.named("intruder").with("Fragment-Host", "org.example.host"));
                    house.ours("host");
                }),
                new Attack("offers a package that one of ours may use", null, house -> {
                    install(
                            house,
                            Jar.named("intruder")
                                    .with("Export-Package", "intruder.offer")
                                    .holding("intruder/offer/" + House.MARK, "in"));
                    house.ours("needy");
                }),
                new Attack("offers a package that one of ours asks for later", null, house -> {
                    Bundle needy = house.ours("needy");
                    install(
                            house,
                            Jar.named("intruder")
                                    .with("Export-Package", "intruder.later")
                                    .holding("intruder/later/" + House.MARK, "in"));
                    needy.getResource("intruder/later/" + House.MARK);
                }),
                new Attack("requires one of ours", null, house -> {
                    house.ours("host");
                    start(house, Jar.intruder("intruder").with("Require-Bundle", "org.example.host"));
                }),
                new Attack(
                        "provides a capability",
                        null,
                        house -> start(
                                house,
                                Jar.intruder("intruder").with("Provide-Capability", "osgi.service;objectClass=x"))),
                new Attack("an extension of the framework", Part.EXTENSIONS, house -> {
                    install(house, extension("ExtensionBundle-Activator"));
                    house.ours("host");
                }),
                new Attack("an extension in Felix's own words", Part.EXTENSIONS, house -> {
                    install(house, extension("Felix-Activator"));
                    house.ours("host");
                }),
                new Attack("an extension that is refreshed", null, house -> {
                    Bundle extension = install(house, extension("ExtensionBundle-Activator"));
                    refresh(house, extension);
                    house.ours("host");
                }),
                new Attack("an extension that comes twice", Part.EXTENSIONS, house -> {
                    install(house, extension("ExtensionBundle-Activator"));
                    house.install(
                            "elsewhere",
                            extension("ExtensionBundle-Activator")
                                    .with("Bundle-Version", "2.0.0")
                                    .bytes());
                    house.ours("host");
                }),
                new Attack("an extension of the boot class path", null, house -> {
                    install(
                            house,
                            Jar.intruder("intruder").with("Fragment-Host", "system.bundle;extension:=bootclasspath"));
                    house.ours("host");
                }),
                new Attack("in the place of one of ours", Part.LISTENER, house -> {
                    Bundle host = house.ours("host");
                    host.update(stream(Jar.intruder("org.example.host")));
                    host.start();
                }),
                new Attack("in the place of one of ours, which becomes an extension", Part.EXTENSIONS, house -> {
                    Bundle host = house.ours("host");
                    host.update(stream(extension("ExtensionBundle-Activator")));
                    house.ours("later");
                }),
                new Attack(
                        "by reference to a jar elsewhere",
                        null,
                        house -> reference(
                                house,
                                Files.write(
                                        house.folder().resolve("elsewhere.jar"), marked(Jar.intruder("intruder"))))),
                new Attack(
                        "by reference to a copy of one of ours, to be changed afterwards",
                        Part.PLACES,
                        house -> reference(
                                house,
                                Files.write(
                                        house.folder().resolve("copy.jar"),
                                        House.ours().get("host").bytes()))),
                new Attack("by reference to a folder", null, house -> reference(house, unpacked(house))),
                new Attack(
                        "where a release would be installed",
                        null,
                        house -> house.install(
                                        "teshema:release/310000/template/1.0.0", marked(Jar.intruder("intruder")))
                                .start()),
                new Attack("at the place of a release that was permitted", null, house -> {
                    house.trust().permit("teshema:release/310000/template/1.0.0", Sm3.hex(new byte[] {1}));
                    house.install("teshema:release/310000/template/1.0.0", marked(Jar.intruder("intruder")))
                            .start();
                }),
                new Attack("a permitted release at another place", null, house -> {
                    byte[] jar = marked(Jar.intruder("intruder"));
                    house.trust().permit("teshema:release/310000/template/1.0.0", Sm3.hex(jar));
                    house.install("intruder", jar).start();
                }),
                new Attack("a release whose permit was withdrawn", null, house -> {
                    byte[] jar = marked(Jar.intruder("intruder"));
                    house.trust().permit("teshema:release/310000/template/1.0.0", Sm3.hex(jar));
                    house.trust().withdraw("teshema:release/310000/template/1.0.0");
                    house.install("teshema:release/310000/template/1.0.0", jar).start();
                }),
                new Attack(
                        "one of ours with a file more",
                        null,
                        house -> start(house, House.ours().get("host"))),
                new Attack(
                        "from the plugin folder",
                        null,
                        house -> house.install(
                                        house.folder()
                                                .resolve("plugins/intruder.jar")
                                                .toUri()
                                                .toString(),
                                        marked(Jar.intruder("intruder")))
                                .start()),
                new Attack(
                        "left in the cache from before there was a door",
                        Part.SWEEP,
                        house -> house.before(() -> start(house, Jar.intruder("intruder")))),
                new Attack(
                        "a fragment left in the cache",
                        Part.SWEEP,
                        house -> house.before(() -> {
                            house.ours("host");
                            install(house, Jar.named("intruder").with("Fragment-Host", "org.example.host"));
                        })),
                new Attack("swapped in the cache while nothing ran", Part.SWEEP, house -> {
                    Bundle host = house.ours("host");
                    Path stored = house.stored(host);
                    house.shut();
                    Files.write(stored, marked(Jar.intruder("org.example.host")));
                    house.reopen();
                }),
                new Attack("swapped in what was taken out of one of ours", Part.EXTRACTED, house -> {
                    Bundle nested = house.ours("nested");
                    assertTrue(nested.getResource("inner.txt") != null, "it was taken out");
                    Path inner = Path.of(house.stored(nested) + "-embedded/inner.jar");
                    house.shut();
                    Files.write(inner, marked(Jar.named("inner")));
                    house.reopen();
                }));
    }

    private static Jar extension(String activator) {
        return Jar.intruder("intruder")
                .without("Bundle-Activator")
                .without("Import-Package")
                .with("Fragment-Host", "system.bundle;extension:=framework")
                .with(activator, Intruder.class.getName());
    }

    private static Bundle install(House house, Jar jar) throws BundleException {
        return house.install("intruder", marked(jar));
    }

    private static void start(House house, Jar jar) throws BundleException {
        install(house, jar).start();
    }

    private static void reference(House house, Path file) throws BundleException {
        house.context().installBundle("reference:" + file.toUri()).start();
    }

    private static void refresh(House house, Bundle bundle) throws InterruptedException {
        var done = new CountDownLatch(1);
        house.context()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        assertTrue(done.await(20, TimeUnit.SECONDS), "the refresh has an end");
    }

    private static byte[] marked(Jar jar) {
        return jar.holding(House.MARK, "in").bytes();
    }

    private static java.io.InputStream stream(Jar jar) {
        return new java.io.ByteArrayInputStream(marked(jar));
    }

    private static Path unpacked(House house) throws Exception {
        Path folder = Files.createDirectories(house.folder().resolve("unpacked"));
        Path code = folder.resolve(Intruder.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(code.getParent());
        Files.createDirectories(folder.resolve("META-INF"));
        try (var in = new JarInputStream(stream(Jar.intruder("intruder")));
                var out = Files.newOutputStream(folder.resolve("META-INF/MANIFEST.MF"))) {
            in.getManifest().write(out);
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), in.readAllBytes());
            }
        }
        return folder;
    }

    static Stream<Attack> attacksOnOnePart() {
        return attacks().stream().filter(attack -> attack.without() != null);
    }

    static Stream<Attack> attacksThatWork() {
        // Felix knows no extension of the boot class path.
        return attacks().stream().filter(attack -> !attack.what().contains("boot class path"));
    }

    @BeforeEach
    void nothing_ran() {
        System.clearProperty(Intruder.RAN);
    }

    @AfterAll
    static void count() {
        System.out.println("attacks on the framework: " + TRIED + " tried, " + IN + " got in");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void it_stays_out_and_what_is_ours_still_comes_in(Attack attack) throws Exception {
        try (var house = new House(folder, ALL)) {
            boolean invaded = isInvaded(house, attack);
            TRIED.incrementAndGet();
            IN.addAndGet(invaded ? 1 : 0);
            assertFalse(invaded, attack.what());
            assertEquals(Bundle.ACTIVE, house.ours("later").getState());
            assertEquals(Bundle.ACTIVE, house.ours("only").getState());
        }
    }

    @ParameterizedTest
    @MethodSource("attacksThatWork")
    void without_a_door_it_comes_in(Attack attack) throws Exception {
        try (var house = new House(folder, Set.of())) {
            assertTrue(isInvaded(house, attack), attack.what());
        }
    }

    @ParameterizedTest
    @MethodSource("attacksOnOnePart")
    void without_that_part_of_the_door_it_comes_in(Attack attack) throws Exception {
        EnumSet<Part> rest = EnumSet.complementOf(EnumSet.of(attack.without()));
        try (var house = new House(folder, rest)) {
            assertTrue(isInvaded(house, attack), attack.what() + " without " + attack.without());
        }
    }

    @Test
    void every_part_of_the_door_stands_in_the_way_of_something() {
        assertEquals(
                EnumSet.allOf(Part.class),
                EnumSet.copyOf(attacksOnOnePart().map(Attack::without).toList()));
    }

    @Test
    void there_are_as_many_as_is_told_and_all_but_one_work_without_a_door() {
        assertTrue(attacks().size() >= 33, () -> "only " + attacks().size());
        assertEquals(
                attacks().size(),
                attacks().stream().map(Attack::what).distinct().count());
        assertEquals(attacks().size() - 1, attacksThatWork().count());
    }

    private static boolean isInvaded(House house, Attack attack) throws Exception {
        try {
            attack.act().on(house);
        } catch (BundleException | IllegalStateException | ClassNotFoundException | NullPointerException e) {
            // It did not work, or it worked before it failed. Felix says so in odd ways when a bundle goes while it is
            // updated.
        }
        return house.isInvaded();
    }
}
