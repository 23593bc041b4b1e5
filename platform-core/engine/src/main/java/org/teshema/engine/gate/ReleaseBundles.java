package org.teshema.engine.gate;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.door.Permits;

/**
 * The bundles that were installed from releases: put in and taken out here and nowhere else. A new release always is a bundle of its
 * own beside the old one, never an update in place, so that a bad one cannot take a good one away. Thread-safe.
 */
@Component(service = ReleaseBundles.class)
public final class ReleaseBundles implements InstalledReleases {
    private final BundleContext context;
    private final Permits permits;

    /** Those of this framework, whose door lets in what is permitted. */
    @Activate
    public ReleaseBundles(BundleContext context, @Reference Permits permits) {
        this.context = context;
        this.permits = permits;
    }

    @Override
    public Map<ReleaseOrigin, Long> here() {
        var here = new LinkedHashMap<ReleaseOrigin, Long>();
        for (Bundle bundle : context.getBundles()) {
            ReleaseOrigin.of(bundle.getLocation()).ifPresent(origin -> here.put(origin, bundle.getBundleId()));
        }
        return here;
    }

    @Override
    public boolean isStarted(ReleaseOrigin origin) {
        Bundle bundle = context.getBundle(origin.location());
        // Its turn may still be to come; one that a kill cut short was never told.
        return bundle != null && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    @Override
    public Optional<Text> install(ReleaseOrigin origin, byte[] jar) {
        permits.permit(origin.location(), jar);
        try {
            Bundle bundle = context.installBundle(origin.location(), new ByteArrayInputStream(jar));
            if (isEarly(bundle) && !wiring().resolveBundles(Set.of(bundle))) {
                remove(origin);
                return Optional.of(unresolved(bundle));
            }
            bundle.start();
            return Optional.empty();
        } catch (BundleException | RuntimeException e) {
            // What stayed would be taken for installed after the next start.
            remove(origin);
            return Optional.of(new Text("无法安装：" + e.getMessage(), "It cannot be installed: " + e.getMessage()));
        }
    }

    /** While the framework comes up, starting a bundle says nothing: it is only noted, and fails later where nobody is told. */
    private boolean isEarly(Bundle bundle) {
        return context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel()
                < bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    private FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }

    private static Text unresolved(Bundle bundle) {
        String needs = Stream.of(Constants.IMPORT_PACKAGE, Constants.REQUIRE_CAPABILITY)
                .filter(name -> bundle.getHeaders("").get(name) != null)
                .map(name -> name + ": " + bundle.getHeaders("").get(name))
                .collect(Collectors.joining("; "));
        return new Text(
                "无法安装：其依赖无法满足（" + needs + "）", "It cannot be installed: what it needs is not there (" + needs + ")");
    }

    @Override
    public List<String> refreshes(String plugin) {
        Set<Bundle> own = Arrays.stream(context.getBundles())
                .filter(bundle -> ReleaseOrigin.of(bundle.getLocation())
                        .filter(origin -> origin.name().equals(plugin))
                        .isPresent())
                .collect(Collectors.toSet());
        return wiring().getDependencyClosure(own).stream()
                .filter(bundle -> !own.contains(bundle))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }

    @Override
    public void remove(ReleaseOrigin origin) {
        Bundle bundle = context.getBundle(origin.location());
        try {
            if (bundle != null) {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            throw new IllegalStateException("The bundle of " + origin + " cannot be removed", e);
        } finally {
            permits.withdraw(origin.location());
        }
    }
}
