package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.faults.Containment;
import org.teshema.faults.Fault;
import org.teshema.faults.FaultJar;
import org.teshema.faults.gallery.LeaksMemory;

/**
 * A district brings one plugin after the other of the fault gallery to a platform in production, signed as its releases are: all to
 * where a district's apps live, and what comes to serve to the platform's own process as well. Each is stopped where the table says, and
 * meanwhile everybody is answered.
 */
class FaultGalleryJourney {
    private static final String JAR = "application/java-archive";
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final String INSTALLATIONS = "/api/v1/plugins/installations/";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String IN_A_HOST = "DISTRICT_HOST";
    private static final String HERE = "IN_PROCESS";
    /** What a host has as it ships, in bytes. */
    private static final int HEAP = 64 << 20;

    @TempDir
    Path desk;

    private Api anybody;
    private Api city;
    private SigningDesk signing;
    private String own;
    private String other;
    private int versions;

    @Test
    void every_fault_is_contained_where_the_table_says() throws Exception {
        try (RunningPlatform platform = RunningPlatform.unpacked()
                .withDemonstrationCity()
                .inProduction()
                .start()) {
            anybody = Api.anybody(platform);
            city = anybody.logIn("admin", platform.password("admin"));
            signing = new SigningDesk(desk);
            signing.registered(city, "own", FaultJar.DISTRICT);
            signing.registered(city, "other", "310104");
            own = bound(FaultJar.DISTRICT);
            other = bound("310104");
            var wrong = new ArrayList<String>();
            wrong.addAll(gallery(IN_A_HOST, Fault.values()));
            leaksUntilItsHostEnds();
            // What still computes after its plugin is gone comes last.
            wrong.addAll(gallery(
                    HERE,
                    Stream.concat(
                                    Fault.all(Containment.GAP, Containment.HARMLESS).stream()
                                            .filter(fault -> fault != Fault.COMPUTES_IN_THE_JDK),
                                    Stream.of(Fault.COMPUTES_IN_THE_JDK))
                            .toArray(Fault[]::new)));
            assertEquals(List.of(), wrong);
            notFlooded(platform.logText());
        }
    }

    /** Brings these there, one after the other; what was not contained where the table says. */
    private List<String> gallery(String tier, Fault... all) throws IOException {
        List<Fault> faults = Stream.of(all)
                .filter(fault -> fault.contained() != Containment.NOT_IN_THIS_PROCESS)
                .toList();
        long began = System.nanoTime();
        Map<Containment, Integer> contained = new EnumMap<>(Containment.class);
        var wrong = new ArrayList<String>();
        for (Fault fault : faults) {
            try {
                assertEquals(fault.contained(), brought(fault, tier));
                contained.merge(fault.contained(), 1, Integer::sum);
            } catch (AssertionError e) {
                wrong.add(tier + " " + fault + ": " + e.getMessage());
            }
            assertTrue(isWhole(anybody.get(other + "?lang=en").expect(200).json()), () -> "after " + fault);
        }
        int sum = contained.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(tier + ": " + faults.size() + " faults, " + sum + " contained " + contained + " in "
                + (System.nanoTime() - began) / 1_000_000_000 + " s");
        return wrong;
    }

    /** One that keeps a little of each call fills its own process and no other: that one ends, and the app is back. */
    private void leaksUntilItsHostEnds() throws IOException {
        FaultJar jar = installed(Fault.LEAKS_MEMORY, IN_A_HOST);
        Waiting.until("it serves", SOON, () -> here(jar).equals("SERVING"));
        int scans = 0;
        long began = System.nanoTime();
        while (restarts(jar) == 0) {
            JsonNode scan = anybody.get(own + "?lang=en").expect(200).json();
            assertEquals("GENUINE", scan.path("verdict").asText());
            scans++;
            assertTrue(System.nanoTime() - began < 60_000_000_000L, "it keeps more than a host has");
        }
        System.out.println("a host whose app leaks ended after " + scans + " scans, each of them answered");
        assertTrue(scans > HEAP / LeaksMemory.KEPT_EACH / 4, "it did not end of something else at once");
        stop(jar);
    }

    private long restarts(FaultJar jar) {
        return anybody.all("/api/v1/plugins").stream()
                .filter(one -> one.path("name").asText().equals(jar.name()))
                .mapToLong(one -> one.path("restarts").asLong())
                .sum();
    }

    /** Two thousand lines in one go, a hundred a second after that, for the seconds that a view is let run: no more were written down. */
    private static void notFlooded(String log) {
        long lines = log.lines().filter(line -> line.contains("of a flood")).count();
        assertTrue(lines > 100 && lines < 3_500, lines + " lines of a flood were written down");
    }

    /** Brings a plugin without a fault in how it is brought, and has it installed there. */
    private FaultJar installed(Fault fault, String tier) throws IOException {
        FaultJar jar = FaultJar.of(fault.plugin(), versions++);
        live(jar, tier);
        install(city.upload(RELEASES, JAR, signed("own", jar)).expect(201).text("id"));
        return jar;
    }

    private byte[] signed(String key, FaultJar jar) throws IOException {
        return signing.signed(key, jar.name(), jar.bytes(), jar.version(), FaultJar.DISTRICT, jar.permissions());
    }

