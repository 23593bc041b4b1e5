package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.teshema.engine.gate.RealNode;
import org.teshema.engine.gate.ReleaseOrigin;

/** What is installed from releases, in a framework that runs. */
class ReleaseBundlesTest {
    private static final ReleaseOrigin ONE = new ReleaseOrigin("310000", "forklift", "1.1.0");

    private static final byte[] UNSTARTABLE =
            Forklifts.zip(Forklifts.files("1.1.0", "Require-Capability: org.example.nowhere"));

    @TempDir
    Path folder;

    @Test
    void of_what_cannot_start_nothing_is_left() {
        try (var node = new RealNode(folder)) {
            String told = node.bundles().install(ONE, UNSTARTABLE).orElseThrow().en();
            assertTrue(told.contains("org.example.nowhere"), told);
            assertEquals(Map.of(), node.bundles().here());
            assertEquals(Optional.empty(), node.bundle(ONE));
        }
    }

    @Test
    void while_the_framework_comes_up_it_is_told_as_well_and_nothing_is_left() {
        try (var node = new RealNode(folder)) {
            node.early();
            byte[] sound = Forklifts.zip(Forklifts.files("1.1.0"));
            assertEquals(Optional.empty(), node.bundles().install(ONE, sound), "a sound one comes in");
            assertTrue(node.bundles().isStarted(ONE), "its turn is to come");
            node.bundles().remove(ONE);
            String told = node.bundles().install(ONE, UNSTARTABLE).orElseThrow().en();
            assertTrue(told.contains("org.example.nowhere"), told);
            assertEquals(Map.of(), node.bundles().here());
        }
    }

    @Test
    void one_that_lies_there_without_having_been_started_is_not_taken_for_started_and_is_started_by_installing_it()
            throws BundleException {
        try (var node = new RealNode(folder)) {
            byte[] jar = Forklifts.zip(Forklifts.files("1.1.0"));
            assertEquals(Optional.empty(), node.bundles().install(ONE, jar));
            assertTrue(node.bundles().isStarted(ONE));
            node.bundle(ONE).orElseThrow().stop();
            assertTrue(node.bundles().here().containsKey(ONE));
            assertFalse(node.bundles().isStarted(ONE));
            assertEquals(Optional.empty(), node.bundles().install(ONE, jar));
            assertTrue(node.bundles().isStarted(ONE));
        }
    }
}
