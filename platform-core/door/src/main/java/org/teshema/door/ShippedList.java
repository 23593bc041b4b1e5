package org.teshema.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SM3 digests of every jar that was shipped with the platform, as the build wrote them. The list lies beside those jars and
 * belongs to whoever may change them: it says what is ours, not who may say so.
 */
final class ShippedList {
    /** Where it lies in the distribution. */
    static final String PATH = "system/shipped.sm3";

    private static final String HEAD = "teshema-shipped-v1";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(\\S.*)");

    private final Set<String> digests;

    ShippedList(Collection<String> digests) {
        this.digests = Set.copyOf(digests);
    }

    /**
     * Reads a list.
     *
     * @throws IOException when it is not there, or is no list
     */
    static ShippedList read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
            throw new IOException("不是随平台发行的文件清单 / not a list of what was shipped: " + file);
        }
        var digests = new HashSet<String>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                throw new IOException("清单中有无法识别的一行 / a line that is no entry in " + file + ": " + line);
            }
            digests.add(entry.group(1));
        }
        return new ShippedList(digests);
    }

    /** Whether a jar with that digest was shipped. */
    boolean holds(String digest) {
        return digests.contains(digest);
    }

    /** How many jars it names. */
    int size() {
        return digests.size();
    }

    /** Writes the list of a distribution that was just assembled. */
    static void write(Path distribution) throws IOException {
        var entries = new TreeMap<String, String>();
        for (String folder : List.of("system", "deploy")) {
            Path root = distribution.resolve(folder);
            if (Files.isDirectory(root)) {
                try (var files = Files.walk(root)) {
                    for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                            .toList()) {
                        entries.put(distribution.relativize(jar).toString().replace('\\', '/'), Sm3.hex(jar));
                    }
                }
            }
        }
        var text = new StringBuilder(HEAD).append('\n');
        entries.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        Files.writeString(distribution.resolve(PATH), text, StandardCharsets.UTF_8);
    }
}