    private void live(FaultJar jar, String tier) {
        city.post("/api/v1/plugins/tiers/" + jar.name(), Map.of("tier", tier, "reason", "演练"))
                .expect(200);
    }

    /** Brings a plugin with that fault to live there; answers where it was stopped. */
    private Containment brought(Fault fault, String tier) throws IOException {
        FaultJar jar = FaultJar.of(fault.plugin(), versions++, fault == Fault.WRONG_API_RANGE ? "[7.0,8)" : "[1.0,2)");
        byte[] signed = signed(fault == Fault.SIGNED_BY_ANOTHER_DISTRICT ? "other" : "own", jar);
        byte[] sent = fault == Fault.TAMPERED_ENTRY ? IntruderJars.tampered(signed) : signed;
        live(jar, tier);
        Api.Answer upload = city.upload(RELEASES + "?lang=en", JAR, sent);
        if (upload.status() != 201) {
            assertEquals(422, upload.status(), upload.body());
            assertSaid(fault, upload.body());
            return Containment.REFUSED;
        }
        if (fault == Fault.REPLAYED_OLDER_VERSION) {
            return replayed(fault, jar, upload.text("id"));
        }
        install(upload.text("id"));
        return served(fault, jar);
    }

    /** A newer version goes live, then somebody brings the older one again. */
    private Containment replayed(Fault fault, FaultJar older, String release) throws IOException {
        FaultJar newer = installed(fault, IN_A_HOST);
        Waiting.until("the newer one serves", SOON, () -> here(newer).equals("SERVING"));
        Api.Answer refused = city.post(RELEASES + "/" + release + "/install?lang=en", Map.of("reason", "演练"))
                .expect(422);
        assertSaid(fault, refused.body());
        assertEquals("none", here(older));
        stop(newer);
        return Containment.NOT_ADMITTED;
    }

    private Containment served(Fault fault, FaultJar jar) {
        Waiting.until(jar.name() + " was decided on", SOON, () -> {
            String stage = here(jar);
            return stage.equals("SERVING") || stage.equals("REFUSED");
        });
        if (here(jar).equals("REFUSED")) {
            assertSaid(
                    fault,
                    anybody.get(INSTALLATIONS + jar.name() + "?lang=en")
                            .expect(200)
                            .text("told"));
            stop(jar);
            return Containment.NOT_ADMITTED;
        }
        JsonNode quiet = anybody.get(own + "?lang=zh").expect(200).json();
        assertTrue(isWhole(quiet), () -> "it behaves towards those who read Chinese: " + quiet);
        JsonNode scan = anybody.get(own + "?lang=en").expect(200).json();
        assertEquals("GENUINE", scan.path("verdict").asText());
        List<JsonNode> parts = new ArrayList<>();
        scan.path("parts").forEach(parts::add);
        assertTrue(parts.stream().anyMatch(part -> part.path("gap").isMissingNode()), "nobody else spoke: " + scan);
        String gap = parts.stream()
                .filter(part -> part.path("source").asText().equals(jar.name()))
                .map(part -> part.path("gap").asText())
                .findFirst()
                .orElse("");
        stop(jar);
        if (gap.isEmpty()) {
            return Containment.HARMLESS;
        }
        assertTrue(fault.words().contains(gap), gap);
        return Containment.GAP;
    }

    private void assertSaid(Fault fault, String said) {
        assertTrue(!fault.words().isEmpty() && fault.words().stream().noneMatch(String::isBlank), "any would do");
        for (String word : fault.words()) {
            assertTrue(said.contains(word), () -> "\"" + word + "\" is not in " + said);
        }
    }

    private void install(String release) {
        city.post(RELEASES + "/" + release + "/install", Map.of("reason", "演练")).expect(200);
    }

    private void stop(FaultJar jar) {
        city.post(INSTALLATIONS + jar.name() + "/stop", Map.of("reason", "演练")).expect(200);
        Waiting.until(
                jar.name() + " is gone",
                SOON,
                () -> anybody.all("/api/v1/plugins").stream()
                        .noneMatch(one -> one.path("name").asText().equals(jar.name())));
    }

    /** The stage of that version here, or none. */
    private String here(FaultJar jar) {
        JsonNode here = anybody.get(INSTALLATIONS + jar.name()).expect(200).json();
        return here.path("here").asText().equals(jar.version())
                ? here.path("stage").asText("none")
                : here.path("stage").asText().equals("REFUSED") ? "REFUSED" : "none";
    }

    private static boolean isWhole(JsonNode scan) {
        return scan.path("verdict").asText().equals("GENUINE")
                && scan.findValues("gap").isEmpty();
    }

    /** Where the number of a bound code of that district leads. */
    private String bound(String district) {
        for (JsonNode device : city.all("/api/v1/devices?district=" + district)) {
            for (JsonNode entry :
                    city.all("/api/v1/devices/" + device.path("id").asText() + "/entries?kind=posting")) {
                if (entry.path("values").path("event").asText().equals("bound")) {
                    return "/n/" + entry.path("values").path("number").asText();
                }
            }
        }
        throw new AssertionError("No device of " + district + " has a code");
    }
}
