package org.teshema.engine.release;

import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.Stage;

/**
 * One plugin that came through the door: what is to run of it, and how it is here.
 *
 * @param target what is to run
 * @param district the district it belongs to; 310000 for the city's own
 * @param live the release that is to run
 * @param previous the one that was live before
 * @param here how the live one is on this node
 * @param trial the one on trial beside it
 */
public record Installation(
        Target target,
        String district,
        Optional<Release> live,
        Optional<Release> previous,
        Here here,
        Optional<Trial> trial) {
    /**
     * How a release is on this node.
     *
     * @param version the version that is asked for, if any
     * @param stage where it stands at the gate
     * @param reason why it stands there or could not be installed
     * @param report its figures on this node
     */
    public record Here(
            Optional<String> version, Optional<Stage> stage, Optional<Text> reason, Optional<PluginReport> report) {
        /** Of a release that is not to run. */
        public static final Here NOTHING =
                new Here(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A release on trial.
     *
     * @param share whom it serves
     * @param station the station, where the share is one
     * @param here how it is on this node
     */
    public record Trial(Release release, Share share, Optional<Organisation> station, Here here) {}
}
