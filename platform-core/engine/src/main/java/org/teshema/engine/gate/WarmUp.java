package org.teshema.engine.gate;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.archive.Audience;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Language;

/**
 * A first view of a device that does not exist, before the plugin serves: its classes load and its tables are read while
 * nobody waits. What comes of it is thrown away.
 */
final class WarmUp {
    private static final String DISTRICT = "310101";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private WarmUp() {}

    static void of(Admitted plugin, Guard guard) {
        ScanContext context = context(plugin.serves(), plugin.district(), plugin.rules());
        try {
            guard.step(
                    "view()",
                    guard.limits().hard(),
                    () -> PlatformHandle.readingAs(Audience.PUBLIC, () -> {
                        if (plugin.plugin() instanceof CategoryPlugin one) {
                            one.posting(context.device());
                            one.clocks(context);
                        }
                        plugin.scene().ifPresent(scene -> scene.pages().forEach(page -> first(plugin, page, context)));
                        return plugin.plugin().view(context);
                    }));
        } catch (PluginFault e) {
            plugin.fault("warm-up", e.getMessage(), guard.limits());
        }
    }

    /** A scan of a device that does not exist. */
    static ScanContext context(Set<CatalogueCode> serves, Optional<String> district, Rulebook rules) {
        CatalogueCode category = serves.stream().findFirst().orElse(new CatalogueCode("3110"));
        return new ScanContext(
                new CodeFacts("1000000000001", CodeState.BOUND, DAY, DISTRICT),
                new Device(
                        new DeviceId(1),
                        category,
                        district.orElse(DISTRICT),
                        "—",
                        "—",
                        DeviceStatus.IN_USE,
                        Optional.empty(),
                        Optional.empty(),
                        0),
                Map.of(),
                Caller.anonymous(Language.ZH),
                DAY,
                rules);
    }

    /** A first page for one of its readers, who reaches nothing. */
    private static void first(Admitted plugin, Page page, ScanContext context) {
        Audience reader = page.readers().contains(Audience.PUBLIC)
                ? Audience.PUBLIC
                : page.readers().stream().sorted().findFirst().orElseThrow();
        Caller caller = new Caller(context.caller().side(), reader, Optional.empty(), Language.ZH);
        ((SceneApp) plugin.plugin())
                .page(new PageContext(
                        page.name(),
                        Map.of(),
                        caller,
                        page.ofDevice() ? Optional.of(context) : Optional.empty(),
                        DAY,
                        plugin.rules()));
    }
}
