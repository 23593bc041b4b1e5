package org.teshema.engine.gate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.text.Text;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.time.CityClock;

/**
 * Where plugins come in: it watches for their services and their jars and hands both to its own thread, so that nothing a
 * plugin does holds up the framework. It and {@link ReleaseBundles} are the places of the platform that see a {@link BundleContext}.
 */
@Component(service = Gate.class, immediate = true)
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    // Drain, stop and a little.
    private static final long LEAVE_SECONDS = 12;
    private static final long SERVICE_DUE_SECONDS = 10;
    private static final long RETRY_SECONDS = 2;

    private final BundleContext context;
    private final JarCheck jars;
    private final BundleContents contents;
    private final Admissions admissions;
    private final ScheduledExecutorService thread;
    private final Lodgings lodgings;
    private final HostedPlugins hosted;
    private final ServiceTracker<Plugin, ServiceReference<Plugin>> services;
    private final BundleListener bundles;
    // Of the gate's thread: what the plugins in bundles are called, and which of them were moved into hosts.
    private final Map<ServiceReference<Plugin>, String> names = new HashMap<>();
    private final Set<ServiceReference<Plugin>> moved = new HashSet<>();

    /** A gate that is open. Where no door is shut behind it, there is none. */
    @Activate
    public Gate(
            BundleContext context,
            @Reference Guard guard,
            @Reference SwappedPluginTable table,
            @Reference Plugins plugins,
            @Reference AdmissionBook book,
            @Reference ArchiveDoor archives,
            @Reference AppTables tables,
            @Reference Gateway outgoing,
            @Reference Districts districts,
            @Reference CityClock clock,
            @Reference Shares shares,
            @Reference OpenMode door,
            @Reference Recall recall,
            @Reference Lodgings lodgings) {
        this.context = context;
        this.contents = new BundleContents(context);
        this.jars = new JarCheck(JarCheck.exported(
                PluginBundle.headers(FrameworkUtil.getBundle(Plugin.class)).get("Export-Package")));
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var one = new Thread(work, "teshema-gate");
            one.setDaemon(true);
            return one;
        });
        this.admissions = new Admissions(
                jars,
                guard,
                table,
                plugins,
                book,
                new Holdings(archives, tables, outgoing),
                districts,
                clock,
                shares,
                work -> later(RETRY_SECONDS, work));
        shares.onChange(() -> hand(admissions::placeAnew));
        this.lodgings = lodgings;
        this.hosted = new HostedPlugins(lodgings, admissions, this::hand);
        this.services = new ServiceTracker<>(context, Plugin.class, new Arrivals());
        this.bundles = this::changed;
        context.addBundleListener(bundles);
        services.open();
        for (Bundle bundle : context.getBundles()) {
            look(bundle);
        }
        later(RETRY_SECONDS, this::moves);
        String folder = context.getProperty("teshema.plugins");
        if (door.isDeveloper() && folder != null && !folder.isBlank()) {
            var unreadable = new UnreadableJars(Path.of(folder), admissions);
            hand(() -> watch(unreadable));
        }
    }

    private void watch(UnreadableJars folder) {
        folder.look();
        later(1, () -> watch(folder));
    }

    /** Nobody comes in any more; who is inside is stopped. */
    @Deactivate
    public void close() {
        context.removeBundleListener(bundles);
        services.close();
        handAndWait(hosted::close);
        thread.shutdown();
    }

    private final class Arrivals implements ServiceTrackerCustomizer<Plugin, ServiceReference<Plugin>> {
        @Override
        public ServiceReference<Plugin> addingService(ServiceReference<Plugin> service) {
            Bundle bundle = service.getBundle();
            hand(() -> unlessGone(bundle, () -> {
                admissions.jarGone(jarKey(bundle.getBundleId()));
                admissions.propose(
                        service, contents.jar(bundle), () -> Optional.ofNullable(context.getService(service)));
            }));
            return service;
        }

        @Override
        public void modifiedService(ServiceReference<Plugin> service, ServiceReference<Plugin> same) {
            // A plugin says everything about itself when it is asked; properties mean nothing here.
        }

        @Override
        public void removedService(ServiceReference<Plugin> service, ServiceReference<Plugin> same) {
            boolean remember = context.getBundle(0).getState() != Bundle.STOPPING;
            handAndWait(() -> {
                hosted.moveOut(service, remember);
                names.remove(service);
                moved.remove(service);
            });
            context.ungetService(service);
        }
    }

    /**
     * A released plugin that never becomes a bundle here comes in, to live in a process of its own.
     *
     * @param jar what is known of it; its origin names it
     * @param bytes the jar as it was signed
     * @param files what is in it, by path
     */
    public void moveIn(PluginJar jar, byte[] bytes, Map<String, byte[]> files) {
        ReleaseOrigin origin = jar.origin().orElseThrow();
        hand(() -> hosted.moveIn(origin, jar, origin.name(), bytes, files));
    }

    /** It leaves. */
    public void moveOut(ReleaseOrigin origin) {
        handAndWait(() -> {
            hosted.moveOut(origin, true);
            admissions.jarGone(origin);
        });
    }

    /** Moves the plugins that came with the platform, or lie in the folder, to where somebody chose that they run. */
    private void moves() {
        ServiceReference<?>[] here = services.getServiceReferences();
        for (int i = 0; here != null && i < here.length; i++) {
            @SuppressWarnings("unchecked")
            var service = (ServiceReference<Plugin>) here[i];
            Bundle bundle = service.getBundle();
            // One that is going is not moved; the next turn has to come all the same.
            if (bundle != null) {
                unlessGone(bundle, () -> moveIfChosen(service, bundle));
            }
        }
        later(1, this::moves);
    }

    private void moveIfChosen(ServiceReference<Plugin> service, Bundle bundle) {
        if (ReleaseOrigin.of(bundle.getLocation()).isEmpty()) {
            admissions.name(service).ifPresent(name -> names.put(service, name));
            Optional.ofNullable(names.get(service)).ifPresent(name -> move(service, bundle, name));
        }
    }

    private void move(ServiceReference<Plugin> service, Bundle bundle, String name) {
        boolean out = lodgings.chosen(name).equals(Optional.of(Tier.DISTRICT_HOST));
        if (out == moved.contains(service)) {
            return;
        }
        if (out) {
            moved.add(service);
            admissions.withdraw(service, false);
            context.ungetService(service);
            Map<String, byte[]> files = contents.files(bundle);
            hosted.moveIn(service, contents.jar(bundle), name, JarBytes.of(files), files);
        } else {
            moved.remove(service);
            hosted.moveOut(service, false);
            admissions.propose(service, contents.jar(bundle), () -> Optional.ofNullable(context.getService(service)));
        }
    }

    private void changed(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED, BundleEvent.RESOLVED, BundleEvent.STARTED ->
                look(event.getBundle());
            case BundleEvent.UNINSTALLED -> {
                long id = event.getBundle().getBundleId();
                hand(() -> admissions.jarGone(jarKey(id)));
            }
            default -> {
                // Other events say nothing about a jar's chances.
            }
        }
    }

    /** Looks at a bundle, unless the door has already taken it out: it tells of what it turned away itself. */
    private void look(Bundle bundle) {
        unlessGone(bundle, () -> lookAt(bundle));
    }

    /** What fails because the bundle was taken out meanwhile is no news. */
    private void unlessGone(Bundle bundle, Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException e) {
            if (!contents.isGone(bundle)) {
                throw e;
            }
        }
    }

    /** Looks at a jar that was written as a plugin and has not shown its service. */
    private void lookAt(Bundle bundle) {
        Map<String, String> headers = PluginBundle.headers(bundle);
        if (bundle.equals(context.getBundle()) || !PluginBundle.is(bundle)) {
            return;
        }
        PluginJar jar = contents.jarUnread(bundle, headers);
        Optional<Text> refusal = jars.refusal(headers);
        hand(() -> {
            if (!hasService(bundle)) {
                admissions.jarSeen(jarKey(jar.bundle()), jar, refusal, Optional.empty());
            }
        });
        if (refusal.isEmpty()) {
            later(SERVICE_DUE_SECONDS, () -> overdue(bundle, jar));
        }
    }

    private void overdue(Bundle bundle, PluginJar jar) {
        if (!admissions.knows(jarKey(jar.bundle())) || hasService(bundle)) {
            return;
        }
        Text hint = bundle.getState() == Bundle.INSTALLED
                ? new Text(
                        "该包的依赖无法满足，未能启动；请检查其清单的 Import-Package 与 Require-Capability。",
                        "The bundle cannot be resolved and did not start; look at Import-Package and"
                                + " Require-Capability in its manifest.")
                : new Text(
                        "包已启动，但没有登记插件服务；插件类须标注 @Component(service = Plugin.class)。",
                        "The bundle is there, but registers no plugin; the class needs @Component(service ="
                                + " Plugin.class).");
        admissions.jarSeen(jarKey(jar.bundle()), jar, Optional.empty(), Optional.of(hint));
    }

    private static boolean hasService(Bundle bundle) {
        ServiceReference<?>[] registered =
                bundle.getState() == Bundle.UNINSTALLED ? null : bundle.getRegisteredServices();
        if (registered == null) {
            return false;
        }
        for (ServiceReference<?> one : registered) {
            if (List.of((String[]) one.getProperty("objectClass")).contains(Plugin.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private static String jarKey(long bundle) {
        return "bundle " + bundle;
    }

    private void hand(Runnable work) {
        later(0, work);
    }

    private void later(long seconds, Runnable work) {
        try {
            Future<?> unused = thread.schedule(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException e) {
                            LOG.error("A step at the gate failed", e);
                        }
                    },
                    seconds,
                    TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gate is closed: {}", e.getMessage());
        }
    }

    private void handAndWait(Runnable work) {
        try {
            thread.submit(work).get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gate is closed: {}", e.getMessage());
        } catch (TimeoutException e) {
            LOG.warn("A plugin did not leave within {} s", LEAVE_SECONDS);
        } catch (ExecutionException e) {
            LOG.error("A step at the gate failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
