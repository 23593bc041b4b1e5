package org.teshema.trust.symbol;

/** How much of a symbol may be lost or dirty and still be read: L about 7 %, M 15 %, Q 25 %, H 30 % of its codewords. */
public enum Correction {
    L(1),
    M(0),
    Q(3),
    H(2);

    private final int formatBits;

    Correction(int formatBits) {
        this.formatBits = formatBits;
    }

    /** The two bits of ISO/IEC 18004 table 12 that stand for this level in the format information. */
    int formatBits() {
        return formatBits;
    }
}
