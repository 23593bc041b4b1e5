package org.teshema.trust.symbol;

/**
 * What a reader got out of a drawn symbol.
 *
 * @param text the decoded text
 * @param errorsCorrected codewords that had to be repaired; 0 for an undamaged symbol
 * @param patternDamage modules of the wrong colour among those that carry no text, such as finders and timing; 0 for an undamaged
 *     symbol
 */
public record SymbolReading(String text, int errorsCorrected, int patternDamage) {

    /** Whether every module that matters was read as it should be. */
    public boolean undamaged() {
        return errorsCorrected == 0 && patternDamage == 0;
    }
}
