package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.teshema.door.Mode;
import org.teshema.door.Permits;
import org.teshema.door.Refusal;

class ShippedPluginsTest {
    private static final String PLACE = "teshema:shipped/ours.jar";

    @TempDir
    Path home;

    private Framework framework;
    private BundleContext context;
    private ShippedPlugins shipped;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        Files.write(home.resolve("deploy/ours.jar"), jar("org.example.ours"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        home.resolve("cache").toString(),
                        "karaf.home",
                        home.toString(),
                        "felix.log.level",
                        "0"));
        framework.start();
        context = framework.getBundleContext();
        context.addBundleListener((SynchronousBundleListener) ShippedPluginsTest::turnAway);
        shipped = new ShippedPlugins(context, new Production());
    }

    @AfterEach
    void close() throws Exception {
        shipped.close();
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void one_that_was_replaced_comes_back_each_time() throws Exception {
        for (int time = 0; time < 50; time++) {
            Bundle before = serving();
            try {
                before.update(new ByteArrayInputStream(jar("in.update")));
            } catch (BundleException | RuntimeException e) {
                // Felix stumbles: what came was turned away under it.
            }
            assertEquals("org.example.ours", serving().getSymbolicName());
        }
    }

    private Bundle serving() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        Predicate<Bundle> back = one -> one != null
                && one.getState() == Bundle.ACTIVE
                && one.getSymbolicName().equals("org.example.ours");
        while (!back.test(context.getBundle(PLACE)) && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        Bundle bundle = context.getBundle(PLACE);
        if (!back.test(bundle)) {
            throw new AssertionError("Not back: "
                    + (bundle == null ? "none there" : bundle.getSymbolicName() + " in state " + bundle.getState()));
        }
        return bundle;
    }

    /** As the door does. */
    private static void turnAway(BundleEvent event) {
        if (event.getType() == BundleEvent.UPDATED
                && event.getBundle().getSymbolicName().startsWith("in.")) {
            try {
                event.getBundle().uninstall();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static byte[] jar(String name) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static final class Production implements Permits {
        @Override
        public Mode mode() {
            return Mode.PRODUCTION;
        }

        @Override
        public void permit(String location, byte[] jar) {
            throw new AssertionError("nothing is released here");
        }

        @Override
        public void withdraw(String location) {
            throw new AssertionError("nothing is released here");
        }

        @Override
        public void tell(Consumer<Refusal> listener) {
            // Nobody asks.
        }
    }
}
