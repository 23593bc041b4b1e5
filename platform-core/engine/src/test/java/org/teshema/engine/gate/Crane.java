package org.teshema.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** A category plugin made to measure for a test. */
public final class Crane implements CategoryPlugin {
    private PluginInfo info = new PluginInfo("crane", "1.0.0", Text.same("Crane"), Optional.empty());
    private Set<CatalogueCode> serves = Set.of(new CatalogueCode("4000"));
    private List<EntryKind> kinds = List.of();
    private Function<ScanContext, View> view = context -> new View(
            List.of(new Section.Notice(
                    Text.same("seen"), Text.same(info.name() + " " + info.version()), Section.Tone.PLAIN)),
            List.of());
    private Runnable onStart = () -> {};
    private Function<Values, List<Finding>> check = values -> List.of();
    volatile Optional<Platform> platform = Optional.empty();
    volatile boolean stopped;

    /** With that name and version. */
    public static Crane named(String name, String version) {
        var crane = new Crane();
        crane.info = new PluginInfo(name, version, Text.same(name), Optional.empty());
        return crane;
    }

    /** Of that district. */
    public Crane of(String district) {
        info = new PluginInfo(info.name(), info.version(), info.title(), Optional.of(district));
        return this;
    }

    /** Serving those nodes. */
    public Crane serving(String... nodes) {
        serves = Stream.of(nodes).map(CatalogueCode::new).collect(Collectors.toSet());
        return this;
    }

    /** Declaring those kinds. */
    public Crane declaring(EntryKind... declared) {
        kinds = List.of(declared);
        return this;
    }

    /** Showing that. */
    public Crane showing(Function<ScanContext, View> shown) {
        view = shown;
        return this;
    }

    /** Doing that when it starts. */
    public Crane starting(Runnable work) {
        onStart = work;
        return this;
    }

    /** Finding that in entries. */
    public Crane finding(Function<Values, List<Finding>> found) {
        check = found;
        return this;
    }

    @Override
    public PluginInfo info() {
        return info;
    }

    @Override
    public Set<CatalogueCode> serves() {
        return serves;
    }

    @Override
    public List<EntryKind> kinds() {
        return kinds;
    }

    @Override
    public void start(Platform handed) {
        platform = Optional.of(handed);
        onStart.run();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Posting posting(Device device) {
        return new Posting(
                "特种设备码",
                List.of(new Position(info.name() + "-place", Text.same("here"))),
                80,
                100,
                Text.same("acrylic"),
                Optional.empty());
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return List.of();
    }

    @Override
    public View view(ScanContext context) {
        return view.apply(context);
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return check.apply(values);
    }
}
