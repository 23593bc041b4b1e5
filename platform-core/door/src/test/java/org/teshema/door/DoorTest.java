package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The door as the activator shuts it. */
class DoorTest {
    private static final String RELEASE = "teshema:release/310000/template/1.0.0";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private House house;
    private BundleContext own;

    @BeforeEach
    void a_house_without_a_door() throws Exception {
        System.clearProperty(Intruder.RAN);
        house = new House(folder, Set.of());
        own = house.ours("host").getBundleContext();
    }

    @AfterEach
    void close() throws Exception {
        System.clearProperty(Mode.PROPERTY);
        System.clearProperty("teshema.plugins");
        System.clearProperty("teshema.door.also");
        house.close();
    }

    private Door shut() throws Exception {
        Map<String, Jar> shipped = new TreeMap<>(House.ours());
        shipped.put("engine", engine());
        var list = new StringBuilder("teshema-shipped-v1\n");
        shipped.forEach((name, jar) -> list.append(Sm3.hex(jar.bytes()))
                .append("  system/")
                .append(name)
                .append(".jar\n"));
        Files.writeString(folder.resolve(ShippedList.PATH), list);
        return Door.shut(own, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @Test
    void the_engine_that_was_shipped_lets_a_release_in_and_nobody_else_can() throws Exception {
        shut();
        BundleContext engine = started("ours:engine", engine()).getBundleContext();
        BundleContext other = house.ours("later").getBundleContext();
        ServiceReference<Permits> permits = house.context().getServiceReference(Permits.class);
        assertNull(other.getService(permits));
        assertNotNull(engine.getService(permits));

        byte[] release = Jar.named("template").bytes();
        engine.getService(permits).permit(RELEASE, release);
        Bundle installed = house.install(RELEASE, release);
        installed.start();
        assertEquals(Bundle.ACTIVE, installed.getState());
    }

    @Test
    void an_engine_that_was_not_shipped_is_none() throws Exception {
        shut();
        Bundle engine =
                house.install("engine", engine().holding("more.txt", "more").bytes());
        assertEquals(Bundle.UNINSTALLED, engine.getState());
    }

    @Test
    void to_stop_the_doors_bundle_opens_nothing() throws Exception {
        shut();
        Bundle door = own.getBundle();
        door.stop();
        door.uninstall();
        Bundle intruder = house.install("intruder", Jar.intruder("intruder").bytes());
        assertEquals(Bundle.UNINSTALLED, intruder.getState());
        assertNull(System.getProperty(Intruder.RAN));
    }

    @Test
    void what_is_there_already_is_looked_at_and_releases_wait_for_the_engine_without_a_word() throws Exception {
        started("intruder", Jar.named("intruder"));
        started(RELEASE, Jar.named("template"));
        Door door = shut();
        assertEquals(1, house.context().getBundles().length - 1, "ours alone");
        List<Refusal> told = new ArrayList<>();
        door.tell(told::add);
        assertEquals(
                List.of("intruder 1.0.0"), told.stream().map(Refusal::bundle).toList());
        assertTrue(errors.toString(StandardCharsets.UTF_8).contains("未放行 / not let in: intruder 1.0.0 (intruder)"));
    }

    @Test
    void a_developer_has_a_folder_and_what_else_was_named_but_no_fragments() throws Exception {
        System.setProperty(Mode.PROPERTY, "developer");
        System.setProperty("teshema.plugins", folder.resolve("plugins").toString());
        System.setProperty("teshema.door.also", "mvn:org.example/, probe");
        assertEquals(Mode.DEVELOPER, shut().mode());
        String inFolder = folder.resolve("plugins/mine.jar").toUri().toString();
        assertEquals(Bundle.ACTIVE, started(inFolder, Jar.named("mine")).getState());
        assertEquals(
                Bundle.ACTIVE,
                started("mvn:org.example/one/1", Jar.named("one")).getState());
        assertEquals(Bundle.ACTIVE, started("probe-7", Jar.named("two")).getState());
        Jar fragment = Jar.named("part").with("Fragment-Host", "org.example.host");
        assertEquals(
                Bundle.UNINSTALLED,
                house.install(folder.resolve("plugins/part.jar").toUri().toString(), fragment.bytes())
                        .getState());
        assertEquals(
                Bundle.UNINSTALLED,
                house.install("elsewhere", Jar.named("three").bytes()).getState());
    }

    @Test
    void in_production_nothing_comes_from_the_folder_even_what_was_shipped() throws Exception {
        System.setProperty("teshema.plugins", folder.resolve("plugins").toString());
        System.setProperty("teshema.door.also", "mvn:");
        shut();
        byte[] jar = House.ours().get("later").bytes();
        String inFolder = folder.resolve("plugins/later.jar").toUri().toString();
        assertEquals(Bundle.UNINSTALLED, house.install(inFolder, jar).getState());
        assertEquals(
                Bundle.UNINSTALLED,
                house.install("mvn:one", Jar.named("one").bytes()).getState());
        assertEquals(Bundle.ACTIVE, house.ours("later").getState());
    }

    @Test
    void without_the_list_of_what_was_shipped_nothing_starts() {
        var ended = new AtomicInteger();
        new DoorActivator(ended::incrementAndGet).start(own);
        assertEquals(1, ended.get());
    }

    @Test
    void with_a_word_nobody_knows_nothing_starts() throws Exception {
        Files.writeString(
                folder.resolve(ShippedList.PATH), "teshema-shipped-v1\n" + Sm3.hex(new byte[0]) + "  system/a.jar\n");
        System.setProperty(Mode.PROPERTY, "open");
        var ended = new AtomicInteger();
        new DoorActivator(ended::incrementAndGet).start(own);
        assertEquals(1, ended.get());
    }

    private static Jar engine() {
        return Jar.named("org.teshema.engine");
    }

    private Bundle started(String location, Jar jar) throws Exception {
        Bundle bundle = house.install(location, jar.bytes());
        bundle.start();
        return bundle;
    }
}
