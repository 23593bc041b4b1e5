package org.teshema.engine.scan;

import java.util.EnumMap;
import java.util.Map;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Text;

/** What a reader does next after each verdict: one table, by verdict and by who reads. */
final class NextStep {
    private record Step(Text everybody, Text unit, Text office) {
        Step(Text everybody) {
            this(everybody, everybody, everybody);
        }
    }

    private static final Map<Verdict, Step> STEPS = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Verdict.GENUINE,
                    new Step(words(
                            "请核对标牌上的编号与本页编号一致。", "Compare the number on the label with the number on this page."))),
            Map.entry(
                    Verdict.NOT_IN_USE,
                    new Step(
                            words(
                                    "此码还不属于任何设备；如已贴在设备上，请举报。",
                                    "It belongs to no device yet. If it hangs on one, please report it."),
                            words(
                                    "此码尚未发放给本单位；请向发放机构领码后再张贴。",
                                    "It was not given out to your unit. Claim it from the issuing body before posting it."),
                            words("请按库存流程流转和发放。", "Hand it over or give it out from stock."))),
            Map.entry(
                    Verdict.CLAIMED,
                    new Step(
                            words(
                                    "使用单位尚未完成绑定，暂无设备信息；如长期如此，请向使用单位反映。",
                                    "The using unit has not bound it yet, so there is no device to show. If that lasts,"
                                            + " please tell the unit."),
                            words("请张贴标牌、拍照并绑定设备。", "Post the label, take a photo and bind it to the device."),
                            words("请督促使用单位完成绑定。", "Ask the using unit to bind it."))),
            Map.entry(
                    Verdict.SUSPENDED,
                    new Step(
                            words("请向使用单位核实设备状态。", "Ask the using unit about the state of the device."),
                            words("原因消除后请恢复使用此码。", "Resume the code when the reason is gone."),
                            words("请核实暂停原因。", "Look into why it was suspended."))),
            Map.entry(
                    Verdict.SET_SUSPENDED,
                    new Step(
                            words(
                                    "请勿使用；请向使用单位核实整套设备的状态。",
                                    "Do not use it; ask the using unit about the state of the set."),
                            words(
                                    "整套恢复使用时，子码随母码恢复。",
                                    "It is in use again when the mother code is resumed for the whole set."),
                            words("请核实母码暂停原因。", "Look into why the mother code was suspended."))),
            Map.entry(
                    Verdict.REPLACED,
                    new Step(
                            words(
                                    "请扫描设备上的新标牌；旧标牌应当拆除。",
                                    "Scan the new label of the device; the old one should be gone."),
                            words("请拆除旧标牌，张贴并使用新码。", "Take the old label down and use the new code."),
                            words("请督促使用单位拆除旧标牌。", "Ask the using unit to take the old label down."))),
            Map.entry(
                    Verdict.REVOKED,
                    new Step(words(
                            "此标牌应当拆除；如仍在设备上，请举报。",
                            "This label should be gone. If it still hangs on a device, please report it."))),
            Map.entry(
                    Verdict.SPOILED,
                    new Step(words("如见到此标牌贴在设备上，请举报。", "If you see this label on a device, please report it."))),
            Map.entry(
                    Verdict.UNKNOWN,
                    new Step(words(
                            "请重新扫描，或核对后再输入标牌上的 13 位编号；可疑标牌请举报。",
                            "Scan again, or check the 13-digit number on the label and type it once more. Please report"
                                    + " suspicious labels."))),
            Map.entry(
                    Verdict.MALFORMED,
                    new Step(words(
                            "请擦净镜头和标牌后重新扫描，或输入标牌上的 13 位编号。",
                            "Wipe lens and label and scan again, or type the 13-digit number on the label."))),
            Map.entry(
                    Verdict.OTHER_CITY,
                    new Step(
                            words(
                                    "请到签发此码的平台查询；如贴在本市设备上，请举报。",
                                    "Ask the platform that issued it. If it hangs on a device in this city, please report it."))),
            Map.entry(
                    Verdict.FORGED,
                    new Step(words(
                            "请不要相信此标牌，也不要从中打开其他网页；请举报。",
                            "Do not trust this label and open nothing from it. Please report it."))),
            Map.entry(
                    Verdict.EXPIRED,
                    new Step(
                            words("请向使用单位反映，标牌需要更换。", "Please tell the using unit: the label has to be replaced."),
                            words("请申请换码。", "Ask for a new code."),
                            words("请为设备安排换码。", "Arrange for a new code."))),
            Map.entry(
                    Verdict.SIGNATURE_ONLY,
                    new Step(words(
                            "请稍后重试；紧急情况请直接拨打本页电话。",
                            "Please try again in a moment. In an emergency call the number on this page."))),
            Map.entry(
                    Verdict.UNAVAILABLE,
                    new Step(words(
                            "请稍后重试；紧急情况请直接拨打本页电话。",
                            "Please try again in a moment. In an emergency call the number on this page.")))));

    private NextStep() {}

    /**
     * The step.
     *
     * @param ours whether the code was given out to the reader's own unit
     */
    static Text of(Verdict verdict, Side side, boolean ours) {
        Step step = STEPS.get(verdict);
        return switch (side) {
            case PUBLIC -> step.everybody();
            // A unit that has nothing to do with this code reads what everybody reads.
            case ENTERPRISE -> ours || verdict == Verdict.NOT_IN_USE ? step.unit() : step.everybody();
            case GOVERNMENT, INSPECTION -> step.office();
        };
    }

    private static Text words(String zh, String en) {
        return new Text(zh, en);
    }
}
