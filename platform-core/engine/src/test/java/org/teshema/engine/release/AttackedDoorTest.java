package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.TestDatabases;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.sm.Signer;

/** What somebody might bring to the door instead of a sound release. */
class AttackedDoorTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** A jar that must not come in, and a word of the refusal. */
    record Attack(String what, String told, Function<DoorCity, byte[]> jar) {
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
                new Attack("by a key that was revoked", "revoked", door -> {
                    door.keys.revoke(door.city.by(OrganisationKind.CITY_BUREAU), door.cityKey.id(), "泄露");
                    return Forklifts.signed("1.1.0", DoorCity.CITY);
                }),
                new Attack("by a key whose time is over", "not valid today", door -> {
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
                new Attack("lower than what was live", "roll back", door -> {
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
                        "a class of the platform's", "", door -> with("org/teshema/api/text/Text.class", new byte[9])),
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

    @Test
    void what_was_refused_never_stands_in_the_way_of_a_sound_release() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            for (Attack attack : attacks().toList().subList(0, 4)) {
                assertThrows(
                        Problem.class,
                        () -> door.releases.store(
                                door.city.by(OrganisationKind.CITY_BUREAU),
                                attack.jar().apply(door)));
            }
            door.live("1.1.0");
            assertEquals(List.of("install 1.1.0"), door.node.deeds);
        }
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
