package org.teshema.plugin.publicdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * What is wrong with an entry: an answer to nothing, or too many reports about a device in an hour. The app does not know who sends; the
 * platform limits addresses. An alarm is never refused here.
 */
final class Check {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 100;

    private Check() {}

    static List<Finding> of(ScanContext context, String kind, Values values, Platform platform) {
        Device device = context.device();
        Optional<Topic> topic = Topic.ofKind(kind);
        if (topic.isPresent()) {
            return topic.get() == Topic.ALARM
                    ? List.of()
                    : tooMany(
                            context, kind, platform.archive(), platform.clock().instant());
        }
        List<Case> cases = Cases.of(platform, device.id());
        return Cases.RESCUE.contains(kind)
                ? rescue(cases, kind)
                : answer(context.caller().audience(), kind, Cases.open(cases, kind), values);
    }

    private static List<Finding> tooMany(ScanContext context, String kind, Archive archive, Instant now) {
        Optional<Integer> most = context.rules()
                .governing("report-limit", context.device().category(), context.today())
                .flatMap(rule -> Standing.figure(rule, "hourly"));
        long written = archive.history(context.device().id(), kind, MOST).stream()
                .filter(entry -> entry.recordedAt().isAfter(now.minus(HOUR)))
                .count();
        return most.filter(limit -> written >= limit).isEmpty()
                ? List.of()
                : List.of(wrong(
                        "what",
                        "此设备一小时内已收到 " + written + " 件同类报告，正在处理；请稍后再报，紧急情况请拨打 110。",
                        "There were " + written + " such reports about it within an hour, and they are being looked at."
                                + " Come back later; in an emergency call 110."));
    }

    private static List<Finding> rescue(List<Case> cases, String kind) {
        String field = kind.equals(Cases.FREED) ? "result" : "note";
        if (Cases.alarms(cases).isEmpty()) {
            return List.of(wrong(field, "此设备没有未结束的报警。", "There is no open alarm about this device."));
        }
        return Steps.isNext(cases, kind)
                ? List.of()
                : List.of(wrong(
                        field,
                        kind.equals(Cases.FREED) ? "请先登记到场，再登记解救。" : "此步骤已登记过。",
                        kind.equals(Cases.FREED)
                                ? "Somebody is there first, and then everybody is out."
                                : "This step was recorded already."));
    }

    private static List<Finding> answer(Audience reader, String kind, List<Case> waiting, Values values) {
        Optional<Long> named = values.whole("case");
        String open = waiting.stream()
                .map(one -> one.id() + " " + one.topic().title().zh())
                .collect(Collectors.joining("，"));
        String openEn = waiting.stream()
                .map(one -> one.id() + " " + one.topic().title().en())
                .collect(Collectors.joining(", "));
        if (waiting.isEmpty()) {
            return List.of(wrong("case", "此设备没有未办结的案件。", "There is no open case about this device."));
        }
        if (Cases.meant(waiting, named).isEmpty()) {
            return List.of(
                    wrong("case", "没有这个未办结的案件；现有：" + open + "。", "No such case is open. There are: " + openEn + "."));
        }
        if (named.isEmpty() && waiting.size() > 1) {
            return List.of(wrong("case", "有多件未办结，请填案件号：" + open + "。", "Several are open; say which: " + openEn + "."));
        }
        return Cases.meant(waiting, named)
                        .filter(one -> Desk.mayMove(reader, kind, one))
                        .isPresent()
                ? List.of()
                : List.of(wrong(
                        "case",
                        "投诉和可疑标牌举报由市场监管部门办结；贵单位可以答复公众。",
                        "Complaints and suspect labels are closed by the authority; you may answer the public."));
    }

    private static Finding wrong(String field, String zh, String en) {
        return new Finding(field, new Text(zh, en));
    }
}
