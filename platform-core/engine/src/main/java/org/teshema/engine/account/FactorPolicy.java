package org.teshema.engine.account;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.teshema.api.scan.Side;

/**
 * Whose log-in needs a second step.
 *
 * @param sides the sides whose accounts are asked for one
 */
public record FactorPolicy(Set<Side> sides) {
    /** A password is enough for everybody. */
    public static final FactorPolicy NONE = new FactorPolicy(Set.of());

    /** Government and inspection bodies. */
    public static final FactorPolicy USUAL = new FactorPolicy(Set.of(Side.GOVERNMENT, Side.INSPECTION));

    public FactorPolicy {
        sides = Set.copyOf(sides);
    }

    /**
     * The policy that a setting names.
     *
     * @param setting {@code none}, or names of sides with commas between them; empty for what is usual
     * @param developer whether the platform runs in developer mode, where a password is usually enough
     */
    public static FactorPolicy parse(String setting, boolean developer) {
        String words = setting.strip();
        if (words.isEmpty()) {
            return developer ? NONE : USUAL;
        }
        if (words.equals("none")) {
            return NONE;
        }
        var sides = EnumSet.noneOf(Side.class);
        for (String word : words.split(",", -1)) {
            sides.add(Arrays.stream(Side.values())
                    .filter(side -> side != Side.PUBLIC)
                    .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "second.factor 应为 none，或 government、inspection、enterprise 中的若干个，而不是“" + word.strip()
                                    + "” / second.factor is none, or some of government, inspection, enterprise, not \""
                                    + word.strip() + "\"")));
        }
        return new FactorPolicy(sides);
    }

    /** Whether that account is asked for a second step. */
    boolean asks(Actor actor) {
        return sides.contains(actor.side());
    }
}
