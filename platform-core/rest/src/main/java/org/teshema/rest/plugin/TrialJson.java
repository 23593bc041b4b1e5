package org.teshema.rest.plugin;

import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Share;
import org.teshema.engine.release.Installation;

/**
 * A release on trial beside the live one.
 *
 * @param release the release
 * @param station id of the station whose devices it serves; missing for a share of all
 * @param stationName its name
 * @param perMille so many of a thousand devices it serves; missing for a station
 * @param stage where it stands at the gate of this node
 * @param told why it stands there or could not be installed, in the caller's language
 * @param figures what was counted of it on this node
 */
public record TrialJson(
        ReleaseJson release,
        Optional<String> station,
        Optional<String> stationName,
        Optional<Integer> perMille,
        Optional<String> stage,
        Optional<String> told,
        Optional<FiguresJson> figures) {
    static TrialJson of(Installation.Trial trial, Language language) {
        Optional<PluginReport> report = trial.here().report();
        return new TrialJson(
                ReleaseJson.of(trial.release()),
                trial.share() instanceof Share.OfStation one
                        ? Optional.of(Long.toString(one.organisation()))
                        : Optional.empty(),
                trial.station().map(one -> one.name()),
                trial.share() instanceof Share.PerMille some ? Optional.of(some.perMille()) : Optional.empty(),
                trial.here().stage().map(Enum::name),
                trial.here().reason().map(text -> text.in(language)),
                report.map(FiguresJson::of));
    }
}
