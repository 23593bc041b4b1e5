package org.teshema.engine.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;

/** The plugins that live in hosts, on their way in and out. Everything here runs on the gate's one thread. */
final class HostedPlugins {
    private final Lodgings lodgings;
    private final Admissions admissions;
    private final Consumer<Runnable> hand;
    private final Map<Object, Lodgings.Lodging> open = new HashMap<>();

    HostedPlugins(Lodgings lodgings, Admissions admissions, Consumer<Runnable> hand) {
        this.lodgings = lodgings;
        this.admissions = admissions;
        this.hand = hand;
    }

    /** Whether that one was moved into a host. */
    boolean has(Object key) {
        return open.containsKey(key);
    }

    /** Starts a host for a plugin; the plugin is proposed when it is there. */
    void moveIn(Object key, PluginJar jar, String name, byte[] bytes, Map<String, byte[]> files) {
        Optional<PluginClass> type = PluginClass.in(jar.headers(), files);
        if (type.isEmpty() || !type.get().isSceneApp()) {
            admissions.jarSeen(
                    key,
                    jar,
                    Optional.of(new Text(
                            "只有场景应用可以运行在区宿主进程；种类插件和附加规则要为全部设备计算时限，须运行在平台进程内。",
                            "Only scene apps live in a district host: a category or an aspect is asked about every device"
                                    + " there is, and runs in the platform's process.")),
                    Optional.empty());
            return;
        }
        Optional<Text> objection = lodgings.objection();
        if (objection.isPresent()) {
            admissions.jarSeen(key, jar, objection, Optional.empty());
            return;
        }
        admissions.jarSeen(key, jar, Optional.empty(), Optional.of(new Text("宿主进程正在启动。", "Its host is starting.")));
        open.put(key, lodgings.open(name, bytes, type.get().name(), new Lodgings.Watcher() {
            @Override
            public void arrived(SceneApp app) {
                hand.accept(() -> Optional.ofNullable(open.get(key)).ifPresent(place -> propose(key, jar, place, app)));
            }

            @Override
            public void back() {
                hand.accept(() -> admissions.back(key));
            }

            @Override
            public void givenUp(Text why) {
                hand.accept(() -> {
                    if (open.containsKey(key)) {
                        admissions.quarantine(key, jar, why);
                    }
                });
            }
        }));
    }

    private void propose(Object key, PluginJar jar, Lodgings.Lodging place, SceneApp app) {
        admissions.propose(key, jar, place, () -> Optional.of(app));
        if (admissions.isRefused(key)) {
            place.close();
        }
    }

    /** Takes a plugin out and ends its host. */
    void moveOut(Object key, boolean remember) {
        admissions.withdraw(key, remember);
        Optional.ofNullable(open.remove(key)).ifPresent(Lodgings.Lodging::close);
    }

    /** The platform stops. */
    void close() {
        open.values().forEach(Lodgings.Lodging::close);
        open.clear();
    }
}
