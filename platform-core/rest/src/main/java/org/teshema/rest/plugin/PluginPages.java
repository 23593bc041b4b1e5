package org.teshema.rest.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Breaker;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.reference.District;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.release.Installation;
import org.teshema.engine.release.Release;
import org.teshema.engine.release.ReleasePlan;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.page.NodeLists;
import org.teshema.web.PluginsPage;
import org.teshema.web.PluginsPage.Card;
import org.teshema.web.PluginsPage.Deed;
import org.teshema.web.PluginsPage.Line;
import org.teshema.web.ReleasePage;
import org.teshema.web.Tone;

/** What the pages of plugins show, and to whom which deed is open. */
final class PluginPages {
    private final Districts districts;
    private final Optional<Actor> actor;

    PluginPages(Districts districts, Optional<Actor> actor) {
        this.districts = districts;
        this.actor = actor;
    }

    PluginsPage all(List<Installation> released, List<PluginReport> reports) {
        var cards = new ArrayList<Card>();
        released.forEach(one -> cards.add(card(one, reports)));
        reports.stream()
                .filter(one -> released.stream()
                        .noneMatch(other -> other.target().plugin().equals(one.name())))
                .forEach(one -> cards.add(new Card(
                        one.title().orElseGet(() -> Text.same(one.name())),
                        whose(one.name(), one.district().orElse(Districts.CITY)),
                        List.of(line(Optional.of(one), one.version(), Optional.empty(), everybody(), one.reason())),
                        List.of(),
                        List.of())));
        return new PluginsPage(
                new Text("插件", "Plugins"),
                List.of(
                        new Text(
                                "调用、失败、过慢和用时是本节点上各版本自到来以来的合计；过慢指超过 200 毫秒才答。试行与正式版本并列，便于比较。",
                                "Calls, failures, late answers and times are of this node, since each version came; late is after more"
                                        + " than 200 ms. A version on trial stands beside the live one, to be compared."),
                        new Text(
                                "新的发布在本页上传，或用 POST /api/v1/plugins/releases，或由运维人员执行 teshema:release 文件或文件夹。",
                                "A new release is brought here, with POST /api/v1/plugins/releases, or at the console with"
                                        + " teshema:release and a file or folder.")),
                brings(),
                troubles(released, reports),
                cards,
                new Text("没有插件。", "There is no plugin."));
    }

    private List<Deed> brings() {
        return actor.filter(one -> Access.may(one, org.teshema.engine.access.Deed.HANDLE_PLUGIN))
                .map(one -> List.of(new Deed(
                        new Text("上传发布", "Bring a release"),
                        Optional.of("/plugins/releases/new"),
                        new Text("检查、保存并显示安装计划；不安装", "Checked, kept and its plan shown; nothing is installed"))))
                .orElse(List.of());
    }

    /** What somebody should look at: each with its name and why. */
    private static List<Text> troubles(List<Installation> released, List<PluginReport> reports) {
        var troubles = new ArrayList<Text>();
        for (PluginReport one : reports) {
            if (one.stage() == Stage.REFUSED || one.breaker() == Breaker.OPEN) {
                Text why = one.reason()
                        .orElse(new Text("故障过多，暂时停止调用。", "It made too many faults and is left out for a while."));
                troubles.add(named(one.name() + " " + one.version(), why));
            }
        }
        for (Installation one : released) {
            Optional<Text> told = one.here().report().isPresent()
                    ? Optional.empty()
                    : one.here().reason();
            told.ifPresent(why -> troubles.add(
                    named(one.target().plugin() + " " + one.here().version().orElse(""), why)));
        }
        return troubles;
    }

    private static Text named(String who, Text why) {
        return new Text(who + "：" + why.zh(), who + ": " + why.en());
    }

    private Card card(Installation one, List<PluginReport> reports) {
        var lines = new ArrayList<Line>();
        one.live()
                .ifPresent(live -> lines.add(line(
                        one.here().report(),
                        live.origin().version(),
                        Optional.of(live),
                        one.trial().isPresent() ? new Text("其余设备（正式）", "The other devices (live)") : everybody(),
                        one.here().reason())));
        one.trial()
                .ifPresent(trial -> lines.add(line(
                        trial.here().report(),
                        trial.release().origin().version(),
                        Optional.of(trial.release()),
                        share(trial),
                        trial.here().reason())));
        reports.stream()
                .filter(report -> report.name().equals(one.target().plugin())
                        && lines.stream().noneMatch(line -> line.version().equals(report.version())))
                .forEach(report -> lines.add(line(
                        Optional.of(report), report.version(), Optional.empty(), new Text("—", "—"), report.reason())));
        String since = one.target()
                .changedAt()
                .atZone(CityClock.ZONE)
                .toLocalDateTime()
                .withNano(0)
                .toString()
                .replace('T', ' ');
        return new Card(
                reports.stream()
                        .filter(report -> report.name().equals(one.target().plugin()))
                        .flatMap(report -> report.title().stream())
                        .findFirst()
                        .orElseGet(() -> Text.same(one.target().plugin())),
                whose(one.target().plugin(), one.district()),
                lines,
                List.of(new Text(
                        since + "，" + one.target().author() + "：" + one.target().reason(),
                        since + ", " + one.target().author() + ": "
                                + one.target().reason())),
                deeds(one));
    }

