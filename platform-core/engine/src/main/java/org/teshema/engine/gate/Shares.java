package org.teshema.engine.gate;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Which installed releases are canaries on this node, and whom each serves. Said before a canary is installed and until it is gone: so
 * there is no moment in which it serves everybody because its version is the highest. Thread-safe.
 */
@Component(service = Shares.class)
public final class Shares {
    private volatile Map<ReleaseOrigin, Share> shares = Map.of();
    private volatile Runnable listener = () -> {};

    /** None. */
    @Activate
    public Shares() {}

    /** Those from now on; the gate places its plugins anew. */
    public void set(Map<ReleaseOrigin, Share> next) {
        if (!shares.equals(next)) {
            shares = Map.copyOf(next);
            listener.run();
        }
    }

    /** Those there are. */
    public Map<ReleaseOrigin, Share> all() {
        return shares;
    }

    /** Whom the plugin in that jar serves; empty for one that is no canary. */
    Optional<Share> of(PluginJar jar) {
        return jar.origin().map(shares::get);
    }

    /** Runs that at every change. */
    void onChange(Runnable what) {
        listener = what;
    }
}
