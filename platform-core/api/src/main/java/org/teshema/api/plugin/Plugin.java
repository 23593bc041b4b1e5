package org.teshema.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/**
 * One plugin: a category, an aspect that joins any category, or a scene app of a district. Registered as a service under
 * this type by the plugin's jar ({@code @Component(service = Plugin.class)}); the gate admits or refuses it with a reason.
 *
 * <p>Unless a method says otherwise: it is called on a thread of the core's, many at a time; it MUST be quick (a view has
 * 200 ms, the rest 50 ms), MUST NOT keep the thread, and MUST be pure, giving the same answer for the same arguments and
 * archive. An exception is caught, counted and logged under the plugin's name; the scan is answered without the plugin.
 */
@ConsumerType
public sealed interface Plugin permits CategoryPlugin, Aspect, SceneApp {
    /** Who this plugin is. Called once, at the gate. */
    PluginInfo info();

    /** The entry kinds it declares. Called once, at the gate; each name begins with the plugin's own name and a slash. */
    default List<EntryKind> kinds() {
        return List.of();
    }

    /**
     * The rules it ships, with sources and dates. Called once, at the gate. What it judges by are not these but the rules
     * that each {@link ScanContext} hands in: these, as the city corrected them.
     */
    default List<Rule> rules() {
        return List.of();
    }

    /**
     * Called once before anything else, when the gate has admitted the plugin. The handle stays usable until the plugin
     * leaves; using it afterwards throws {@link IllegalStateException}.
     */
    default void start(Platform platform) {}

    /** Called once when the plugin leaves and no call into it is running any more; at most 5 seconds. */
    default void stop() {}

    /** What it shows of a scan of a bound code. */
    View view(ScanContext context);

    /**
     * What is wrong with an entry of one of its kinds about to be appended for the scanned device, beyond types and
     * required fields, which the core has checked. Empty when nothing is.
     */
    default List<Finding> check(ScanContext context, String kind, Values values) {
        return List.of();
    }
}
