package org.teshema.rest.rule;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.gate.Correction;
import org.teshema.engine.rule.StatedRule;

/**
 * One row of a plugin's rules, and where it comes from: with {@code correction} from the city, else shipped by the plugin.
 *
 * @param plugin name of the plugin
 * @param version version of the plugin that serves; missing while none of that name does
 * @param row the row as it counts: a shipped row ends where a correction begins
 * @param correction the city's correction that it is
 * @param misfit why a correction does not count though it was not withdrawn: it does not fit what the plugin ships
 */
public record RuleJson(
        String plugin,
        Optional<String> version,
        RuleRowJson row,
        Optional<CorrectionJson> correction,
        Optional<String> misfit) {

    /**
     * Who added the row.
     *
     * @param id its id, under which it is withdrawn
     * @param reason why
     * @param by the organisation that added it
     * @param at when
     * @param withdrawnBy the organisation that took it back
     * @param withdrawnAt when
     * @param withdrawnFor why
     */
    public record CorrectionJson(
            String id,
            String reason,
            String by,
            Instant at,
            Optional<String> withdrawnBy,
            Optional<Instant> withdrawnAt,
            Optional<String> withdrawnFor) {
        static CorrectionJson of(Correction correction) {
            return new CorrectionJson(
                    Long.toString(correction.id()),
                    correction.reason(),
                    correction.author(),
                    correction.at(),
                    correction.withdrawn().map(Correction.Withdrawal::author),
                    correction.withdrawn().map(Correction.Withdrawal::at),
                    correction.withdrawn().map(Correction.Withdrawal::reason));
        }
    }

    static RuleJson of(StatedRule rule) {
        return new RuleJson(
                rule.plugin(),
                rule.version(),
                RuleRowJson.of(rule.row()),
                rule.correction().map(CorrectionJson::of),
                rule.misfit());
    }
}