    private Text whose(String name, String district) {
        Text where = districts.find(district).map(District::name).orElseGet(() -> Text.same(district));
        return new Text(name + " · " + where.zh(), name + " · " + where.en());
    }

    private static Text everybody() {
        return new Text("全部设备", "All devices");
    }

    private static Text share(Installation.Trial trial) {
        if (trial.share() instanceof Share.PerMille some) {
            String part = String.format(Locale.ROOT, "%.1f%%", some.perMille() / 10.0);
            return new Text("试行：" + part + " 的设备", "On trial: " + part + " of the devices");
        }
        String station = trial.station().map(one -> one.name()).orElse("—");
        return new Text("试行：" + station + "的设备", "On trial: the devices of " + station);
    }

    private static Line line(
            Optional<PluginReport> report,
            String version,
            Optional<Release> release,
            Text serves,
            Optional<Text> reason) {
        Stage stage = report.map(PluginReport::stage).orElse(Stage.PROPOSED);
        boolean open = report.filter(one -> one.breaker() != Breaker.CLOSED).isPresent();
        boolean missing = report.isEmpty();
        Text word = missing
                ? new Text("本节点尚未安装", "Not installed on this node yet")
                : open ? new Text("已熔断，暂停调用", "Left out for a while") : stage.word();
        Tone tone = stage == Stage.REFUSED || (missing && reason.isPresent())
                ? Tone.BAD
                : open || stage == Stage.PROPOSED ? Tone.WARNING : stage == Stage.SERVING ? Tone.GOOD : Tone.PLAIN;
        return new Line(
                version,
                release.map(one -> "/plugins/releases/" + one.id()),
                serves,
                word,
                tone,
                reason,
                List.of(
                        count(report.map(PluginReport::calls)),
                        count(report.map(one -> one.faults() - one.slow())),
                        count(report.map(PluginReport::slow)),
                        report.flatMap(PluginReport::p95).map(NodeLists::atMost).orElseGet(() -> Text.same("—"))));
    }

    private static Text count(Optional<Long> count) {
        return Text.same(
                count.map(one -> String.format(Locale.ROOT, "%,d", one)).orElse("—"));
    }

    private List<Deed> deeds(Installation one) {
        String path = "/plugins/" + one.target().plugin() + "/";
        boolean trying = one.trial().isPresent();
        Text noTrial = new Text("没有在试行的发布", "No release is on trial");
        return List.of(
                deed(
                        one.district(),
                        new Text("转为正式", "Make live"),
                        path + "promote",
                        new Text("试行的版本服务全部设备", "The version on trial serves all devices"),
                        trying ? Optional.empty() : Optional.of(noTrial)),
                deed(
                        one.district(),
                        new Text("撤回试行", "End the trial"),
                        path + "withdraw",
                        new Text("全部设备由正式版本服务", "The live version serves all devices"),
                        trying ? Optional.empty() : Optional.of(noTrial)),
                deed(
                        one.district(),
                        new Text("回退", "Roll back"),
                        path + "roll-back",
                        one.previous()
                                .map(release -> new Text(
                                        "回到 " + release.origin().version() + "，数据保留",
                                        "To " + release.origin().version() + "; data stays"))
                                .orElseGet(PluginPages::everybody),
                        one.previous().isPresent()
                                ? Optional.empty()
                                : Optional.of(new Text("没有上一个正式版本", "There is no live version before"))),
                deed(
                        one.district(),
                        new Text("停用", "Stop"),
                        path + "stop",
                        new Text("各节点立即停止，数据保留", "It stops on every node; data stays"),
                        one.live().isPresent() || trying
                                ? Optional.empty()
                                : Optional.of(new Text("已停用", "It is stopped already"))));
    }

    /** Open to the plugin's district and to the city; to everybody else it is told whose it is. */
    private Deed deed(String district, Text title, String href, Text does, Optional<Text> not) {
        Optional<Text> closed = not.or(() -> mayHandle(district)
                ? Optional.empty()
                : Optional.of(new Text("由所属区局或市局办理", "For the authority of its district and the city")));
        return new Deed(title, closed.isPresent() ? Optional.empty() : Optional.of(href), closed.orElse(does));
    }

