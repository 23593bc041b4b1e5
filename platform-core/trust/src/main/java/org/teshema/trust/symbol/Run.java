package org.teshema.trust.symbol;

/** A dark rectangle of a symbol in module units, origin at the upper left module, quiet zone not counted. */
public record Run(int x, int y, int width, int height) {

    public Run {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("A run needs a place inside the symbol and at least one module, not " + x
                    + "," + y + " " + width + "x" + height);
        }
    }
}
