package org.teshema.rest.plugin;

import java.time.Instant;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.release.Installation;

/**
 * One plugin that came as a release: what is to run of it on every node, and how it is on this one.
 *
 * @param plugin the plugin's name
 * @param district the district it belongs to; 310000 for the city's own
 * @param live the release that is to run; missing when it was stopped, and while its first release is on trial
 * @param previous the release to which one step leads back
 * @param highest the highest version that ever was live, if any was; nothing lower is installed again
 * @param reason why it is so
 * @param author who wanted it so
 * @param changedAt since when
 * @param here the version that this node works on
 * @param stage where that stands at the gate of this node
 * @param told why it stands there or could not be installed, in the caller's language
 * @param figures what was counted of the live release on this node
 * @param trial the release on trial beside it
 */
public record InstallationJson(
        String plugin,
        String district,
        Optional<ReleaseJson> live,
        Optional<ReleaseJson> previous,
        Optional<String> highest,
        String reason,
        String author,
        Instant changedAt,
        Optional<String> here,
        Optional<String> stage,
        Optional<String> told,
        Optional<FiguresJson> figures,
        Optional<TrialJson> trial) {
    static InstallationJson of(Installation one, Language language) {
        return new InstallationJson(
                one.target().plugin(),
                one.district(),
                one.live().map(ReleaseJson::of),
                one.previous().map(ReleaseJson::of),
                one.target().highest(),
                one.target().reason(),
                one.target().author(),
                one.target().changedAt(),
                one.here().version(),
                one.here().stage().map(Enum::name),
                one.here().reason().map(text -> text.in(language)),
                one.here().report().map(FiguresJson::of),
                one.trial().map(trial -> TrialJson.of(trial, language)));
    }
}
