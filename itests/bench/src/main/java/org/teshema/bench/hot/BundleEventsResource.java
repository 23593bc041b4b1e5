package org.teshema.bench.hot;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.teshema.rest.RestResource;

/** Tells, from inside the platform, what has happened to which bundle. Thread-safe. */
@Path("/bench/bundle-events")
@Produces("application/json")
public final class BundleEventsResource implements RestResource {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Listens from now on. */
    public BundleEventsResource() {
        BundleContext context =
                FrameworkUtil.getBundle(BundleEventsResource.class).getBundleContext();
        context.addBundleListener((BundleListener) this::heard);
    }

    /** All events: kind and bundle, the oldest first. */
    @GET
    public List<String> all() {
        return seen;
    }

    private void heard(BundleEvent event) {
        seen.add(event.getType() + " " + event.getBundle().getSymbolicName());
    }
}
