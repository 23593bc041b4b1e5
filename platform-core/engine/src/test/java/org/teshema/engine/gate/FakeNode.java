package org.teshema.engine.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.text.Text;

/** A node without a framework: what is installed on it is let in by its gate at once, or refused where the test says so. */
public final class FakeNode implements InstalledReleases {
    private final Map<ReleaseOrigin, Long> bundles = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Plugins plugins = new Plugins();

    /** What happened to it, in order. */
    public final List<String> deeds = new ArrayList<>();

    private long next = 100;

    /** The list of its gate. */
    public Plugins plugins() {
        return plugins;
    }

    /** Its gate refuses that version from now on. */
    public void refuses(String version) {
        broken.add(version);
    }

    /** Its bundle cache is lost. */
    public void wiped() {
        bundles.clear();
        show();
    }

    @Override
    public Map<ReleaseOrigin, Long> here() {
        return new LinkedHashMap<>(bundles);
    }

    @Override
    public Optional<Text> install(ReleaseOrigin origin, byte[] jar) {
        bundles.put(origin, next++);
        deeds.add("install " + origin.version());
        show();
        return Optional.empty();
    }

    @Override
    public void remove(ReleaseOrigin origin) {
        if (bundles.remove(origin) != null) {
            deeds.add("remove " + origin.version());
            show();
        }
    }

    private void show() {
        plugins.show(bundles.entrySet().stream()
                .map(one -> seen(one.getKey(), one.getValue()))
                .toList());
    }

    private Candidate.Seen seen(ReleaseOrigin origin, long bundle) {
        boolean refused = broken.contains(origin.version());
        return new Candidate.Seen(
                new PluginJar(bundle, origin.name(), origin.version(), Map.of(), Optional.empty()),
                refused ? Stage.REFUSED : Stage.SERVING,
                Instant.EPOCH,
                refused ? Optional.of(new Text("坏了", "It is broken")) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Dwelling.HERE);
    }
}
