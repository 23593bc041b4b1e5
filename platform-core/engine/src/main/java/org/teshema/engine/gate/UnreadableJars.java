package org.teshema.engine.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;

/**
 * Files of a developer's plugin folder that are no whole jar. They never become bundles, so that nobody else would tell of them. One
 * that still grows is not judged. Everything here runs on the gate's one thread.
 */
final class UnreadableJars {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableJars.class);

    // The framework's own number, so no plugin's; below it are released plugins that live in hosts.
    private static final long NO_BUNDLE = 0;

    private final Path folder;
    private final Admissions admissions;
    private final Set<Path> told = new HashSet<>();
    private Map<Path, String> before = new HashMap<>();
    private final Map<Path, String> judged = new HashMap<>();

    UnreadableJars(Path folder, Admissions admissions) {
        this.folder = folder;
        this.admissions = admissions;
    }

    /** Looks at the folder: what is as it was at the last look is judged, once. */
    void look() {
        Map<Path, String> now = jars();
        for (Map.Entry<Path, String> jar : now.entrySet()) {
            Path file = jar.getKey();
            if (!jar.getValue().equals(before.get(file))) {
                forget(file);
            } else if (!jar.getValue().equals(judged.put(file, jar.getValue())) && !isReadable(file)) {
                told.add(file);
                admissions.jarSeen(key(file), described(file), Optional.of(reason(file)), Optional.empty());
            }
        }
        before.keySet().stream().filter(file -> !now.containsKey(file)).forEach(this::forget);
        before = now;
    }

    private void forget(Path file) {
        judged.remove(file);
        if (told.remove(file)) {
            admissions.jarGone(key(file));
        }
    }

    /** Each file of the folder that is called a jar, and what changes when it does. */
    private Map<Path, String> jars() {
        var found = new HashMap<Path, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") && !name.startsWith(".")) {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        found.put(file, attributes.size() + " " + attributes.lastModifiedTime());
                    }
                }
            }
        } catch (IOException e) {
            // One that went while it was looked at, or no folder: there is a next time.
            LOG.debug("The plugin folder cannot be read: {}", e.toString());
        }
        return found;
    }

    private static boolean isReadable(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            return zip.getEntry("META-INF/MANIFEST.MF") != null;
        } catch (IOException e) {
            LOG.debug("{} cannot be read: {}", file, e.toString());
            return false;
        }
    }

    private static PluginJar described(Path file) {
        return new PluginJar(NO_BUNDLE, file.getFileName().toString(), "-", Map.of(), Optional.empty());
    }

    private static Text reason(Path file) {
        return new Text(
                "插件文件夹中的 " + file.getFileName() + " 不是完整的 jar，请重新构建并放入。",
                "What lies in the plugin folder as " + file.getFileName()
                        + " is no whole jar. Build it again and lay it there anew.");
    }

    private static String key(Path file) {
        return "file " + file.getFileName();
    }
}
