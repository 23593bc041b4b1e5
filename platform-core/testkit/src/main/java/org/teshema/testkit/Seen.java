package org.teshema.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;

/**
 * What one reader is shown of a device by a category plugin, once the archive is masked for them and actions that are not
 * theirs are dropped.
 *
 * @param notices titles of the notices, in Chinese, in their order
 * @param facts fields shown, as kind and field such as {@code inspection.result}
 * @param clocks the clocks' readings
 * @param actions names of the actions offered
 */
public record Seen(List<String> notices, Set<String> facts, List<ClockReading> clocks, Set<String> actions) {
    /** What that reader sees of an archive. */
    public static Seen by(Audience reader, CategoryPlugin plugin, Contexts archive) {
        ScanContext context = archive.readBy(reader).masked(plugin.kinds()).context();
        Map<String, String> kinds = new HashMap<>();
        Stream.of(plugin.kinds(), CityKinds.all())
                .flatMap(List::stream)
                .forEach(kind -> kinds.put(kind.title().zh(), kind.name()));
        View view = plugin.view(context);
        var notices = new ArrayList<String>();
        var facts = new TreeSet<String>();
        for (Section section : view.sections()) {
            if (section instanceof Section.Notice notice) {
                notices.add(notice.title().zh());
            }
            if (section instanceof Section.Facts shown) {
                String title = shown.title().zh();
                shown.facts().forEach(fact -> facts.add(kinds.getOrDefault(title, title) + "." + fact.name()));
            }
        }
        return new Seen(
                List.copyOf(notices),
                facts,
                List.copyOf(plugin.clocks(context)),
                view.actions().stream()
                        .filter(action -> action.audience().contains(reader))
                        .map(Action::name)
                        .collect(Collectors.toSet()));
    }

    /** The names of the clocks. */
    public Set<String> clockNames() {
        return clocks.stream().map(ClockReading::clock).collect(Collectors.toSet());
    }

    /** The reading of that clock. */
    public ClockReading clock(String name) {
        return clocks.stream()
                .filter(one -> one.clock().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
