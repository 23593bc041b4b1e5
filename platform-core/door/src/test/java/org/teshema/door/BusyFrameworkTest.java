package org.teshema.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.FrameworkWiring;

/** Felix breaks a deadlock by letting one side fail, and that side may be the door as it takes a bundle out. */
class BusyFrameworkTest {
    private static final int ROUNDS = 100;

    @TempDir
    Path folder;

    @Test
    void a_bundle_that_could_not_be_taken_out_at_once_is_taken_out_soon() throws Exception {
        try (var house = new House(folder, EnumSet.of(House.Part.HOOK))) {
            var out = new LinkedBlockingQueue<Bundle>();
            FrameworkWiring wiring = house.context().getBundle(0).adapt(FrameworkWiring.class);
            house.context().addBundleListener((SynchronousBundleListener) event -> {
                if (event.getType() == BundleEvent.UPDATED) {
                    wiring.refreshBundles(List.of(event.getBundle()));
                } else if (event.getType() == BundleEvent.UNINSTALLED) {
                    out.add(event.getBundle());
                }
            });
            house.context().addBundleListener(new Listener(house.trust(), new Refusals(System.out)));
            for (int round = 0; round < ROUNDS; round++) {
                Bundle bundle = house.ours("later");
                try {
                    bundle.update(new ByteArrayInputStream(
                            Jar.intruder("org.example.later").bytes()));
                } catch (BundleException | RuntimeException e) {
                    // Felix misses what was taken out under it.
                }
                assertEquals(bundle, out.poll(20, TimeUnit.SECONDS), "in round " + round);
                assertEquals(Bundle.UNINSTALLED, bundle.getState(), "in round " + round);
            }
        }
    }
}