    private boolean mayHandle(String district) {
        return actor.filter(one -> Access.mayInDistrict(one, org.teshema.engine.access.Deed.HANDLE_PLUGIN, district))
                .isPresent();
    }

    /** A release that is kept, what installing it would do, and whether it may be done. */
    ReleasePage release(
            Release release, Optional<ReleasePlan> plan, Optional<Text> refusal, Optional<Installation> now) {
        var sections = new ArrayList<Section>();
        refusal.ifPresent(why ->
                sections.add(new Section.Notice(new Text("不能安装", "Cannot be installed"), why, Section.Tone.BAD)));
        var facts = new ArrayList<Section.Fact>();
        facts.add(fact(
                "名称与版本",
                "Name and version",
                release.origin().name() + " " + release.origin().version()));
        facts.add(fact(
                new Text("所属", "Of"),
                districts
                        .find(release.origin().district())
                        .map(District::name)
                        .orElseGet(() -> Text.same(release.origin().district()))));
        facts.add(fact("签名密钥", "Signed by key", release.keyId()));
        facts.add(fact("有效期至", "Good until", release.expires().toString()));
        facts.add(fact("SM3 摘要", "SM3 digest", release.digest()));
        facts.add(fact(
                new Text("申请的权限", "Asks for"),
                release.permissions().isEmpty() ? new Text("无", "nothing") : Text.same(release.permissions())));
        sections.add(new Section.Facts(new Text("发布", "Release"), facts));
        plan.ifPresent(one -> sections.add(new Section.Facts(new Text("安装后", "Once installed"), adds(one))));
        boolean live = now.flatMap(Installation::live).filter(release::equals).isPresent();
        Optional<Text> not = live ? Optional.of(new Text("已是正式版本", "It is live already")) : refusal;
        String district = release.origin().district();
        String path = "/plugins/releases/" + release.id() + "/";
        return new ReleasePage(
                Text.same(release.origin().name() + " " + release.origin().version()),
                sections,
                List.of(
                        deed(
                                district,
                                new Text("按监管所试行", "Try on a station"),
                                path + "station",
                                new Text("只服务一个监管所的设备", "It serves the devices of one station"),
                                not),
                        deed(
                                district,
                                new Text("按比例试行", "Try on a share"),
                                path + "share",
                                new Text("只服务一部分设备，同一设备始终同一版本", "It serves some devices, always the same ones"),
                                not),
                        deed(
                                district,
                                new Text("直接上线", "Make live"),
                                path + "install",
                                new Text("服务全部设备", "It serves all devices"),
                                not)));
    }

    private static List<Section.Fact> adds(ReleasePlan plan) {
        var facts = new ArrayList<Section.Fact>();
        facts.add(fact(
                new Text("替换", "Replaces"),
                plan.replaces().map(Text::same).orElseGet(() -> new Text("无，首次安装", "nothing, it is new"))));
        facts.add(list(
                "服务的目录代码",
                "Serves",
                plan.serves().stream().map(one -> Text.same(one.value())).toList()));
        facts.add(list(
                "条目类型",
                "Entry kinds",
                plan.kinds().stream()
                        .map(kind -> new Text(
                                kind.name() + " 第 " + kind.schemaVersion() + " 版（"
                                        + kind.fits().zh() + "）",
                                kind.name() + " " + kind.schemaVersion() + " ("
                                        + kind.fits().en() + ")"))
                        .toList()));
        facts.add(list(
                "页面",
                "Pages",
                plan.pages().stream()
                        .map(page -> new Text(
                                page.title().zh() + " /apps/" + plan.release().name() + "/" + page.name(),
                                page.title().en() + " /apps/" + plan.release().name() + "/" + page.name()))
                        .toList()));
        facts.add(list(
                "链接",
                "Links",
                plan.links().stream()
                        .map(link -> Text.same(link.target().toString()))
                        .toList()));
        facts.add(list("听取", "Hears", plan.hears().stream().map(Text::same).toList()));
        facts.add(fact(
                new Text("须重启的其他包", "Other bundles restarted"),
                Text.same(Integer.toString(plan.refreshes().size()))));
        return facts;
    }

    private static Section.Fact list(String zh, String en, List<Text> words) {
        return fact(
                new Text(zh, en),
                words.isEmpty()
                        ? new Text("无", "none")
                        : new Text(
                                String.join("、", words.stream().map(Text::zh).toList()),
                                String.join(", ", words.stream().map(Text::en).toList())));
    }

    private static Section.Fact fact(String zh, String en, String value) {
        return fact(new Text(zh, en), Text.same(value));
    }

    private static Section.Fact fact(Text label, Text value) {
        return new Section.Fact(label.en().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), label, value);
    }
}
