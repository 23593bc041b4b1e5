package org.teshema.engine.app;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Entry;

/**
 * What was recorded on a page of a scene app.
 *
 * @param entry the entry, as far as its author may see it
 * @param receipt what the app tells its author of it
 */
public record AppTaken(Entry entry, Optional<Receipt> receipt) {
    public AppTaken {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(receipt, "receipt");
    }
}
