package org.teshema.engine.release;

import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Stage;

/**
 * One plugin that came through the door: what is to run of it, and how it is here.
 *
 * @param target what is to run
 * @param live the release that is to run
 * @param previous the one that was live before
 * @param here how it is on this node
 */
public record Installation(Target target, Optional<Release> live, Optional<Release> previous, Here here) {
    /**
     * How a plugin is on this node.
     *
     * @param version the version that is installed and newest asked for, if any
     * @param stage where it stands at the gate
     * @param reason why it stands there or could not be installed
     */
    public record Here(Optional<String> version, Optional<Stage> stage, Optional<Text> reason) {
        static final Here NOTHING = new Here(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The district it belongs to. */
    String district() {
        return live.or(() -> previous)
                .map(release -> release.origin().district())
                .orElseThrow();
    }
}
