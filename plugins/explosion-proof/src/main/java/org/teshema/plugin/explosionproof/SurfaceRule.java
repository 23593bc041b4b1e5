package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/** Whether the surface of a device stays cool enough. */
final class SurfaceRule {
    private static final String NAME = "temperature";

    private SurfaceRule() {}

    /** Holds what the mark states against the highest temperature allowed, in °C. */
    static Reason ask(Optional<Temperature> stated, BigDecimal allowed) {
        if (stated.isEmpty()) {
            return missing("标志没有写明温度组别或最高表面温度。", "The mark states neither temperature class nor surface temperature.");
        }
        int hottest = stated.get().hottest().celsius();
        String most = allowed.stripTrailingZeros().toPlainString();
        if (allowed.compareTo(BigDecimal.valueOf(hottest)) >= 0) {
            return new Reason(
                    NAME,
                    Outcome.SUITABLE,
                    new Text(
                            "最高表面温度 " + hottest + "℃，允许 " + most + "℃。",
                            "Surface temperature up to " + hottest + " °C; " + most + " °C is allowed."));
        }
        if (allowed.compareTo(BigDecimal.valueOf(stated.get().coolest().celsius())) >= 0) {
            return missing(
                    "标志给出温度范围，最高 " + hottest + "℃ 超过允许的 " + most + "℃，须确认实际使用条件。",
                    "The mark gives a range; its " + hottest + " °C exceeds the allowed " + most
                            + " °C, so the actual conditions of use must be known.");
        }
        return new Reason(
                NAME,
                Outcome.UNSUITABLE,
                new Text(
                        "最高表面温度 " + hottest + "℃，超过允许的 " + most + "℃。",
                        "Surface temperature up to " + hottest + " °C; only " + most + " °C is allowed."));
    }

    static Reason missing(String zh, String en) {
        return new Reason(NAME, Outcome.NEEDS_A_PERSON, new Text(zh, en));
    }
}
