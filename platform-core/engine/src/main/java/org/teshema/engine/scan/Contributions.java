package org.teshema.engine.scan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.Question;

/** Whom one scan asks: the category plugin first, then aspects and scene apps, each with the entries it may read. */
final class Contributions {
    private final Device device;
    private final CodeFacts code;
    private final Map<String, Entry> entries;
    private final List<Segment> segments;
    private final Caller caller;
    private final LocalDate today;
    private final List<Admitted> plugins;
    private final boolean hasCategory;

    Contributions(
            Handlers handlers,
            Device device,
            CodeFacts code,
            Map<String, Entry> entries,
            List<Segment> segments,
            Caller caller,
            LocalDate today) {
        this.device = device;
        this.code = code;
        this.entries = entries;
        this.segments = segments;
        this.caller = caller;
        this.today = today;
        this.hasCategory = handlers.category().isPresent();
        if (hasCategory && handlers.joined().isEmpty()) {
            this.plugins = List.of(handlers.category().get());
        } else {
            this.plugins = new ArrayList<>();
            handlers.category().ifPresent(plugins::add);
            plugins.addAll(handlers.joined());
        }
    }

    Admitted of(int index) {
        return plugins.get(index);
    }

    boolean isCategory(int index) {
        return hasCategory && index == 0;
    }

    boolean asks(Admitted plugin) {
        return plugins.contains(plugin);
    }

    List<Question<Contribution>> questions() {
        var questions = new ArrayList<Question<Contribution>>(plugins.size());
        for (Admitted one : plugins) {
            ScanContext context = context(one);
            questions.add(new Question<>(one, "view", caller.audience(), () -> {
                        Contribution said = contribution(one.plugin(), context);
                        ViewSize.check(said.view().sections());
                        return said;
                    })
                    .forScan());
        }
        return questions;
    }

    /** The context narrowed to the kinds this plugin may read, with the rules it judges by. */
    ScanContext context(Admitted one) {
        Map<String, Entry> seen = entries;
        if (!one.readable().containsAll(entries.keySet())) {
            seen = new HashMap<>(entries);
            seen.keySet().retainAll(one.readable());
        }
        // Segments are the category's own, and no other plugin's to read.
        List<Segment> own = hasCategory && one == plugins.get(0) ? segments : List.of();
        return new ScanContext(code, device, seen, own, caller, today, one.rules());
    }

    private static Contribution contribution(Plugin plugin, ScanContext context) {
        if (plugin instanceof CategoryPlugin category) {
            return new Contribution(category.view(context), category.clocks(context), List.of());
        }
        if (plugin instanceof Aspect aspect) {
            View view = aspect.appliesTo(context.device()) ? aspect.view(context) : View.empty();
            return new Contribution(view, List.of(), List.of());
        }
        if (plugin instanceof SceneApp scene) {
            return new Contribution(scene.view(context), List.of(), scene.links(context));
        }
        return new Contribution(plugin.view(context), List.of(), List.of());
    }
}
