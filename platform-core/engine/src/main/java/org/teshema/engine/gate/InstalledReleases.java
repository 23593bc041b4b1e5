package org.teshema.engine.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.text.Text;

/** The releases that are installed on this node. Implementations MUST be thread-safe. */
public interface InstalledReleases {
    /** Those installed now, with the number of their bundle. */
    Map<ReleaseOrigin, Long> here();

    /** Whether one that is installed was told to start, too: a node that went down in the middle may have left one that was not. */
    default boolean isStarted(ReleaseOrigin origin) {
        return here().containsKey(origin);
    }

    /**
     * Installs and starts a release, beside whatever is there.
     *
     * @return why it could not be, and then nothing of it is left; empty when it was
     */
    Optional<Text> install(ReleaseOrigin origin, byte[] jar);

    /**
     * Names of the bundles that the framework would have to restart if what is installed of that plugin were taken out: whatever is wired
     * to it, and whatever is wired to that.
     */
    List<String> refreshes(String plugin);

    /** Takes a release out; nothing happens when it is not there. */
    void remove(ReleaseOrigin origin);
}
