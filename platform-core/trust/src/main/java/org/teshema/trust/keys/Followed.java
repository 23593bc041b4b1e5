package org.teshema.trust.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file that somebody else writes: tells whether it was replaced since it was looked at last. Not thread-safe. */
final class Followed {
    private final Path file;
    private String seen;

    Followed(Path file) {
        this.file = file;
        this.seen = look();
    }

    Path file() {
        return file;
    }

    /** Whether it is another one now; from then on that is the one that was seen. */
    boolean isNew() {
        String now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private String look() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            throw new KeyRingException("无法读取密钥文件 " + file + " / cannot read the key file " + file + ": " + e, e);
        }
    }
}
