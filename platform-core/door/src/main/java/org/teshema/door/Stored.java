package org.teshema.door;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.wiring.BundleRevision;

/** Where the framework keeps what it loads classes from. Implementations MUST be thread-safe. */
@FunctionalInterface
interface Stored {
    /** The jar that this revision is loaded from; empty where it is none, such as a folder. */
    Optional<Path> jar(BundleRevision revision);
}
