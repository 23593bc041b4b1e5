package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final AtomicInteger failures = new AtomicInteger();
    private final BlockingQueue<Bundle> started = new LinkedBlockingQueue<>();
    private final ExecutorService door = Executors.newSingleThreadExecutor();

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
        context.addBundleListener((SynchronousBundleListener) this::heard);
        shipped = new ShippedPlugins(failing(context), new Production());
    }

    @AfterEach
    void close() throws Exception {
        shipped.close();
        framework.stop();
        framework.waitForStop(10_000);
        door.shutdownNow();
    }

    @Test
    void one_that_was_replaced_comes_back_each_time() throws Exception {
        Bundle before = serving();
        for (int time = 0; time < 50; time++) {
            try {
                before.update(new ByteArrayInputStream(jar("in.update")));
            } catch (BundleException | RuntimeException e) {
                // Felix stumbles: what came was turned away under it.
            }
            before = serving();
            assertEquals("org.example.ours", before.getSymbolicName());
        }
    }

    @Test
    void one_that_could_not_be_installed_at_once_is_installed() throws Exception {
        Bundle before = serving();
        failures.set(2);
        before.uninstall();
        assertEquals("org.example.ours", serving().getSymbolicName());
        assertEquals(0, failures.get());
    }

    private Bundle serving() throws InterruptedException {
        Bundle bundle = started.poll(20, TimeUnit.SECONDS);
        assertNotNull(bundle, () -> "Not back: " + context.getBundle(PLACE));
        return bundle;
    }

    private void heard(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.UPDATED && bundle.getSymbolicName().startsWith("in.")) {
            turnAway(bundle);
        } else if (event.getType() == BundleEvent.STARTED
                && bundle.getLocation().equals(PLACE)) {
            started.add(bundle);
        }
    }

    /** As the door does: until it is out. */
    private void turnAway(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException | IllegalStateException e) {
            door.execute(() -> turnAway(bundle));
        }
    }

    /** A framework that fails so many installations as are set. */
    private BundleContext failing(BundleContext real) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (self, method, given) -> {
                    if (method.getName().equals("installBundle")
                            && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        throw new BundleException("Unable to acquire the global lock");
                    }
                    try {
                        return method.invoke(real, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
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
