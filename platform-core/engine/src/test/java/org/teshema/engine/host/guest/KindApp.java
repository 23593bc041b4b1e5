package org.teshema.engine.host.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** An app that means well. */
public final class KindApp implements SceneApp {
    private Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo("kind-app", "1.0.0", new Text("友好应用", "Kind app"), Optional.of("310104"));
    }

    @Override
    public Text card() {
        return new Text("一句话。", "One sentence.");
    }

    @Override
    public List<Page> pages() {
        return List.of(new Page("board", new Text("看板", "Board"), Set.of(Audience.GOVERNMENT), false));
    }

    @Override
    public void start(Platform given) {
        platform = Optional.of(given);
    }

    @Override
    public View view(ScanContext context) {
        if (context.device().place().equals("throw")) {
            throw new UnsupportedOperationException("I throw");
        }
        LoggerFactory.getLogger(KindApp.class).info("asked for a view");
        List<Entry> history =
                platform.orElseThrow().archive().history(context.device().id(), "inspection", 3);
        if (context.device().place().equals("compute")) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }
        return new View(
                List.of(new Section.Facts(
                        Text.same("facts"),
                        List.of(
                                new Section.Fact("entries", Text.same("entries"), Text.same("" + history.size())),
                                new Section.Fact(
                                        "time",
                                        Text.same("time"),
                                        Text.same(
                                                platform.get().clock().instant().toString())),
                                new Section.Fact(
                                        "place",
                                        Text.same("place"),
                                        Text.same(context.device().place()))))),
                List.of());
    }

    @Override
    public PageView page(PageContext context) {
        var listing = platform.orElseThrow()
                .devices()
                .list(new DeviceQuery(Set.of(), Optional.empty(), context.cursor(), 200));
        var words = new ArrayList<Section.Fact>();
        listing.items()
                .forEach(one -> words.add(new Section.Fact(
                        "d", Text.same("d"), Text.same(one.device().place()))));
        return PageView.of(List.of(new Section.Facts(Text.same("devices"), words)));
    }
}
