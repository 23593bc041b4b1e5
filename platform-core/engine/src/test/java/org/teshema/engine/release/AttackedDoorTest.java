package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.sm.Signer;

/** What somebody might bring to the door instead of a sound release. */
class AttackedDoorTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /**
     * A jar that must not come in.
     *
     * @param told a word of the refusal
     * @param aside whether it can be tried beside others; not where the city itself is changed first
     */
    record Attack(String what, String told, Function<DoorCity, byte[]> jar, boolean aside) {
        Attack(String what, String told, Function<DoorCity, byte[]> jar) {
            this(what, told, jar, true);
        }

        /** The same, which changes the city first. */
        static Attack after(String what, String told, Function<DoorCity, byte[]> jar) {
            return new Attack(what, told, jar, false);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                new Attack("unsigned", "not signed", door -> Forklifts.zip(Forklifts.files("1.1.0"))),
                new Attack("no zip at all", "no zip", door -> Forklifts.text("#!/bin/sh\nid\n")),
                new Attack("empty", "no zip", door -> new byte[0]),
                signed("by a key nobody registered", "not registered", order(), DoorCity.NOBODY),
                signed("by a district's key for the city", "does not sign for", order(), DoorCity.DISTRICT),
                signed("by the city's key for a district", "does not sign for", order("310115"), DoorCity.CITY),
                Attack.after("by a key that was revoked", "revoked", door -> {
                    door.keys.revoke(door.city.by(OrganisationKind.CITY_BUREAU), door.cityKey.id(), "泄露");
                    return Forklifts.signed("1.1.0", DoorCity.CITY);
                }),
                Attack.after("by a key whose time is over", "not valid today", door -> {
                    door.city.now = java.time.Instant.parse("2028-12-01T01:00:00Z");
                    return Forklifts.signed("1.1.0", DoorCity.CITY);
                }),
                signed("expired", "good from", order("2025-01-01", "2026-11-23"), DoorCity.CITY),
                signed("signed in the future", "good from", order("2027-01-01", "2027-11-20"), DoorCity.CITY),
                signed(
                        "asking for a permission nobody knows",
                        "permission",
                        new ReleaseJar.Order(
                                "forklift",
                                "1.1.0",
                                "310000",
                                new TreeSet<>(List.of("archive.all")),
                                LocalDate.of(2026, 11, 20),
                                LocalDate.of(2027, 11, 20)),
                        DoorCity.CITY),
                new Attack(
                        "of another name than it says itself",
                        "its info()",
                        door -> Forklifts.signed(Forklifts.files("1.1.0"), named("lorry", "1.1.0"), DoorCity.CITY)),
                new Attack(
                        "of a higher version than it says itself",
                        "its info()",
                        door -> Forklifts.signed(Forklifts.files("1.1.0"), named("forklift", "9.9.9"), DoorCity.CITY)),
                new Attack(
                        "of a district, with a plugin of the city's",
                        "its info()",
                        door -> Forklifts.signed(Forklifts.files("1.1.0"), order("310115"), DoorCity.DISTRICT)),
                Attack.after("lower than what was live", "roll back", door -> {
                    door.live("1.2.0");
                    return Forklifts.signed("1.1.0", DoorCity.CITY);
                }),
                manifest("a fragment of the engine", "Fragment-Host: org.teshema.engine"),
                manifest("an extension of the framework", "Fragment-Host: system.bundle;extension:=framework"),
                manifest("with an activator", "Bundle-Activator: org.example.Evil"),
                manifest("with an activator of an extension", "ExtensionBundle-Activator: org.example.Evil"),
                manifest("with native code", "Bundle-NativeCode: x.so"),
                manifest("that requires the engine", "Require-Bundle: org.teshema.engine"),
                manifest("that imports whatever it likes", "DynamicImport-Package: *"),
                manifest("that exports", "Export-Package: org.teshema.api.text;version=\"9.0\""),
                manifest("with another class path", "Bundle-ClassPath: lib/evil.jar,."),
                imports("the engine", "org.teshema.engine.codes"),
                imports("the framework", "org.osgi.framework"),
                imports("the JDK's SQL", "javax.sql"),
                imports("an API that is not there", "org.teshema.api.jobs;version=\"[1.0,2)\""),
                imports("an API of another generation", "org.teshema.api.text;version=\"[7.0,8)\""),
                new Attack("a jar within the jar", "no further programs", door -> with("lib/evil.jar", new byte[9])),
                new Attack("a class file that is none", "no class file", door -> with("a/Evil.class", new byte[9])),
                new Attack(
                        "a class of the platform's",
                        "no classes of the platform's",
                        door -> with("org/teshema/api/text/Text.class", code("org/teshema/api/text/Text.class"))),
                new Attack("without a plugin's service", "registers no plugin", door -> {
                    Map<String, byte[]> files = Forklifts.files("1.1.0");
                    files.remove("OSGI-INF/forklift.xml");
                    return Forklifts.signed(files, Forklifts.order("1.1.0"), DoorCity.CITY);
                }));
    }

    private static ReleaseJar.Order order() {
        return Forklifts.order("1.1.0");
    }

    private static ReleaseJar.Order order(String district) {
        return new ReleaseJar.Order(
                "forklift", "1.1.0", district, new TreeSet<>(), LocalDate.of(2026, 11, 20), LocalDate.of(2027, 11, 20));
    }

    private static ReleaseJar.Order order(String signed, String expires) {
        return new ReleaseJar.Order(
                "forklift", "1.1.0", "310000", new TreeSet<>(), LocalDate.parse(signed), LocalDate.parse(expires));
    }

    private static ReleaseJar.Order named(String name, String version) {
        return new ReleaseJar.Order(
                name, version, "310000", new TreeSet<>(), LocalDate.of(2026, 11, 20), LocalDate.of(2027, 11, 20));
    }

    private static Attack signed(String what, String told, ReleaseJar.Order order, Signer signer) {
        return new Attack(what, told, door -> Forklifts.signed(Forklifts.files("1.1.0"), order, signer));
    }

    private static Attack manifest(String what, String line) {
        return new Attack(
                what,
                line.substring(0, line.indexOf(':')),
                door -> changed(text -> text.replace("Service-Component", line + "\r\nService-Component")));
    }

    private static Attack imports(String what, String imported) {
        return new Attack(
                "importing " + what,
                imported.split(";", -1)[0],
                door -> changed(
                        text -> text.replace("Import-Package: java.util,", "Import-Package: " + imported + ",\r\n ")));
    }

    private static byte[] changed(java.util.function.UnaryOperator<String> change) {
        Map<String, byte[]> files = Forklifts.files("1.1.0");
        String text = new String(files.get(MANIFEST), java.nio.charset.StandardCharsets.UTF_8);
        files.put(MANIFEST, Forklifts.text(change.apply(text)));
        return Forklifts.signed(files, Forklifts.order("1.1.0"), DoorCity.CITY);
    }

    private static byte[] with(String path, byte[] content) {
        Map<String, byte[]> files = Forklifts.files("1.1.0");
        files.put(path, content);
        return Forklifts.signed(files, Forklifts.order("1.1.0"), DoorCity.CITY);
    }

    private static byte[] code(String path) {
        try (InputStream in = Text.class.getClassLoader().getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void it_is_refused_in_words_and_nothing_is_kept(Attack attack) {
        try (var door = new DoorCity(TestDatabases.h2())) {
            byte[] jar = attack.jar().apply(door);
            long before = door.city.count("select count(*) from plugin_release");
            Problem refused = assertThrows(
                    Problem.class, () -> door.releases.store(door.city.by(OrganisationKind.CITY_BUREAU), jar));
            assertEquals(ProblemType.RELEASE_REFUSED, refused.type());
            assertTrue(
                    refused.detail().en().contains(attack.told()),
                    refused.detail().en());
            assertEquals(before, door.city.count("select count(*) from plugin_release"));
        }
    }

    /** The very version, and the next one, over and over. */
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_was_refused_never_stands_in_the_way_of_a_sound_release(Database database) {
        try (var door = new DoorCity(database)) {
            for (Attack attack : attacks().filter(Attack::aside).toList()) {
                byte[] jar = attack.jar().apply(door);
                Problem refused = assertThrows(
                        Problem.class,
                        () -> door.releases.store(door.city.by(OrganisationKind.CITY_BUREAU), jar),
                        attack::what);
                assertTrue(
                        refused.detail().en().contains(attack.told()),
                        refused.detail().en());
            }
            assertEquals(0, door.city.count("select count(*) from plugin_release"));
            door.live("1.1.0");
            assertEquals(List.of("install 1.1.0"), door.node.deeds);
            for (Attack attack : attacks().filter(Attack::aside).toList()) {
                byte[] jar = attack.jar().apply(door);
                assertThrows(Problem.class, () -> door.releases.store(door.city.by(OrganisationKind.CITY_BUREAU), jar));
            }
            door.live("1.2.0");
            assertEquals(
                    "1.2.0",
                    door.installations
                            .get("forklift")
                            .live()
                            .orElseThrow()
                            .origin()
                            .version());
        }
    }

    @Test
    void there_are_as_many_as_is_told() {
        long aside = attacks().filter(Attack::aside).count();
        assertTrue(
                attacks().count() >= 33 && aside >= 30,
                () -> aside + " of " + attacks().count());
        assertEquals(attacks().count(), attacks().map(Attack::what).distinct().count());
        assertEquals(List.of(), attacks().filter(one -> one.told().isBlank()).toList(), "any refusal would do");
    }

    @Test
    void a_release_in_the_database_that_the_gate_did_not_sign_is_not_installed_and_the_sound_ones_are() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            Release kept = door.releases.store(
                    door.city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.1.0", DoorCity.CITY));
            door.installations.install(door.city.by(OrganisationKind.CITY_BUREAU), kept.id(), "测试");
            byte[] other = Forklifts.signed("1.1.0", DoorCity.CITY);
            door.city.database.write(
                    unit -> unit.update("update plugin_release set jar = ? where id = ?", other, kept.id()));
            door.convergence.look();
            assertEquals(List.of(), door.node.deeds);
            Installation told = door.installations.get("forklift");
            assertTrue(told.here().reason().orElseThrow().en().contains("not what the city's gate signed"));
        }
    }
}
