package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.gate.RealNode;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.TestDatabases;

/** What an installation would restart is asked of the framework that would restart it. */
class RefreshTest {
    private static final ReleaseOrigin LIVE = new ReleaseOrigin("310000", "forklift", "1.1.0");

    @TempDir
    Path folder;

    @Test
    void bundles_that_are_wired_to_the_live_release_are_counted_named_and_the_next_one_is_refused() {
        try (var node = new RealNode(folder)) {
            Map<String, byte[]> offering = Forklifts.files("1.1.0", "Provide-Capability: org.example.scale");
            assertEquals(java.util.Optional.empty(), node.bundles().install(LIVE, Forklifts.zip(offering)));
            assertEquals(List.of(), node.bundles().refreshes("forklift"), "nobody is wired to it");
            node.with("near", needing("org.example.near", "org.example.scale", "org.example.near"));
            node.with("far", needing("org.example.far", "org.example.near", "org.example.far"));
            node.with("apart", needing("org.example.apart", "", "org.example.apart"));
            assertEquals(
                    List.of("org.example.far 1.0.0", "org.example.near 1.0.0"),
                    node.bundles().refreshes("forklift"));
            assertEquals(List.of(), node.bundles().refreshes("other"));

            try (var door = new DoorCity(TestDatabases.h2(), node.bundles())) {
                byte[] next = Forklifts.signed("1.2.0", DoorCity.CITY);
                Problem refused = assertThrows(
                        Problem.class, () -> door.releases.plan(door.city.actor(OrganisationKind.CITY_BUREAU), next));
                assertEquals(ProblemType.RELEASE_REFUSED, refused.type());
                assertTrue(
                        refused.detail().zh().contains("2 个其他包重新启动：org.example.far 1.0.0、org.example.near 1.0.0"),
                        refused.detail().zh());
            }
        }
    }

    @Test
    void a_release_that_offers_nothing_to_others_restarts_nothing() {
        try (var node = new RealNode(folder)) {
            node.bundles().install(LIVE, Forklifts.zip(Forklifts.files("1.1.0")));
            node.with("apart", needing("org.example.apart", "", "org.example.apart"));
            try (var door = new DoorCity(TestDatabases.h2(), node.bundles())) {
                ReleasePlan plan = door.releases.plan(
                        door.city.actor(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.2.0", DoorCity.CITY));
                assertEquals(List.of(), plan.refreshes());
            }
        }
    }

    private static byte[] needing(String name, String needs, String offers) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(
                "META-INF/MANIFEST.MF",
                Forklifts.text(String.join(
                        "\r\n",
                        "Manifest-Version: 1.0",
                        "Bundle-ManifestVersion: 2",
                        "Bundle-SymbolicName: " + name,
                        "Bundle-Version: 1.0.0",
                        "Provide-Capability: " + offers,
                        needs.isEmpty() ? "X-Nothing: needed" : "Require-Capability: " + needs,
                        "",
                        "")));
        return Forklifts.zip(files);
    }
}
