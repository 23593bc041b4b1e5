package org.teshema.rest.page;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.app.JobReport;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.ledger.Leaf;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.ledger.LedgerStatus;
import org.teshema.rest.Call;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.merkle.SignedCheckpoint;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** The lists of what runs and what is trusted: plugins, jobs of apps, keys and the ledger. */
@Component(service = NodeLists.class)
public final class NodeLists {
    private final Plugins plugins;
    private final AppJobs jobs;
    private final CityKeys keys;
    private final Ledger ledger;

    /** Lists what these have. */
    @Activate
    public NodeLists(
            @Reference Plugins plugins, @Reference AppJobs jobs, @Reference CityKeys keys, @Reference Ledger ledger) {
        this.plugins = plugins;
        this.jobs = jobs;
        this.keys = keys;
        this.ledger = ledger;
    }

    Listing<PluginReport> running() {
        return new Listing<>(
                new Text("插件运行情况", "How plugins run"),
                new Text(
                        "本节点上的每个插件版本；办理上线、回退和停用请到“插件”。",
                        "Every version of a plugin on this node. Go live, roll back and stop under Plugins."),
                List.of(
                        new Column<>(
                                new Text("插件", "Plugin"),
                                one -> Cell.of(one.title().orElseGet(() -> Text.same(one.name()))),
                                one -> one.title().orElseGet(() -> Text.same(one.name()))),
                        Column.words("标识", "Name", PluginReport::name),
                        Column.words("版本", "Version", PluginReport::version),
                        Column.state("状态", "State", NodeLists::stage),
                        Column.text("运行位置", "Where it runs", one -> one.tier().word()),
                        Column.number("调用", "Calls", PluginReport::calls),
                        Column.number("失败", "Failed", one -> one.faults() - one.slow()),
                        Column.number("过慢", "Too slow", PluginReport::slow),
                        Column.text(
                                "95% 的调用用时",
                                "95 of 100 calls took",
                                one -> one.p95().map(NodeLists::atMost).orElseGet(() -> Text.same("—"))),
                        Column.time("自", "Since", one -> Optional.of(one.since())),
                        Column.text("原因", "Why", one -> one.reason().orElseGet(() -> Text.same("—")))),
                cursor -> CodeLists.whole(plugins.all()));
    }

    /** So long or shorter, in words. */
    public static Text atMost(Duration time) {
        String millis = String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
        return new Text("≤ " + millis + " 毫秒", "≤ " + millis + " ms");
    }

    private static Cell stage(PluginReport report) {
        return new Cell(report.stage().word(), tone(report.stage()), Optional.empty());
    }

    private static Tone tone(Stage stage) {
        return switch (stage) {
            case SERVING, CANARY -> Tone.GOOD;
            case REFUSED, QUARANTINED -> Tone.BAD;
            case PROPOSED, STANDBY, LEAVING -> Tone.PLAIN;
        };
    }

    Listing<JobReport> jobs(Actor actor) {
        return new Listing<>(
                new Text("作业", "Jobs"),
                new Text("场景应用的定时作业，时间为上海时间。", "What apps do by the clock, in Shanghai's time."),
                List.of(
                        Column.text("应用", "App", one -> one.app().title()),
                        Column.text("作业", "Job", one -> one.job().title()),
                        Column.text("频次", "How often", JobReport::often),
                        Column.time("上次", "Last", JobReport::started),
                        Column.state("结果", "Outcome", NodeLists::outcome),
                        Column.time("下次", "Next", one -> Optional.of(one.nextDue())),
                        Column.number("次数", "Runs", JobReport::runs),
                        Column.number("失败", "Failed", JobReport::failures)),
                cursor -> CodeLists.whole(jobs.reports(actor)));
    }

    private static Cell outcome(JobReport report) {
        if (report.outcome().isEmpty()) {
            return Cell.of(new Text("未执行", "Not yet"));
        }
        return switch (report.outcome().get()) {
            case RUNNING -> Cell.of(new Text("进行中", "Under way"));
            case DONE -> new Cell(new Text("完成", "Done"), Tone.GOOD, Optional.empty());
            case FAILED -> {
                String words = report.words().orElse("");
                yield new Cell(new Text("失败：" + words, "Failed: " + words), Tone.BAD, Optional.empty());
            }
        };
    }

