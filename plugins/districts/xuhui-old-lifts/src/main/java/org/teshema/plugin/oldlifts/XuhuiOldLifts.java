package org.teshema.plugin.oldlifts;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.KindTables;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** 徐汇老旧电梯: the renewal list of lifts past a number of years, with feedback from residents. */
@Component(service = Plugin.class)
public final class XuhuiOldLifts implements SceneApp {
    static final String NAME = "xuhui-old-lifts";
    static final String LIST = "list";
    static final String FEEDBACK_PAGE = "feedback";

    private final List<EntryKind> kinds = KindTables.beside(XuhuiOldLifts.class, NAME);
    private final Rulebook rules = Rulebook.beside(XuhuiOldLifts.class, "rules.csv");
    private final RenewalList list = new RenewalList();
    private final FeedbackPage feedback = new FeedbackPage();
    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("徐汇老旧电梯更新", "Old lifts of Xuhui"), Optional.of("310104"));
    }

    @Override
    public Text card() {
        return new Text(
                "使用超过 15 年的电梯，按检验不合格和梯龄排出更新次序，并收集居民意见。",
                "Lifts in use for over 15 years, those that failed and the oldest first, with what residents say.");
    }

    @Override
    public List<EntryKind> kinds() {
        return kinds;
    }

    @Override
    public List<Rule> rules() {
        return rules.rules();
    }

    @Override
    public void start(Platform handle) {
        platform = Optional.of(handle);
    }

    @Override
    public List<Page> pages() {
        return List.of(
                new Page(
                        LIST,
                        new Text("更新清单", "Renewal list"),
                        Set.of(Audience.GOVERNMENT, Audience.USING_UNIT, Audience.MAINTENANCE_UNIT),
                        false),
                new Page(FEEDBACK_PAGE, new Text("本梯更新意见", "About this lift"), Set.of(Audience.PUBLIC), true));
    }

    @Override
    public PageView page(PageContext context) {
        if (context.scanned().isPresent()) {
            return feedback.of(context.scanned().get());
        }
        return platform.map(handle -> list.of(context, handle.devices())).orElseGet(() -> PageView.of(List.of()));
    }

    @Override
    public View view(ScanContext context) {
        List<Section> sections =
                OldLift.of(context).map(OldLift::facts).map(List::<Section>of).orElse(List.of());
        return new View(sections, List.of());
    }

    @Override
    public List<Link> links(ScanContext context) {
        if (OldLift.of(context).isEmpty()) {
            return List.of();
        }
        return List.of(new Link(
                "related",
                URI.create("/apps/" + NAME + "/" + FEEDBACK_PAGE + "?code="
                        + context.code().number()),
                new Text("对本梯更新提意见", "Say what you think of this lift"),
                "text/html"));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        if (OldLift.of(context).isEmpty()) {
            return List.of(new Finding(
                    kind.equals(OldLift.PLAN) ? "decision" : "wish",
                    new Text("本梯未列入老旧电梯清单。", "This lift is not on the list of old lifts.")));
        }
        return Finding.future("on", values, context.today());
    }
}
