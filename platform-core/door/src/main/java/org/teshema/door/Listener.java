package org.teshema.door;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevision;

/** Takes a bundle that may not run out again, on the thread that brings it, before that thread can start it. Thread-safe. */
final class Listener implements SynchronousBundleListener {
    /** Where the engine installs releases; those of before the start are verified and installed anew. */
    static final String RELEASES = "teshema:release/";

    private final Trust trust;
    private final Refusals refusals;
    private final Removals removals = new Removals();

    Listener(Trust trust, Refusals refusals) {
        this.trust = trust;
        this.refusals = refusals;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            look(event.getBundle()).ifPresent(refusals::add);
        }
    }

    /** Looks at everything that is there already. To hash it is what a start waits for, so all processors do that first. */
    void sweep(BundleContext context) {
        Arrays.stream(context.getBundles())
                .parallel()
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .forEach(trust::trusts);
        for (Bundle bundle : context.getBundles()) {
            look(bundle)
                    .filter(refusal -> !refusal.location().startsWith(RELEASES))
                    .ifPresent(refusals::add);
        }
    }

    private Optional<Refusal> look(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return Optional.empty();
        }
        return trust.objection(revision).map(objection -> {
            var refusal = new Refusal(
                    revision.getSymbolicName() + " " + revision.getVersion(),
                    bundle.getLocation(),
                    objection.zh(),
                    objection.en());
            try {
                Extensions.disarm(bundle);
            } catch (ReflectiveOperationException e) {
                // It stays installed and gets no wires.
                return new Refusal(
                        refusal.bundle(),
                        refusal.location(),
                        refusal.zh() + "；未能移除：" + e.getMessage(),
                        refusal.en() + "; it could not be taken out: " + e.getMessage());
            }
            try {
                // Where it came in the place of another, Felix afterwards misses it and fails the update.
                bundle.uninstall();
            } catch (BundleException | IllegalStateException e) {
                removals.later(bundle);
            }
            return refusal;
        });
    }
}
