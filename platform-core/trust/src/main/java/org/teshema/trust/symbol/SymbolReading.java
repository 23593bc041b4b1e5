package org.teshema.trust.symbol;

/**
 * What a reader got out of a drawn symbol.
 *
 * @param text the decoded text
 * @param errorsCorrected codewords that had to be repaired; 0 for an undamaged symbol
 */
public record SymbolReading(String text, int errorsCorrected) {}
