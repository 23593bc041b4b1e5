package org.teshema.door;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A real Felix in a folder of its own, behind a door some of whose parts may be missing. */
final class House implements AutoCloseable {
    /** The parts of the door. */
    enum Part {
        HOOK,
        LISTENER,
        EXTENSIONS,
        SWEEP,
        PLACES,
        EXTRACTED
    }

    /** The file by which an intruder's jar is known. */
    static final String MARK = "intruder.txt";

    private final Path folder;
    private final Set<Part> parts;
    private final URLClassLoader loader;
    private final Refusals refusals = new Refusals(System.out);
    private final List<Refusal> told = new ArrayList<>();
    private Framework framework;
    private Trust trust;

    House(Path folder, Set<Part> parts) throws Exception {
        this.folder = folder;
        this.parts = EnumSet.copyOf(parts.isEmpty() ? EnumSet.noneOf(Part.class) : parts);
        this.loader = new FelixAlone();
        Files.createDirectories(folder.resolve("system"));
        refusals.tell(told::add);
        open(this.parts);
    }

    /** What ships: four bundles that attacks are aimed at, and one that comes after them. */
    static Map<String, Jar> ours() {
        return Map.of(
                "host",
                Jar.named("org.example.host").holding("ours.txt", "ours"),
                "needy",
                Jar.named("org.example.needy")
                        .with("Import-Package", "intruder.offer;resolution:=optional")
                        .with("DynamicImport-Package", "intruder.later"),
                "only",
                Jar.named("org.example.only;singleton:=true"),
                "nested",
                Jar.named("org.example.nested")
                        .with("Bundle-ClassPath", ".,inner.jar")
                        .holding(
                                "inner.jar",
                                Jar.named("inner").holding("inner.txt", "ours").bytes()),
                "later",
                Jar.named("org.example.later"));
    }

    /** Starts the framework, with these parts of a door. */
    private void open(Set<Part> now) throws Exception {
        FrameworkFactory factory = (FrameworkFactory) loader.loadClass("org.apache.felix.framework.FrameworkFactory")
                .getDeclaredConstructor()
                .newInstance();
        framework = factory.newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE,
                cache().toString(),
                "felix.cache.locking",
                "false",
                "karaf.home",
                folder.toString(),
                "felix.log.level",
                "0"));
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addBundleListener((SynchronousBundleListener) House::startAtOnce);
        List<Path> kept =
                now.contains(Part.PLACES) ? List.of(folder.resolve("system"), cache()) : List.of(Path.of("/"));
        trust = new Trust(
                new Settings(Mode.PRODUCTION, kept, Optional.of(folder.resolve("plugins")), List.of()),
                new ShippedList(ours().values().stream()
                        .map(jar -> Sm3.hex(jar.bytes()))
                        .toList()),
                new FelixStored());
        var listener = new Listener(trust, refusals);
        if (now.contains(Part.LISTENER)) {
            context.addBundleListener(listener);
        }
        if (now.contains(Part.HOOK)) {
            context.registerService(ResolverHookFactory.class, new Hook(trust::trusts), null);
        }
        if (now.contains(Part.EXTENSIONS)) {
            Extensions.guard(context.getBundle(0), trust::trusts);
        }
        if (now.contains(Part.EXTRACTED)) {
            Extracted.discard(cache());
        }
        if (now.contains(Part.SWEEP)) {
            listener.sweep(context);
        }
        framework.start();
    }

    /** Somebody who heard of a bundle before the door did, and starts it when it asks for that. */
    private static void startAtOnce(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED
                && event.getBundle().getHeaders("").get("Eager") != null) {
            try {
                event.getBundle().start();
            } catch (BundleException | IllegalStateException e) {
                // It was not to be.
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Trust trust() {
        return trust;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs one of ours. */
    Bundle ours(String name) throws BundleException {
        Bundle bundle = install("ours:" + name, ours().get(name).bytes());
        bundle.start();
        return bundle;
    }

    Bundle install(String location, byte[] jar) throws BundleException {
        return context().installBundle(location, new ByteArrayInputStream(jar));
    }

    void shut() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void reopen() throws Exception {
        open(parts);
    }

    /** Does something as long as there is no door at all. */
    void before(Step step) throws Exception {
        shut();
        open(EnumSet.noneOf(Part.class));
        step.take();
        shut();
        System.clearProperty(Intruder.RAN);
        reopen();
    }

    /** A step that may fail. */
    interface Step {
        void take() throws Exception;
    }

    /** Where the framework keeps the jar of a bundle. */
    Path stored(Bundle bundle) {
        return cache().resolve("bundle" + bundle.getBundleId() + "/version0.0/bundle.jar");
    }

    /** Whether anything of an intruder ran, is there, or is seen by a bundle. */
    boolean isInvaded() {
        if (System.getProperty(Intruder.RAN) != null) {
            return true;
        }
        for (Bundle bundle : context().getBundles()) {
            boolean known = bundle.getBundleId() != 0
                    && (bundle.getEntry(MARK) != null
                            || bundle.getResource(MARK) != null
                            || bundle.getLocation().startsWith("reference:"));
            if (known) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException, BundleException {
        shut();
        loader.close();
    }

    /** Felix from a class loader that takes more jars, as Karaf starts it; everything else is the test's. */
    private static final class FelixAlone extends URLClassLoader {
        FelixAlone() throws ClassNotFoundException {
            super(new URL[] {felix()}, House.class.getClassLoader());
        }

        private static URL felix() throws ClassNotFoundException {
            return Class.forName("org.apache.felix.framework.FrameworkFactory")
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.apache.felix.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
