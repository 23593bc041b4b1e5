package org.teshema.engine.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.teshema.api.text.Text;

/** A node without a framework: what is installed on it is let in by its gate at once, or refused where the test says so. */
public final class FakeNode implements InstalledReleases {
    private final Map<ReleaseOrigin, Long> bundles = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Plugins plugins = new Plugins();
    private final Shares shares = new Shares();
    private final Set<String> tripped = new HashSet<>();
    private List<String> dependants = List.of();
    private Runnable removing = () -> {};

    /** What happened to it, in order. */
    public final List<String> deeds = new ArrayList<>();

    private long next = 100;

    /** With a gate that places its plugins anew when the shares change. */
    public FakeNode() {
        shares.onChange(this::show);
    }

    /** Who serves a share alone here. */
    public Shares shares() {
        return shares;
    }

    /** Its gate leaves that version out for too many faults. */
    public void trips(String version) {
        tripped.add(version);
        show();
    }

    /** Looks so just before something is taken out. */
    public void watchRemoval(Runnable look) {
        removing = look;
    }

    /** These are wired to what is installed. */
    public void wired(String... bundles) {
        dependants = List.of(bundles);
    }

    /** Which version answers for a device, as this node's table would say it. */
    public String serving(long device, OptionalLong station) {
        Comparator<ReleaseOrigin> byVersion = Comparator.comparing(ReleaseOrigin::version);
        return bundles.keySet().stream()
                .filter(origin -> Optional.ofNullable(shares.all().get(origin))
                        .filter(share -> share.takes(origin.name(), device, station))
                        .isPresent())
                .findFirst()
                .or(() -> bundles.keySet().stream()
                        .filter(origin -> !shares.all().containsKey(origin) && !broken.contains(origin.version()))
                        .max(byVersion))
                .map(ReleaseOrigin::version)
                .orElse("none");
    }

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
    public List<String> refreshes(String plugin) {
        return dependants;
    }

    @Override
    public void remove(ReleaseOrigin origin) {
        removing.run();
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
                refused ? Stage.REFUSED : shares.all().containsKey(origin) ? Stage.CANARY : Stage.SERVING,
                Instant.EPOCH,
                refused ? Optional.of(new Text("坏了", "It is broken")) : Optional.empty(),
                Optional.empty(),
                tripped.contains(origin.version()) ? Optional.of(tripped(origin)) : Optional.empty(),
                Dwelling.HERE);
    }

    private static Admitted tripped(ReleaseOrigin origin) {
        Admitted one = Served.admitted(Crane.named(origin.name(), origin.version()), Limits.standard());
        for (int i = 0; i < Limits.standard().window(); i++) {
            one.calls.increment();
            one.fault("view", "threw", Limits.standard());
        }
        return one;
    }
}
