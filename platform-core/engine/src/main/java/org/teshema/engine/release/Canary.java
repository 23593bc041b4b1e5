package org.teshema.engine.release;

import java.util.Objects;
import org.teshema.engine.gate.Share;

/**
 * A release on trial 试行, beside the live one.
 *
 * @param release its number
 * @param share whom it serves
 */
public record Canary(long release, Share share) {
    public Canary {
        Objects.requireNonNull(share, "share");
    }
}
