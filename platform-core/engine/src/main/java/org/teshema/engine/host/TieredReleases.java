package org.teshema.engine.host;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Gate;
import org.teshema.engine.gate.InstalledReleases;
import org.teshema.engine.gate.Permissions;
import org.teshema.engine.gate.PluginClass;
import org.teshema.engine.gate.PluginJar;
import org.teshema.engine.gate.ReleaseBundles;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.gate.Tier;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.tables.Migration;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRefused;

/**
 * The releases on this node, each where it belongs: as a bundle of the framework, or in a host and never in the framework at all. A
 * district's scene app lives in a host unless the city chose otherwise. Thread-safe.
 */
@Component(service = InstalledReleases.class)
public final class TieredReleases implements InstalledReleases {
    private final ReleaseBundles bundles;
    private final Gate gate;
    private final Tiers tiers;
    private final Map<ReleaseOrigin, Long> hosted = new ConcurrentHashMap<>();
    // Whoever lives in a host has no bundle; the number that stands in its place is below nought.
    private long last;

    /** Those of this framework and of these hosts. */
    @Activate
    public TieredReleases(@Reference ReleaseBundles bundles, @Reference Gate gate, @Reference Tiers tiers) {
        this.bundles = bundles;
        this.gate = gate;
        this.tiers = tiers;
    }

    /** What is installed and where it should be; what the city wants elsewhere is not here. */
    @Override
    public Map<ReleaseOrigin, Long> here() {
        var here = new LinkedHashMap<>(bundles.here());
        here.keySet().removeIf(origin -> tiers.chosen(origin.name()).equals(Optional.of(Tier.DISTRICT_HOST)));
        hosted.forEach((origin, number) -> {
            if (!tiers.chosen(origin.name()).equals(Optional.of(Tier.IN_PROCESS))) {
                here.put(origin, number);
            }
        });
        return here;
    }

    @Override
    public boolean isStarted(ReleaseOrigin origin) {
        return here().containsKey(origin) && (hosted.containsKey(origin) || bundles.isStarted(origin));
    }

    @Override
    public synchronized Optional<Text> install(ReleaseOrigin origin, byte[] jar) {
        try {
            ReleaseJar read = ReleaseJar.read(jar);
            Tier tier = tiers.chosen(origin.name()).orElseGet(() -> usual(origin, read));
            remove(origin);
            if (tier == Tier.IN_PROCESS) {
                return bundles.install(origin, jar);
            }
            hosted.put(origin, --last);
            gate.moveIn(
                    new PluginJar(
                            last,
                            read.manifest().getOrDefault("Bundle-SymbolicName", origin.name()),
                            origin.version(),
                            read.manifest(),
                            Optional.empty(),
                            Optional.of(origin),
                            Optional.of(new Permissions(read.statement().permissions())),
                            Migration.in(read.files())),
                    jar,
                    new HashMap<>(read.files()));
            return Optional.empty();
        } catch (ReleaseRefused e) {
            return Optional.of(e.reason());
        }
    }

    private static Tier usual(ReleaseOrigin origin, ReleaseJar jar) {
        boolean app = PluginClass.in(jar.manifest(), jar.files())
                .map(PluginClass::isSceneApp)
                .orElse(false);
        return app && !origin.district().equals(Districts.CITY) ? Tier.DISTRICT_HOST : Tier.IN_PROCESS;
    }

    /** Whoever lives in a host is wired to nothing. */
    @Override
    public List<String> refreshes(String plugin) {
        return bundles.refreshes(plugin);
    }

    @Override
    public synchronized void remove(ReleaseOrigin origin) {
        if (bundles.here().containsKey(origin)) {
            bundles.remove(origin);
        }
        if (hosted.remove(origin) != null) {
            gate.moveOut(origin);
        }
    }
}
