package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.ScanContext;

/** Asks the rules that a scan hands in for what explosion protection needs of them. */
final class ExRules {
    static final String DUST_SURFACE = "ex-dust-surface";
    static final String MARK_WANTED = "ex-mark-wanted";
    static final String NO_MARK = "ex-hazard-no-mark";
    static final String UNSUITABLE = "ex-hazard-unsuitable";

    /**
     * How hot a surface may be among dust.
     *
     * @param numerator and
     * @param denominator of the fraction of the cloud's ignition temperature
     * @param belowLayer kelvins below the ignition temperature of a layer
     * @param layerMm the thickest layer this is good for
     */
    record DustSurface(BigDecimal numerator, BigDecimal denominator, BigDecimal belowLayer, BigDecimal layerMm) {
        /** The figures of the rule; empty where one of them is missing, so that nothing is called suitable by half a rule. */
        static Optional<DustSurface> of(Rule rule) {
            boolean whole = NAMES.stream()
                    .allMatch(name -> rule.parameters().getOrDefault(name, "").matches("[0-9]{1,4}"));
            return whole && rule.number("cloud-denominator") > 0
                    ? Optional.of(new DustSurface(
                            BigDecimal.valueOf(rule.number("cloud-numerator")),
                            BigDecimal.valueOf(rule.number("cloud-denominator")),
                            BigDecimal.valueOf(rule.number("below-layer")),
                            BigDecimal.valueOf(rule.number("layer-mm"))))
                    : Optional.empty();
        }

        private static final List<String> NAMES =
                List.of("cloud-numerator", "cloud-denominator", "below-layer", "layer-mm");
    }

    private ExRules() {}

    /** The rule on that topic for the scanned device today. */
    static Optional<Rule> on(String topic, ScanContext context) {
        return context.rules().governing(topic, context.device().category(), context.today());
    }

    /** Whether the scanned device needs a mark of its own in a hazardous area; where no rule says otherwise it does. */
    static boolean wantsMark(ScanContext context) {
        return on(MARK_WANTED, context)
                .map(rule -> !"no".equals(rule.parameters().get("wanted")))
                .orElse(true);
    }
}
