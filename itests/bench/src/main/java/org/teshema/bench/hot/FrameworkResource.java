package org.teshema.bench.hot;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.teshema.rest.RestResource;

/** Tells, from inside the platform, what has happened to which bundle and what is left of those that went. Thread-safe. */
@Path("/bench/framework")
@Produces("application/json")
public final class FrameworkResource implements RestResource {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
    private final BundleContext context =
            FrameworkUtil.getBundle(FrameworkResource.class).getBundleContext();

    /** Listens from now on. */
    public FrameworkResource() {
        context.addBundleListener((BundleListener) this::heard);
        context.addBundleListener((SynchronousBundleListener) this::keep);
    }

    /** All events: kind and bundle, the oldest first. */
    @GET
    @Path("events")
    public List<String> all() {
        return seen;
    }

    /**
     * What is held after a collection: bytes of metaspace and heap, classes loaded and unloaded, class loaders of plugins of the
     * gallery that there ever were and those still there, and what is {@link #here()}.
     */
    @GET
    @Path("held")
    public Map<String, Long> held() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        var held = new TreeMap<String, Long>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                held.put("metaspace", pool.getUsage().getUsed());
            }
        }
        var classes = ManagementFactory.getClassLoadingMXBean();
        held.put("loaded", (long) classes.getLoadedClassCount());
        held.put("unloaded", classes.getUnloadedClassCount());
        held.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        held.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        held.put("loaders", (long) loaders.size());
        held.put(
                "loadersAlive",
                loaders.stream().filter(one -> one.get() != null).count());
        held.putAll(here());
        return held;
    }

    /**
     * Of plugins of the gallery the bundles installed and their wirings in use, the most wirings in use of one name of the platform's and its plugins,
     * and bundles that wait to be removed.
     */
    @GET
    @Path("here")
    public Map<String, Long> here() {
        var held = new TreeMap<String, Long>();
        long bundles = 0;
        long wirings = 0;
        var byName = new TreeMap<String, Long>();
        for (Bundle bundle : context.getBundles()) {
            long used = bundle.adapt(BundleRevisions.class).getRevisions().stream()
                    .filter(one -> one.getWiring() != null && one.getWiring().isInUse())
                    .count();
            String name = String.valueOf(bundle.getSymbolicName());
            if (name.startsWith("org.teshema.")) {
                byName.merge(name, used, Long::sum);
            }
            if (isOfGallery(bundle)) {
                bundles++;
                wirings += used;
            }
        }
        held.put("bundles", bundles);
        held.put("wirings", wirings);
        held.put(
                "mostWirings",
                byName.values().stream().mapToLong(Long::longValue).max().orElse(0));
        FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
        held.put("removalPending", (long) framework.getRemovalPendingBundles().size());
        return held;
    }

    private void heard(BundleEvent event) {
        seen.add(event.getType() + " " + event.getBundle().getSymbolicName());
    }

    private void keep(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTED && isOfGallery(event.getBundle())) {
            BundleWiring wiring = event.getBundle().adapt(BundleWiring.class);
            loaders.add(new WeakReference<>(wiring.getClassLoader()));
        }
    }

    private static boolean isOfGallery(Bundle bundle) {
        return String.valueOf(bundle.getSymbolicName()).startsWith("org.teshema.faults.");
    }
}
