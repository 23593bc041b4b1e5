package org.teshema.faults.gallery;

import java.math.BigInteger;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Computes for minutes inside the JDK, where nothing of its own is passed meanwhile. */
public final class ComputesInTheJdk extends FaultyApp {
    private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(64_000).subtract(BigInteger.ONE);

    /** As a container makes it. */
    public ComputesInTheJdk() {
        super("computes-in-the-jdk");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("bits " + BigInteger.TEN.modPow(LARGE, LARGE).bitLength());
    }
}
