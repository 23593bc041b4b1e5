package org.teshema.door;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.wiring.BundleRevision;

/** Asks Felix itself which file it loads a revision from: the cache may lie anywhere, and a bundle may point elsewhere. */
final class FelixStored implements Stored {
    @Override
    public Optional<Path> jar(BundleRevision revision) {
        try {
            Object content = revision.getClass().getMethod("getContent").invoke(revision);
            if (content == null || !content.getClass().getSimpleName().equals("JarContent")) {
                return Optional.empty();
            }
            File file = (File) content.getClass().getMethod("getFile").invoke(content);
            return Optional.of(file.toPath());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This is not the framework the door was built for", e);
        }
    }
}
