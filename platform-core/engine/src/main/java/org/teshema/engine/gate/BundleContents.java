package org.teshema.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.tables.Migration;
import org.teshema.trust.release.ReleaseRecord;
import org.teshema.trust.release.ReleaseRefused;
import org.teshema.trust.sm.Sm3;

/**
 * Reads what is in a plugin's bundle. A bundle may be taken out by another thread while it is read: then reading ends with an
 * {@link IllegalStateException}, as the framework's own methods do, and {@link #isGone} says so.
 */
final class BundleContents {
    private static final Logger LOG = LoggerFactory.getLogger(BundleContents.class);
    private static final int MOST_TEXT = 4 * 1024 * 1024;
    private static final int MOST_DIGESTED = 64 * 1024 * 1024;

    private final BundleContext context;

    BundleContents(BundleContext context) {
        this.context = context;
    }

    /** Whether it was taken out. The framework forgets a bundle a moment before it calls it uninstalled. */
    boolean isGone(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED || context.getBundle(bundle.getBundleId()) == null;
    }

    /** What is known of a jar, its digest included. */
    PluginJar jar(Bundle bundle) {
        return jar(bundle, PluginBundle.headers(bundle), digest(bundle));
    }

    /** What is known of a jar that may never come in: its digest is not worth its reading yet. */
    PluginJar jarUnread(Bundle bundle, Map<String, String> headers) {
        return jar(bundle, headers, Optional.empty());
    }

    private PluginJar jar(Bundle bundle, Map<String, String> headers, Optional<String> digest) {
        Optional<ReleaseOrigin> origin = ReleaseOrigin.of(bundle.getLocation());
        return new PluginJar(
                bundle.getBundleId(),
                Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation()),
                bundle.getVersion().toString(),
                headers,
                digest,
                origin,
                origin.map(one -> permissions(bundle)),
                migrations(bundle));
    }

    /** Every file, by its path. */
    Map<String, byte[]> files(Bundle bundle) {
        var files = new HashMap<String, byte[]>();
        for (URL url : Collections.list(bundle.findEntries("/", "*", true))) {
            if (!url.getPath().endsWith("/")) {
                files.put(url.getPath().substring(1), whole(bundle, url, MOST_DIGESTED));
            }
        }
        return files;
    }

    /** What the record of a release says; a record that says nothing permits nothing. */
    private Permissions permissions(Bundle bundle) {
        URL record = bundle.getEntry(ReleaseRecord.PATH);
        try {
            return new Permissions(
                    record == null
                            ? Set.of()
                            : ReleaseRecord.parse(new String(read(record, MOST_TEXT), StandardCharsets.UTF_8))
                                    .permissions());
        } catch (IOException | ReleaseRefused e) {
            failIfGone(bundle);
            LOG.warn("The release record of {} cannot be read: {}", bundle.getLocation(), e.getMessage());
            return new Permissions(Set.of());
        }
    }

    private Map<String, String> migrations(Bundle bundle) {
        // Not by findEntries, which resolves a bundle that may be on its way out.
        Enumeration<String> paths = bundle.getEntryPaths(Migration.FOLDER);
        var texts = new HashMap<String, String>();
        for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
            if (!path.endsWith("/")) {
                texts.put(
                        path.substring(path.lastIndexOf('/') + 1),
                        new String(whole(bundle, bundle.getEntry(path), MOST_TEXT), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** SM3 over path, length and content of every file in the jar, in the order of their paths; none of a jar too large or unreadable. */
    private Optional<String> digest(Bundle bundle) {
        Enumeration<URL> entries = bundle.findEntries("/", "*", true);
        if (entries == null) {
            return Optional.empty();
        }
        var files = new ArrayList<URL>(Collections.list(entries));
        files.removeIf(url -> url.getPath().endsWith("/"));
        files.sort(Comparator.comparing(URL::getPath));
        var parts = new ArrayList<byte[]>();
        long total = 0;
        try {
            for (URL url : files) {
                byte[] content = read(url, MOST_DIGESTED);
                total += content.length;
                parts.add((url.getPath() + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                parts.add(content);
                if (total >= MOST_DIGESTED) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            failIfGone(bundle);
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().formatHex(Sm3.hash(parts.toArray(new byte[0][]))));
    }

    private static byte[] whole(Bundle bundle, URL url, int most) {
        try {
            return read(url, most);
        } catch (IOException e) {
            throw new IllegalStateException("The jar of " + bundle + " cannot be read", e);
        }
    }

    private static byte[] read(URL url, int most) throws IOException {
        try (InputStream in = url.openStream()) {
            return in.readNBytes(most);
        }
    }

    private void failIfGone(Bundle bundle) {
        if (isGone(bundle)) {
            throw new IllegalStateException(bundle + " was taken out while it was read");
        }
    }
}
