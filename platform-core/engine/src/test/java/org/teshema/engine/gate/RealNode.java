package org.teshema.engine.gate;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.teshema.door.Mode;
import org.teshema.door.Permits;
import org.teshema.door.Refusal;

/** A node with the framework that runs, whose bundle cache outlives it; its gate lets in every bundle that is started. */
public final class RealNode implements AutoCloseable {
    private final Framework framework;
    private final ReleaseBundles bundles;
    private final Plugins plugins = new Plugins();
    private final Shares shares = new Shares();

    /** Starts the framework on that cache, with whatever it holds. */
    public RealNode(Path cache) {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.teshema.api.plugin;version=\"1.0.0\"",
                        "felix.log.level",
                        "0"));
        try {
            framework.start();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
        bundles = new ReleaseBundles(framework.getBundleContext(), new OpenDoor());
        shares.onChange(this::show);
        show();
    }

    /** What is installed on it. */
    public ReleaseBundles bundles() {
        return bundles;
    }

    /** The list of its gate, as of the last {@link #show}. */
    public Plugins plugins() {
        return plugins;
    }

    /** Who serves a share alone here. */
    public Shares shares() {
        return shares;
    }

    /** The bundle of a release. */
    public Optional<Bundle> bundle(ReleaseOrigin origin) {
        return Optional.ofNullable(framework.getBundleContext().getBundle(origin.location()));
    }

    /** A bundle that comes another way, and is started. */
    public Bundle with(String location, byte[] jar) {
        try {
            Bundle bundle = framework.getBundleContext().installBundle(location, new ByteArrayInputStream(jar));
            bundle.start();
            return bundle;
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As while it comes up: bundles that are installed from now on have a later turn. */
    public void early() {
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(80);
    }

    /** Its gate looks at what is there now. */
    public void show() {
        plugins.show(Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .flatMap(bundle -> ReleaseOrigin.of(bundle.getLocation()).map(origin -> seen(bundle, origin)).stream())
                .toList());
    }

    private Candidate.Seen seen(Bundle bundle, ReleaseOrigin origin) {
        return new Candidate.Seen(
                new PluginJar(
                        bundle.getBundleId(),
                        origin.name(),
                        origin.version(),
                        Map.of(),
                        Optional.empty(),
                        Optional.of(origin),
                        Optional.empty(),
                        Map.of()),
                shares.all().containsKey(origin) ? Stage.CANARY : Stage.SERVING,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Dwelling.HERE);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets in whatever comes: what the door keeps out is tested with the door. */
    private static final class OpenDoor implements Permits {
        @Override
        public Mode mode() {
            return Mode.PRODUCTION;
        }

        @Override
        public void permit(String location, byte[] jar) {
            // Everything is let in.
        }

        @Override
        public void withdraw(String location) {
            // Nothing was kept.
        }

        @Override
        public void tell(Consumer<Refusal> listener) {
            // Nothing is refused.
        }
    }
}
