package org.teshema.bench.hot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.RunningPlatform;
import org.teshema.engine.gate.Tier;
import org.teshema.faults.FaultJar;

/**
 * A platform in production, a district that brings plugins to it, and devices of that district and of others to scan.
 *
 * @param platform started and ready
 * @param releases the district's
 * @param own where codes of the district's devices lead
 * @param others where codes of devices of other districts lead
 */
record Neighbours(RunningPlatform platform, ReleaseDesk releases, List<String> own, List<String> others) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCANNED = 40;

    /** Finds the devices, and lets the first scans of everybody load classes. */
    static Neighbours of(RunningPlatform platform, Path folder, Tier tier) throws IOException {
        var city = new CityDesk(platform);
        List<String> own = city.bound("&district=" + FaultJar.DISTRICT, device -> true, 5);
        var others = new ArrayList<String>();
        for (String district : List.of("310104", "310115", "310110", "310151")) {
            others.addAll(city.bound("&district=" + district, device -> true, SCANNED / 4));
        }
        Collections.shuffle(others, new Random(1));
        if (own.isEmpty() || others.size() < 4) {
            throw new IllegalStateException("Too few bound devices: " + own.size() + " and " + others.size());
        }
        System.out.println("scanned: " + own.size() + " devices of the district, " + others.size() + " of others");
        new Clients(platform.port(), 2).ask(others, 6_000);
        new Clients(platform.port(), 2).ask(own, 1_000);
        return new Neighbours(platform, new ReleaseDesk(city, folder, tier), own, others);
    }

    int port() {
        return platform.port();
    }

    /** What the framework holds, after a collection. */
    JsonNode held() throws IOException {
        return JSON.readTree(Clients.body(port(), "/bench/framework/held"));
    }

    /** Bundles and wirings of the gallery. */
    JsonNode here() throws IOException {
        return JSON.readTree(Clients.body(port(), "/bench/framework/here"));
    }

    /** All bundle events there were: kind and bundle. */
    List<String> events() throws IOException {
        var events = new ArrayList<String>();
        JSON.readTree(Clients.body(port(), "/bench/framework/events")).forEach(one -> events.add(one.asText()));
        return events;
    }
}
