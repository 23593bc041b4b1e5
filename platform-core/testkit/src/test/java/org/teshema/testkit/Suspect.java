package org.teshema.testkit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.teshema.api.plugin.Plugin;

/** The contract, run as a plugin author's build runs it, on a plugin of our choice. One at a time. */
class Suspect extends PluginContract {
    private static final Map<String, String> MODEST = Map.of(
            "Import-Package",
            "org.teshema.api.plugin;version=\"[1.0,2)\",org.teshema.api.text;org.teshema.api.scan;version=\"[1.0,2)\","
                    + "java.util,org.slf4j;version=\"[1.7,2)\"",
            "Service-Component",
            "OSGI-INF/trucks.xml");

    private static Supplier<Plugin> made = Trucks::new;
    private static Map<String, String> headers = MODEST;

    @Override
    protected Plugin plugin() {
        return made.get();
    }

    @Override
    Manifest manifest(Plugin plugin) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        return manifest;
    }

    /** What the contract says of that plugin, by the name of the failed test; empty when it keeps every rule. */
    static Map<String, String> failures(Supplier<Plugin> plugin) {
        return failures(plugin, MODEST);
    }

    /** What it says of a sound plugin in a jar with these headers instead of the modest ones; an empty one is left out. */
    static Map<String, String> failuresOfJar(Map<String, String> otherHeaders) {
        var merged = new java.util.HashMap<>(MODEST);
        merged.putAll(otherHeaders);
        merged.values().removeIf(String::isEmpty);
        return failures(Trucks::new, merged);
    }

    private static Map<String, String> failures(Supplier<Plugin> plugin, Map<String, String> jar) {
        made = plugin;
        headers = jar;
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Suspect.class))
                                .build(),
                        listener);
        if (listener.getSummary().getTestsFoundCount() < 10) {
            throw new AssertionError(
                    "The contract did not run: " + listener.getSummary().getTestsFoundCount() + " tests");
        }
        return listener.getSummary().getFailures().stream()
                .collect(Collectors.toMap(
                        failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""),
                        failure -> String.valueOf(failure.getException().getMessage())));
    }

    /** All rules there are. */
    static List<String> rules() {
        return java.util.Arrays.stream(PluginContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(org.junit.jupiter.api.Test.class))
                .map(java.lang.reflect.Method::getName)
                .sorted()
                .toList();
    }
}
