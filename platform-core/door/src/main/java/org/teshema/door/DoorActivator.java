package org.teshema.door;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Shuts the door before any other bundle is started. Without it nothing runs: what keeps it from its work ends the process. */
public final class DoorActivator implements BundleActivator {
    private static final int FAILED = 78;

    private static final AtomicReference<Door> DOOR = new AtomicReference<>();

    private final Runnable end;

    /** The activator that the framework makes. */
    public DoorActivator() {
        this(() -> Runtime.getRuntime().halt(FAILED));
    }

    DoorActivator(Runnable end) {
        this.end = Objects.requireNonNull(end, "end");
    }

    @Override
    public void start(BundleContext context) {
        if (DOOR.get() != null) {
            // Stopped and started again: it never opened.
            return;
        }
        try {
            DOOR.set(Door.shut(context, System.err));
        } catch (Exception | LinkageError e) {
            // The framework would go on without this bundle.
            System.err.println(
                    "插件之门无法关闭，平台不启动 / the door for plugins cannot be shut, the platform does not start: " + e);
            end.run();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Stays shut as long as the framework runs.
    }
}
