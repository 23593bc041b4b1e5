package org.teshema.plugin.unitdesk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;
import org.teshema.plugin.unitdesk.Application.State;

/** What the desk does not take. */
final class Check {
    private static final Pattern UNIT_CODE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}");

    private Check() {}

    static List<Finding> of(ScanContext context, String kind, Values values, List<Application> applications) {
        Optional<Topic> topic = Topic.ofKind(kind);
        if (topic.isPresent()) {
            return application(context, topic.get(), values, applications);
        }
        if (Application.STEPS.contains(kind)) {
            return step(kind, values, applications);
        }
        if (kind.equals(Deeds.CALIBRATION)) {
            return calibration(context, values);
        }
        return kind.equals(Deeds.OPERATOR) ? operator(context, values) : List.of();
    }

    private static List<Finding> application(
            ScanContext context, Topic topic, Values values, List<Application> applications) {
        if (!topic.isFor(context.device().status())) {
            return wrong(first(topic), "设备目前的使用状态不能申请此事项。", "Not as the device stands now.");
        }
        if (applications.stream().anyMatch(one -> one.topic() == topic && one.isOpen())) {
            return wrong(first(topic), "同一事项已有申请在办，请等候决定。", "There is an open application about this already.");
        }
        return switch (topic) {
            case SCRAP ->
                values.yesNo("destroyed").orElse(false)
                        ? List.of()
                        : wrong("destroyed", "报废前应先消除使用功能。", "Its function is destroyed before it is scrapped.");
            case RESTART ->
                values.yesNo("checked").orElse(false)
                        ? List.of()
                        : wrong("checked", "启用前应先自行检查。", "It is checked before it is used again.");
            case TRANSFER ->
                values.text(Topic.UNIT_CODE)
                                .filter(code -> UNIT_CODE.matcher(code).matches())
                                .isPresent()
                        ? List.of()
                        : wrong(
                                Topic.UNIT_CODE,
                                "统一社会信用代码为 18 位数字和大写字母。",
                                "A unified social credit code has 18 digits and capital letters.");
            default -> List.of();
        };
    }

    private static String first(Topic topic) {
        return topic == Topic.CHANGE ? "what" : Application.REASON;
    }

    private static List<Finding> step(String kind, Values values, List<Application> applications) {
        State wanted = kind.equals(Application.DECIDED) ? State.ACCEPTED : State.SUBMITTED;
        Optional<Application> meant = applications.stream()
                .filter(one -> values.whole(Application.ID)
                        .filter(id -> id == one.entry().id())
                        .isPresent())
                .findFirst();
        if (meant.filter(one -> one.state() == wanted
                        && values.text("topic")
                                .filter(one.topic().word()::equals)
                                .isPresent())
                .isEmpty()) {
            return wrong(Application.ID, "此申请已办理过或不存在。", "That application was dealt with already, or there is none.");
        }
        boolean refused = kind.equals(Application.DECIDED)
                && !values.yesNo(Application.GRANTED).orElse(false);
        return refused && values.text(Application.REASON).isEmpty()
                ? wrong(Application.REASON, "不予准许应说明理由。", "Say why it is refused.")
                : List.of();
    }

    private static List<Finding> calibration(ScanContext context, Values values) {
        return values.text(Accessories.ACCESSORY)
                        .filter(accessory -> !Accessories.isRuled(context, accessory))
                        .isPresent()
                ? wrong(
                        Accessories.ACCESSORY,
                        "此类设备没有该安全附件的校验期限规定，请核对所选附件。",
                        "No rule says when that accessory of such a device is calibrated. Choose another.")
                : List.of();
    }

    private static List<Finding> operator(ScanContext context, Values values) {
        LocalDate until = values.day("until").orElse(LocalDate.MAX);
        return until.isBefore(context.today())
                ? wrong("until", "证书已过期，不能登记为作业人员。", "The certificate is over; its holder cannot work here.")
                : List.of();
    }

    private static List<Finding> wrong(String field, String zh, String en) {
        return List.of(new Finding(field, new Text(zh, en)));
    }
}