    Listing<IssuingKey> keys() {
        return new Listing<IssuingKey>(
                        new Text("密钥", "Keys"),
                        new Text(
                                "签发码的密钥；公开部分任何人都可以下载核对。",
                                "The keys that sign codes. Anybody may take their public parts and check with them."),
                        List.of(
                                Column.id("序号", "Index", IssuingKey::index),
                                Column.link(
                                        "密钥编号",
                                        "Key",
                                        IssuingKey::keyId,
                                        key -> "/api/v1/keys/" + key.keyId() + ".pem"),
                                Column.text("用途", "Use", key -> Names.of(key.codeClass())),
                                Column.number("签发上限", "Most codes", IssuingKey::cap),
                                Column.day("签发自", "Signs from", IssuingKey::signFrom),
                                Column.day("签发至", "Signs until", IssuingKey::signUntil),
                                Column.day("验证至", "Verifies until", IssuingKey::verifyUntil)),
                        cursor -> CodeLists.whole(keys.issuingKeys()))
                .under(List.of(new Section.Facts(
                        new Text("其他密钥", "Other keys"),
                        List.of(
                                fact("root", "根密钥", "Root", keys.root().keyId()),
                                fact(
                                        "ledger",
                                        "账本",
                                        "Ledger",
                                        keys.ledger().publicKey().keyId()),
                                fact(
                                        "gate",
                                        "插件准入",
                                        "Gate of plugins",
                                        keys.gate().publicKey().keyId())))));
    }

    Listing<Leaf> ledger(Call call) {
        Optional<String> subject = Filters.asked(call, "subject");
        return new Listing<Leaf>(
                        new Text("账本", "Ledger"),
                        new Text(
                                "每一次办理在账本中有一行，任何人都可以核对；行内没有个人信息。按“主体”查看某个码或设备的全部行，如 device:17。",
                                "Every deed has a line in the ledger, which anybody may check and which holds no personal data. Ask for a subject"
                                        + " such as device:17 to see its lines."),
                        List.of(
                                Column.link(
                                        "位置",
                                        "Place",
                                        leaf -> Long.toString(leaf.index()),
                                        leaf -> "/api/v1/ledger/leaves/" + leaf.index()),
                                Column.words("主体", "Subject", Leaf::subject),
                                Column.words("内容", "Line", Leaf::body)),
                        cursor -> subject.isPresent()
                                ? ledger.ofSubject(subject.get(), cursor)
                                : CodeLists.whole(List.of()))
                .by(Filters.typed(call, "subject", "主体", "Subject"))
                .saying(
                        subject.isPresent()
                                ? new Text(
                                        "账本中没有这个主体的行。主体由类别和编号组成，如 device:17、batch:3、hand-over:5。",
                                        "The ledger has no line of this subject. A subject is a kind and a number, such as device:17,"
                                                + " batch:3 or hand-over:5.")
                                : new Text(
                                        "请在上面填写主体，查看它的每一行：如 device:17（设备）、batch:3（批次）、hand-over:5（交接）。",
                                        "Type a subject above to see its lines: such as device:17, batch:3 (a batch) or hand-over:5."))
                .under(List.of(head(ledger.status())));
    }

    private static Section head(LedgerStatus status) {
        Section.Fact state = new Section.Fact(
                "state",
                new Text("状态", "State"),
                status.objection().orElseGet(() -> new Text("正常签署", "It signs")),
                status.isWell() ? Section.Tone.GOOD : Section.Tone.BAD);
        if (status.head().isEmpty()) {
            return new Section.Facts(new Text("最新签署", "Newest head"), List.of(state));
        }
        SignedCheckpoint signed = status.head().get();
        return new Section.Facts(
                new Text("最新签署", "Newest head"),
                List.of(
                        state,
                        fact(
                                "size",
                                "行数",
                                "Lines",
                                thousands(signed.checkpoint().size())),
                        fact("pending", "等待签署", "Waiting", thousands(status.pending())),
                        fact(
                                "root",
                                "根",
                                "Root",
                                Base64.getEncoder()
                                        .encodeToString(signed.checkpoint().root())),
                        fact(
                                "time",
                                "签署时间",
                                "Signed",
                                Minutes.of(signed.checkpoint().time())),
                        fact("key", "签署密钥", "Key", signed.keyId())));
    }

    private static Section.Fact fact(String name, String zh, String en, String value) {
        return new Section.Fact(name, new Text(zh, en), Text.same(value));
    }

    private static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
