package org.teshema.door;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Whether a revision of a bundle may run. Each is looked at once: its file is hashed whole, as it lies on the disk. Thread-safe.
 */
final class Trust {
    private final Settings settings;
    private final ShippedList shipped;
    private final Stored stored;
    private final Map<String, String> permitted = new ConcurrentHashMap<>();
    private final Map<BundleRevision, Look> looks = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Why something stays out.
     *
     * @param zh in Chinese
     * @param en in English
     */
    record Objection(String zh, String en) {}

    private record Look(Optional<String> digest, Optional<Objection> objection) {}

    Trust(Settings settings, ShippedList shipped, Stored stored) {
        this.settings = settings;
        this.shipped = shipped;
        this.stored = stored;
    }

    /** Lets a jar with that digest in at that place. */
    void permit(String location, String digest) {
        permitted.put(location, digest);
    }

    /** Takes that back. */
    void withdraw(String location) {
        permitted.remove(location);
    }

    /** Whether this revision may run. */
    boolean trusts(BundleRevision revision) {
        return objection(revision).isEmpty();
    }

    /** Why this revision may not run; empty when it may. */
    Optional<Objection> objection(BundleRevision revision) {
        Bundle bundle = revision.getBundle();
        if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            return Optional.empty();
        }
        return looked(revision).objection();
    }

    /** Whether a bundle is one that was shipped. */
    boolean isShipped(BundleRevision revision) {
        return looked(revision).digest().filter(shipped::holds).isPresent();
    }

    private Look looked(BundleRevision revision) {
        Look known = looks.get(revision);
        if (known == null) {
            known = look(revision, revision.getBundle());
            looks.put(revision, known);
        }
        return known;
    }

    private Look look(BundleRevision revision, Bundle bundle) {
        Optional<Path> jar = stored.jar(revision);
        if (jar.isEmpty() || !settings.keeps(jar.get())) {
            // What lies elsewhere may be changed by others after it was looked at.
            return out(
                    Optional.empty(),
                    "不是平台自己保管的 jar 文件（按引用安装，或是文件夹）",
                    "not a jar that the platform keeps itself (by reference, or a folder)");
        }
        String digest;
        try {
            digest = Sm3.hex(jar.get());
        } catch (IOException e) {
            return out(Optional.empty(), "文件无法读取", "its file cannot be read");
        }
        return look(revision, bundle, digest);
    }

    private Look look(BundleRevision revision, Bundle bundle, String digest) {
        String location = bundle.getLocation();
        boolean fromFolder = settings.isInFolder(location);
        if (settings.mode() == Mode.PRODUCTION && fromFolder) {
            return out(
                    Optional.of(digest),
                    "来自插件文件夹，生产模式不从文件夹加载插件；请以签名发布上线",
                    "it came from the plugin folder, and in production nothing does; bring it as a signed release");
        }
        if (shipped.holds(digest) || digest.equals(permitted.get(location))) {
            return new Look(Optional.of(digest), Optional.empty());
        }
        if (settings.mode() == Mode.DEVELOPER && (fromFolder || settings.isAlso(location))) {
            return isFragment(revision, bundle)
                    ? out(
                            Optional.of(digest),
                            "片段包会改变其他包（Fragment-Host），插件从不如此",
                            "a fragment changes other bundles (Fragment-Host), which no plugin does")
                    : new Look(Optional.of(digest), Optional.empty());
        }
        return out(
                Optional.of(digest),
                "既非随平台发行，也不是市级准入的发布（SM3 " + digest + "）；请以签名发布上线",
                "neither shipped with the platform nor a release that the gate let in (SM3 " + digest
                        + "); bring it as a signed release");
    }

    private static Look out(Optional<String> digest, String zh, String en) {
        return new Look(digest, Optional.of(new Objection(zh, en)));
    }

    private static boolean isFragment(BundleRevision revision, Bundle bundle) {
        return (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0
                || bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }
}
