package org.teshema.engine.codes;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One file of a printed batch.
 *
 * @param name within the batch: {@code sheets-001.pdf}, {@code print-house-001.zip}, {@code SHA256SUMS}
 * @param bytes its length
 * @param path where it lies; never shown to people
 */
public record PrintFile(String name, long bytes, Path path) {
    public PrintFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
    }
}
