package org.teshema.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.door.Mode;
import org.teshema.door.Permits;

/**
 * The plugins that come with the platform. In production no folder is watched: they are installed at the start, and the door sees that
 * they are the ones that were shipped. One that the door took out because something was put in its place comes back. A developer has
 * them in the plugin folder. Thread-safe.
 */
@Component(service = ShippedPlugins.class, immediate = true)
public final class ShippedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(ShippedPlugins.class);
    private static final String PLACE = "teshema:shipped/";
    private static final int TRIES = 5;
    private static final long PAUSE_NANOS = 20_000_000;

    private final BundleContext context;
    private final Path folder;
    private final Set<String> sound = ConcurrentHashMap.newKeySet();
    private final BundleListener listener = this::changed;

    /** Installs them. */
    @Activate
    public ShippedPlugins(BundleContext context, @Reference Permits permits) {
        this.context = context;
        this.folder = Path.of(context.getProperty("karaf.home"), "deploy");
        Set<String> names = permits.mode() == Mode.PRODUCTION ? names() : Set.of();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(PLACE)
                    && !names.contains(bundle.getLocation().substring(PLACE.length()))) {
                remove(bundle);
            }
        }
        names.forEach(this::install);
        context.addBundleListener(listener);
    }

    /** What is installed stays. */
    @Deactivate
    public void close() {
        context.removeBundleListener(listener);
    }

    private Set<String> names() {
        var names = new TreeSet<String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.jar")) {
                files.forEach(jar -> names.add(jar.getFileName().toString()));
            } catch (IOException e) {
                LOG.error("随平台发行的插件无法列出 / the plugins that were shipped cannot be listed: {}", folder, e);
            }
        }
        return names;
    }

    private void changed(BundleEvent event) {
        String location = event.getBundle().getLocation();
        if (event.getType() == BundleEvent.UNINSTALLED && location.startsWith(PLACE)) {
            String name = location.substring(PLACE.length());
            // Once for each time it was in: a jar that the door refuses is not tried for ever.
            if (sound.remove(name) && Files.exists(folder.resolve(name))) {
                install(name);
            }
        }
    }

    private void install(String name) {
        for (int n = 1; n <= TRIES; n++) {
            try {
                tryToInstall(name, n > 1);
                return;
            } catch (IOException | BundleException e) {
                if (n == TRIES) {
                    LOG.warn(
                            "随平台发行的插件无法安装 / a plugin that was shipped cannot be installed: {}: {}",
                            name,
                            e.getMessage());
                }
                // Where two threads of the framework wait for each other, Felix lets one of them fail.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** One that was there before this start is started by the framework, unless an operator stopped it. */
    private void tryToInstall(String name, boolean isAgain) throws IOException, BundleException {
        Bundle before = context.getBundle(PLACE + name);
        Bundle bundle = before;
        if (bundle == null) {
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                bundle = context.installBundle(PLACE + name, in);
            }
        }
        // One that was changed was taken out by the door, which tells it.
        if (bundle.getState() != Bundle.UNINSTALLED) {
            if (before == null || isAgain) {
                bundle.start();
            }
            sound.add(name);
        }
    }

    private static void remove(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.warn("{} 无法移除 / cannot be taken out: {}", bundle.getLocation(), e.getMessage());
        }
    }
}
