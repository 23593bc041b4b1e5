package org.teshema.engine.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What {@link Recall} does for bundles, for a process that has no framework: a plugin's jar whose code comes back when it is interrupted. */
public final class RecalledJar {
    private static final String CLASS = ".class";

    private RecalledJar() {}

    /**
     * The same jar with its classes so changed.
     *
     * @param jar as it was verified
     */
    public static byte[] of(byte[] jar) {
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    byte[] content = zip.readAllBytes();
                    files.put(entry.getName(), entry.getName().endsWith(CLASS) ? RecalledCode.of(content) : content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JarBytes.of(files);
    }
}
