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

/**
 * A district brings one plugin after the other of the fault gallery to a platform in production, signed as its releases are. Each is
 * stopped where the table says, and meanwhile everybody is answered.
 */
class FaultGalleryJourney {
    private static final String JAR = "application/java-archive";
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final String INSTALLATIONS = "/api/v1/plugins/installations/";
    private static final Duration SOON = Duration.ofSeconds(30);

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
            signing = new SigningDesk(platform, desk);
            signing.registered(city, "own", FaultJar.DISTRICT);
            signing.registered(city, "other", "310104");
            own = bound(FaultJar.DISTRICT);
            other = bound("310104");
            // What still computes after its plugin is gone comes last.
            List<Fault> faults = Stream.concat(
                            Stream.of(Fault.values()).filter(fault -> fault != Fault.COMPUTES_IN_THE_JDK),
                            Stream.of(Fault.COMPUTES_IN_THE_JDK))
                    .filter(fault -> fault.contained() != Containment.NOT_IN_THIS_PROCESS)
                    .toList();
            Map<Containment, Integer> contained = new EnumMap<>(Containment.class);
            var wrong = new ArrayList<String>();
            for (Fault fault : faults) {
                try {
                    Containment where = brought(fault);
                    assertEquals(fault.contained(), where);
                    contained.merge(where, 1, Integer::sum);
                } catch (AssertionError e) {
                    wrong.add(fault + ": " + e.getMessage());
                }
                assertTrue(isWhole(anybody.get(other + "?lang=en").expect(200).json()), () -> "after " + fault);
            }
            int sum = contained.values().stream().mapToInt(Integer::intValue).sum();
            System.out.println(faults.size() + " faults: " + sum + " contained " + contained + "; not in this process: "
                    + Fault.all(Containment.NOT_IN_THIS_PROCESS));
            assertEquals(List.of(), wrong);
            notFlooded(platform.logText());
        }
    }

    /** Two thousand lines in one go, a hundred a second after that, for the seconds that a view is let run: no more were written down. */
    private static void notFlooded(String log) {
        long lines = log.lines().filter(line -> line.contains("of a flood")).count();
        assertTrue(lines > 100 && lines < 3_500, lines + " lines of a flood were written down");
    }

    /** Brings a plugin with that fault; answers where it was stopped. */
    private Containment brought(Fault fault) throws IOException {
        FaultJar jar = FaultJar.of(fault.plugin(), versions++, fault == Fault.WRONG_API_RANGE ? "[7.0,8)" : "[1.0,2)");
        String key = fault == Fault.SIGNED_BY_ANOTHER_DISTRICT ? "other" : "own";
        byte[] signed = signing.signed(key, jar.name(), jar.bytes(), jar.version(), FaultJar.DISTRICT);
        byte[] sent = switch (fault) {
            case TAMPERED_ENTRY -> IntruderJars.flipped(signed);
            default -> signed;
        };
        if (fault == Fault.FLOODS_THE_LOG) {
            // A host's lines are counted as they come out of it; the limit of the platform's own log is met in its
            // process.
            city.post("/api/v1/plugins/tiers/" + jar.name(), Map.of("tier", "IN_PROCESS", "reason", "演练"))
                    .expect(200);
        }
        Api.Answer upload = city.upload(RELEASES + "?lang=en", JAR, sent);
        if (upload.status() != 201) {
            assertEquals(422, upload.status(), upload.body());
            assertSaid(fault, upload.body());
            return Containment.REFUSED;
        }
        if (fault == Fault.REPLAYED_OLDER_VERSION) {
            return replayed(jar, upload.text("id"));
        }
        install(upload.text("id"));
        return served(fault, jar);
    }

    /** A newer version goes live, then somebody brings the older one again. */
    private Containment replayed(FaultJar older, String release) throws IOException {
        FaultJar newer = FaultJar.of(Fault.REPLAYED_OLDER_VERSION.plugin(), versions++);
        byte[] signed = signing.signed("own", newer.name(), newer.bytes(), newer.version(), FaultJar.DISTRICT);
        install(city.upload(RELEASES, JAR, signed).expect(201).text("id"));
        Waiting.until("the newer one serves", SOON, () -> here(newer).equals("SERVING"));
        city.post(RELEASES + "/" + release + "/install", Map.of("reason", "演练")).expect(422);
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
