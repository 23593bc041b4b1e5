package org.teshema.door;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Takes bundles out that could not be taken out at once: where two threads of the framework wait for each other, Felix ends that by
 * letting one of them fail, and that may be the door's. They get no wires meanwhile, and what is still there after a minute of trying
 * goes with the sweep of the next start. Thread-safe.
 */
final class Removals {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int MOST = 3000;

    private final ConcurrentLinkedQueue<Bundle> waiting = new ConcurrentLinkedQueue<>();
    private boolean busy;

    /** Tries until it is out. */
    synchronized void later(Bundle bundle) {
        waiting.add(bundle);
        if (!busy) {
            busy = true;
            var thread = new Thread(this::work, "teshema-door");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        for (int n = 0; !isDone(); n++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            waiting.removeIf(n < MOST ? Removals::isOut : bundle -> true);
        }
    }

    private synchronized boolean isDone() {
        busy = !waiting.isEmpty();
        return !busy;
    }

    private static boolean isOut(Bundle bundle) {
        try {
            bundle.uninstall();
            return true;
        } catch (BundleException | IllegalStateException e) {
            return bundle.getState() == Bundle.UNINSTALLED;
        }
    }
}
