package org.teshema.door;

import java.util.Collection;
import java.util.function.Predicate;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Gives an untrusted revision no wires: nothing is a candidate for it, and it is a candidate for nobody, so it neither resolves nor
 * attaches itself to others. It takes nothing out of what may be resolved, because one that is taken out fails all the others that
 * are resolved with it. Thread-safe.
 */
final class Hook implements ResolverHookFactory, ResolverHook {
    private final Predicate<BundleRevision> trusted;

    Hook(Predicate<BundleRevision> trusted) {
        this.trusted = trusted;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        // What asks for nothing needs no wires; where only such are to be resolved, nothing is.
        if (!triggers.isEmpty() && triggers.stream().noneMatch(trusted)) {
            throw new IllegalStateException("不予解析 / not to be resolved: " + triggers);
        }
        return this;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (trusted.test(requirement.getRevision())) {
            candidates.removeIf(candidate -> !trusted.test(candidate.getRevision()));
        } else {
            candidates.clear();
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // Never: see above.
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
        // One that may not run stands in nobody's way either.
        collisions.removeIf(collision -> !trusted.test(collision.getRevision()));
    }

    @Override
    public void end() {
        // Nothing is kept between two resolutions.
    }
}
