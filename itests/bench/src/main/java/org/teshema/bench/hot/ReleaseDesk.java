package org.teshema.bench.hot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.gate.Tier;
import org.teshema.faults.FaultJar;
import org.teshema.trust.keys.ReleaseKeyFile;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRefused;
import org.teshema.trust.sm.Signer;

/** A district that signs its plugins and brings them by the one door; the city's gate countersigns. Belongs to one thread. */
final class ReleaseDesk {
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final String INSTALLATIONS = "/api/v1/plugins/installations/";

    private final CityDesk city;
    private final Signer signer;
    private final Tier tier;
    private final Set<String> chosen = new HashSet<>();
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private int versions;

    /**
     * Makes a release key and has it registered.
     *
     * @param tier where its plugins run
     */
    ReleaseDesk(CityDesk city, Path folder, Tier tier) throws IOException {
        this.city = city;
        this.tier = tier;
        this.signer = ReleaseKeyFile.create(folder.resolve("release.key"), "bench".toCharArray());
        city.post(
                "/api/v1/plugins/keys",
                Map.of(
                        "district",
                        FaultJar.DISTRICT,
                        "holder",
                        "基准试验",
                        "pem",
                        signer.publicKey().pem(),
                        "validFrom",
                        today.minusDays(1).toString(),
                        "validUntil",
                        today.plusDays(400).toString()));
    }

    /** A next version of that plugin, signed by the district. */
    FaultJar next(SceneApp plugin) throws IOException {
        FaultJar jar = FaultJar.of(plugin, versions++);
        if (chosen.add(jar.name())) {
            city.post("/api/v1/plugins/tiers/" + jar.name(), Map.of("tier", tier.name(), "reason", "基准试验"));
        }
        var order = new ReleaseJar.Order(
                jar.name(),
                jar.version(),
                FaultJar.DISTRICT,
                new TreeSet<>(jar.permissions()),
                today,
                today.plusDays(300));
        try {
            return jar.signed(ReleaseJar.sign(jar.bytes(), order, signer));
        } catch (ReleaseRefused e) {
            throw new IllegalStateException(e.reason().en(), e);
        }
    }

    /**
     * Uploads it and has it installed.
     *
     * @return when the upload was accepted, by {@link System#nanoTime}
     */
    long install(FaultJar jar) throws IOException {
        String id = city.upload(RELEASES, jar.bytes()).path("id").asText();
        long accepted = System.nanoTime();
        city.post(RELEASES + "/" + id + "/install", Map.of("reason", "基准试验"));
        return accepted;
    }

    /** Stops that plugin and waits until it is gone. */
    void remove(String name) throws IOException {
        city.post(INSTALLATIONS + name + "/stop", Map.of("reason", "基准试验"));
        Waiting.until(name + " is gone", () -> !isHere(name));
    }

    /** Waits until it serves. */
    void awaitServing(FaultJar jar) throws IOException {
        Waiting.until(jar.name() + " serves", () -> {
            var here = city.get(INSTALLATIONS + jar.name());
            return here.path("here").asText().equals(jar.version())
                    && here.path("stage").asText().equals("SERVING");
        });
    }

    private boolean isHere(String name) throws IOException {
        for (var plugin : city.get("/api/v1/plugins").path("items")) {
            if (plugin.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
