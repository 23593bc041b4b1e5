package org.teshema.api.archive;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.FieldType.Choice;
import org.teshema.api.archive.FieldType.Day;
import org.teshema.api.archive.FieldType.Option;
import org.teshema.api.archive.FieldType.Photo;
import org.teshema.api.archive.FieldType.Whole;
import org.teshema.api.archive.FieldType.Words;
import org.teshema.api.archive.FieldType.YesNo;
import org.teshema.api.text.Text;

/**
 * The entry kinds that belong to the city and not to a plugin: every category's clocks read them, and what counts over
 * all categories knows no others. Their names have no slash; a plugin's always have one.
 */
public final class CityKinds {
    /** Day on which the thing happened; of every kind here but {@link #POSTING}. */
    public static final String ON = "on";
    /** How it ended: {@link #PASS} and the rest; of commissioning, inspection and testing. */
    public static final String RESULT = "result";
    /** Day on which it had been due, where known: the anchor of the next date; of inspection and testing. */
    public static final String DUE = "due";
    /** Day that the report names as the next one 下次检验日期, where it does; of inspection and testing. */
    public static final String NEXT = "next";
    /**
     * Day that the rules gave when the inspection was recorded, beside which the one its report names is kept; of inspection. The
     * core reckons it, and nobody sends one.
     */
    public static final String RECKONED = "reckoned";
    /** The rule that gave {@link #RECKONED}; the core's as well. */
    public static final String BY_RULE = "by-rule";
    /** Why {@link #NEXT} is another day than {@link #RECKONED}; of inspection. */
    public static final String NEXT_REASON = "next-reason";
    /** What is wrong and is to be put right in time 一般问题; of inspection. */
    public static final String MINOR = "minor";
    /** What is wrong, and allows use only while somebody watches 监护使用; of inspection. */
    public static final String WATCHED = "watched";
    /** What is so wrong that the device must not be used 严重问题; of inspection. It reaches the authority at once. */
    public static final String SERIOUS = "serious";
    /** Day until which what is wrong is to be put right; of inspection. */
    public static final String RECTIFY = "rectify";
    /** Safety grade 安全状况等级, 1 to 5, of pressure equipment; of inspection. */
    public static final String GRADE = "grade";
    /** Number of the report or certificate. */
    public static final String REPORT = "report";
    /** Name of the body that did it. */
    public static final String BODY = "body";
    /** What was commissioned: {@link #INSTALLATION}, {@link #REBUILD} or {@link #MAJOR_REPAIR}. */
    public static final String WORKS = "works";

    /** Passed 合格. */
    public static final String PASS = "pass";
    /** Failed 不合格. */
    public static final String FAIL = "fail";
    /** Passed when inspected again 复检合格. */
    public static final String PASS_AGAIN = "pass-again";
    /** Failed when inspected again 复检不合格. */
    public static final String FAIL_AGAIN = "fail-again";

    /** Installation 安装. */
    public static final String INSTALLATION = "installation";
    /** Rebuilding 改造. */
    public static final String REBUILD = "rebuild";
    /** Major repair 重大修理. */
    public static final String MAJOR_REPAIR = "major-repair";

    private static final Set<Audience> EVERYBODY = EnumSet.allOf(Audience.class);
    private static final Set<Audience> THOSE_CONCERNED =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY);

    private static final FieldType RESULTS = new Choice(List.of(
            new Option(PASS, new Text("合格", "Passed")),
            new Option(FAIL, new Text("不合格", "Failed")),
            new Option(PASS_AGAIN, new Text("复检合格", "Passed on re-inspection")),
            new Option(FAIL_AGAIN, new Text("复检不合格", "Failed on re-inspection"))));

    private static final FieldType GRADES = new Choice(List.of(
            new Option("1", new Text("1 级", "Grade 1")),
            new Option("2", new Text("2 级", "Grade 2")),
            new Option("3", new Text("3 级", "Grade 3")),
            new Option("4", new Text("4 级", "Grade 4")),
            new Option("5", new Text("5 级", "Grade 5"))));

    /** Supervision inspection 监督检验 of an installation, a rebuilding or a major repair. */
    public static final EntryKind COMMISSIONING = new EntryKind(
                    "commissioning",
                    1,
                    new Text("监督检验", "Supervision inspection"),
                    List.of(
                            field(
                                    WORKS,
                                    "施工类别",
                                    "Works",
                                    new Choice(List.of(
                                            new Option(INSTALLATION, new Text("安装", "Installation")),
                                            new Option(REBUILD, new Text("改造", "Rebuilding")),
                                            new Option(MAJOR_REPAIR, new Text("重大修理", "Major repair")))),
                                    true,
                                    EVERYBODY),
                            field(ON, "检验日期", "Inspected on", new Day(), true, EVERYBODY),
                            field(RESULT, "检验结论", "Result", RESULTS, true, EVERYBODY),
                            field(REPORT, "报告编号", "Report", new Words(60), false, THOSE_CONCERNED),
                            field(BODY, "检验机构", "Inspection body", new Words(200), false, EVERYBODY)),
                    Set.of(Audience.INSPECTION_BODY))
            .telling(Theme.INSPECTION);

    /** Registration for use 使用登记. */
    public static final EntryKind REGISTRATION = new EntryKind(
                    "registration",
                    1,
                    new Text("使用登记", "Registration for use"),
                    List.of(
                            field(ON, "登记日期", "Registered on", new Day(), true, EVERYBODY),
                            field("certificate", "使用登记证编号", "Certificate number", new Words(60), true, EVERYBODY),
                            field("authority", "登记机关", "Registering authority", new Words(200), false, EVERYBODY)),
                    Set.of(Audience.GOVERNMENT))
            .telling(Theme.REGISTRATION);

    /** Periodic inspection 定期检验 by an inspection body, the first one 首次检验 included. */
    public static final EntryKind INSPECTION = new EntryKind(
                    "inspection",
                    2,
                    new Text("定期检验", "Periodic inspection"),
                    List.of(
                            field(ON, "检验日期", "Inspected on", new Day(), true, EVERYBODY),
                            field(RESULT, "检验结论", "Result", RESULTS, true, EVERYBODY),
                            field(DUE, "本次应检日期", "Had been due", new Day(), false, EVERYBODY),
                            field(NEXT, "下次检验日期", "Next one", new Day(), false, EVERYBODY),
                            field(RECKONED, "按规则算得的下次检验日期", "Next one by the rules", new Day(), false, THOSE_CONCERNED),
                            field(BY_RULE, "所依据的规则", "By which rule", new Words(200), false, THOSE_CONCERNED),
                            field(
                                    NEXT_REASON,
                                    "下次检验日期与规则不同的理由",
                                    "Why it is another day than by the rules",
                                    new Words(400),
                                    false,
                                    THOSE_CONCERNED),
                            field(
                                    MINOR,
                                    "一般问题（限期整改）",
                                    "Minor: to be put right in time",
                                    new Words(2000),
                                    false,
                                    THOSE_CONCERNED),
                            field(
                                    WATCHED,
                                    "可监护使用的问题",
                                    "To be used only while watched",
                                    new Words(2000),
                                    false,
                                    THOSE_CONCERNED),
                            field(
                                    SERIOUS,
                                    "严重问题（不得使用，同时报告区局）",
                                    "Serious: not to be used, told to the district",
                                    new Words(2000),
                                    false,
                                    THOSE_CONCERNED),
                            field(RECTIFY, "整改期限", "To be put right until", new Day(), false, THOSE_CONCERNED),
                            field(GRADE, "安全状况等级", "Safety grade", GRADES, false, EVERYBODY),
                            field(REPORT, "报告编号", "Report", new Words(60), false, THOSE_CONCERNED),
                            field(BODY, "检验机构", "Inspection body", new Words(200), false, EVERYBODY)),
                    Set.of(Audience.INSPECTION_BODY))
            .telling(Theme.INSPECTION);

    /**
     * A serious finding 严重问题 of an inspection: written by the core alone, in the transaction that takes the inspection in, so that
     * the authority has it as soon as there is one.
     */
    public static final EntryKind SERIOUS_FINDING = new EntryKind(
            "serious-finding",
            1,
            new Text("检验发现严重问题", "Serious finding of an inspection"),
            List.of(
                    field("inspection", "检验条目", "The inspection", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field(ON, "检验日期", "Inspected on", new Day(), true, THOSE_CONCERNED),
                    field(SERIOUS, "严重问题", "What was found", new Words(2000), true, THOSE_CONCERNED),
                    field(REPORT, "报告编号", "Report", new Words(60), false, THOSE_CONCERNED)),
            Set.of(),
            EnumSet.of(Concern.USING_UNIT, Concern.MAINTENANCE_UNIT, Concern.STATION, Concern.DISTRICT));

    /** Testing 检测 between inspections, by the unit itself or whom it asked. */
    public static final EntryKind TESTING = new EntryKind(
                    "testing",
                    1,
                    new Text("自行检测", "Testing"),
                    List.of(
                            field(ON, "检测日期", "Tested on", new Day(), true, EVERYBODY),
                            field(RESULT, "检测结论", "Result", RESULTS, true, EVERYBODY),
                            field(DUE, "本次应检日期", "Had been due", new Day(), false, EVERYBODY),
                            field(NEXT, "下次检测日期", "Next one", new Day(), false, EVERYBODY),
                            field(REPORT, "报告编号", "Report", new Words(60), false, THOSE_CONCERNED),
                            field(BODY, "检测单位", "Tested by", new Words(200), false, EVERYBODY)),
                    Set.of(Audience.INSPECTION_BODY, Audience.MAINTENANCE_UNIT, Audience.USING_UNIT))
            .telling(Theme.INSPECTION);

    /** What happened to the device's code 贴码: written by the core alone, with each step of the code's life. */
    public static final EntryKind POSTING = new EntryKind(
            "posting",
            2,
            new Text("贴码", "Posting of the code"),
            List.of(
                    field(
                            "event",
                            "事项",
                            "Event",
                            new Choice(List.of(
                                    new Option("bound", new Text("绑码", "Bound")),
                                    new Option("unbound", new Text("撤销绑码", "Binding taken back")),
                                    new Option("suspended", new Text("暂停", "Suspended")),
                                    new Option("resumed", new Text("恢复", "Resumed")),
                                    new Option("replaced", new Text("换码", "Replaced")),
                                    new Option("revoked", new Text("注销", "Revoked")))),
                            true,
                            EVERYBODY),
                    field("number", "编号", "Number", new Words(13), true, EVERYBODY),
                    field("position", "张贴位置", "Position", new Words(40), false, EVERYBODY),
                    field("place", "位置说明", "Place", new Words(300), false, THOSE_CONCERNED),
                    field("photo", "照片", "Photo", new Photo(), false, THOSE_CONCERNED),
                    field("photo-taken", "拍摄时间", "Taken", new Words(16), false, THOSE_CONCERNED),
                    field("photo-place", "拍摄位置（约）", "Taken about here", new Words(20), false, THOSE_CONCERNED),
                    field("reason", "原因", "Reason", new Words(400), false, THOSE_CONCERNED),
                    field("with", "随整套办理的母码", "With the set, by its mother code", new Words(13), false, EVERYBODY)),
            Set.of());

    /** A code was given out for this device 发码: written by the core alone, in the transaction that gives it out. */
    public static final EntryKind CODE_GIVEN = new EntryKind(
            "code-given",
            1,
            new Text("发放特种设备码，待使用单位绑码", "A code was given out, for the using unit to bind"),
            List.of(
                    field("number", "编号", "Number", new Words(13), true, EVERYBODY),
                    field("claim", "领码记录", "Claim", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field("reason", "原因", "Reason", new Words(400), false, THOSE_CONCERNED)),
            Set.of(),
            EnumSet.of(Concern.USING_UNIT));

    /**
     * A correction 纠错 of one field of an entry, proposed by somebody who may see it: written by the core alone. What the field said and
     * should say is for whoever may see that field, so the kind itself shows it to authorities alone.
     */
    public static final EntryKind CORRECTION_PROPOSED = new EntryKind(
            "correction-proposed",
            1,
            new Text("纠错建议", "Correction proposed"),
            List.of(
                    field("entry", "所涉条目", "Entry", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field("kind", "条目类型", "Kind of entry", new Words(81), true, THOSE_CONCERNED),
                    field("field", "栏目", "Field", new Words(40), true, THOSE_CONCERNED),
                    field("was", "原内容", "What it says", new Words(4000), false, Set.of()),
                    field("proposed", "建议内容", "What it should say", new Words(4000), true, Set.of()),
                    field("reason", "理由", "Why", new Words(400), true, Set.of())),
            Set.of(),
            EnumSet.allOf(Concern.class));

    /** What became of a proposed correction: written by the core alone, in the transaction that corrects the entry or leaves it. */
    public static final EntryKind CORRECTION_DECIDED = new EntryKind(
            "correction-decided",
            1,
            new Text("纠错处理", "Correction decided"),
            List.of(
                    field("proposal", "所处理的建议", "Proposal", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field(
                            "decision",
                            "处理结果",
                            "Decision",
                            new Choice(List.of(
                                    new Option("confirmed", new Text("填写方确认", "Confirmed by who writes it")),
                                    new Option("declined", new Text("填写方不同意", "Declined by who writes it")),
                                    new Option("overridden", new Text("监管部门更正", "Corrected by the authority")))),
                            true,
                            THOSE_CONCERNED),
                    field(
                            "by-entry",
                            "更正后的条目",
                            "The correcting entry",
                            new Whole(1, Long.MAX_VALUE),
                            false,
                            THOSE_CONCERNED),
                    field("reason", "理由", "Why", new Words(400), false, THOSE_CONCERNED)),
            Set.of(),
            EnumSet.allOf(Concern.class),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Answers(Set.of("correction-proposed"), Optional.of("proposal"))));

    /**
     * What the register says of a device from this moment on 设备登记信息: written by the core alone, with each change of the
     * register, so that what was registered on a past day can be answered.
     */
    public static final EntryKind PARTICULARS = new EntryKind(
                    "particulars",
                    1,
                    new Text("设备登记信息", "Particulars of the device"),
                    List.of(
                            field(
                                    "event",
                                    "事项",
                                    "Event",
                                    new Choice(List.of(
                                            new Option("entered", new Text("录入", "Entered")),
                                            new Option("changed", new Text("变更", "Changed")),
                                            new Option("transferred", new Text("过户或移装", "Transferred")))),
                                    true,
                                    EVERYBODY),
                            field("category", "设备种类", "Category", new Words(4), true, EVERYBODY),
                            field("district", "所在区", "District", new Words(6), true, EVERYBODY),
                            field("status", "使用状态", "Status", new Words(20), true, EVERYBODY),
                            field("name", "设备名称", "Name", new Words(120), true, EVERYBODY),
                            field("place", "所在地点", "Place", new Words(300), true, EVERYBODY),
                            field("using-unit", "使用单位", "Using unit", new Words(200), false, EVERYBODY),
                            field("maintenance-unit", "维保单位", "Maintenance unit", new Words(200), false, EVERYBODY),
                            field("inspection-body", "检验机构", "Inspection body", new Words(200), false, EVERYBODY),
                            field("reason", "原因", "Reason", new Words(400), false, THOSE_CONCERNED),
                            field("with", "随整套变更的母设备", "With the set of that device", new Words(20), false, EVERYBODY)),
                    Set.of())
            .telling(Theme.REGISTRATION);

    /** Manufacture 制造: who made the device, when, under which licence. */
    public static final EntryKind MANUFACTURE = new EntryKind(
                    "manufacture",
                    1,
                    new Text("制造", "Manufacture"),
                    List.of(
                            field(ON, "制造日期", "Made on", new Day(), true, EVERYBODY),
                            field("maker", "制造单位", "Maker", new Words(200), true, EVERYBODY),
                            field("licence", "制造许可证编号", "Maker's licence", new Words(60), false, THOSE_CONCERNED),
                            field("model", "型号", "Model", new Words(80), false, THOSE_CONCERNED),
                            field("serial", "出厂编号", "Serial number", new Words(80), false, THOSE_CONCERNED),
                            field(
                                    REPORT,
                                    "监督检验证书编号",
                                    "Supervision certificate",
                                    new Words(60),
                                    false,
                                    THOSE_CONCERNED)),
                    Set.of(Audience.USING_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT))
            .telling(Theme.DEVICE);

    /** Works on the device 施工: installation, rebuilding, repair or moving, from notice 告知 to completion. */
    public static final EntryKind CONSTRUCTION = new EntryKind(
            "construction",
            1,
            new Text("施工", "Works"),
            List.of(
                    field(
                            WORKS,
                            "施工类别",
                            "Works",
                            new Choice(List.of(
                                    new Option(INSTALLATION, new Text("安装", "Installation")),
                                    new Option(REBUILD, new Text("改造", "Rebuilding")),
                                    new Option(MAJOR_REPAIR, new Text("重大修理", "Major repair")),
                                    new Option("repair", new Text("一般修理", "Repair")),
                                    new Option("moving", new Text("移装", "Moving")))),
                            true,
                            EVERYBODY),
                    field(ON, "竣工日期", "Completed on", new Day(), true, EVERYBODY),
                    field("contractor", "施工单位", "Contractor", new Words(200), true, EVERYBODY),
                    field("licence", "施工许可证编号", "Contractor's licence", new Words(60), false, THOSE_CONCERNED),
                    field("notice", "施工告知编号", "Number of the notice", new Words(60), false, THOSE_CONCERNED)),
            Set.of(Audience.USING_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT));

    /** Put to use 投用, for the first time or again. */
    public static final EntryKind USE = new EntryKind(
                    "use",
                    1,
                    new Text("投用", "Put to use"),
                    List.of(
                            field(ON, "投用日期", "Put to use on", new Day(), true, EVERYBODY),
                            field("again", "停用后重新启用", "Again after a stop", new YesNo(), false, EVERYBODY)),
                    Set.of(Audience.USING_UNIT, Audience.GOVERNMENT))
            .telling(Theme.REGISTRATION);

    /** Use stopped 停用; over a year it is told in writing within 30 days and the device is sealed (TSG 08). */
    public static final EntryKind STOP = new EntryKind(
                    "stop",
                    1,
                    new Text("停用", "Use stopped"),
                    List.of(
                            field(ON, "停用日期", "Stopped on", new Day(), true, EVERYBODY),
                            field("reason", "停用原因", "Reason", new Words(400), true, THOSE_CONCERNED),
                            field("sealed", "已采取封停措施", "Sealed", new YesNo(), false, EVERYBODY)),
                    Set.of(Audience.USING_UNIT, Audience.GOVERNMENT))
            .telling(Theme.REGISTRATION);

    /** Moved to another place 移装. */
    public static final EntryKind MOVE = new EntryKind(
                    "move",
                    1,
                    new Text("移装", "Moved"),
                    List.of(
                            field(ON, "移装日期", "Moved on", new Day(), true, EVERYBODY),
                            field("from", "原所在地", "From", new Words(300), true, THOSE_CONCERNED),
                            field("to", "现所在地", "To", new Words(300), true, EVERYBODY)),
                    Set.of(Audience.USING_UNIT, Audience.GOVERNMENT))
            .telling(Theme.REGISTRATION);

    /** Scrapped 报废: its function is destroyed and its registration cancelled (Law on special equipment safety, article 48). */
    public static final EntryKind SCRAP = new EntryKind(
                    "scrap",
                    1,
                    new Text("报废", "Scrapped"),
                    List.of(
                            field(ON, "报废日期", "Scrapped on", new Day(), true, EVERYBODY),
                            field("reason", "报废原因", "Reason", new Words(400), true, THOSE_CONCERNED),
                            field("destroyed", "已消除使用功能", "Its function was destroyed", new YesNo(), true, EVERYBODY)),
                    Set.of(Audience.USING_UNIT, Audience.GOVERNMENT))
            .telling(Theme.REGISTRATION);

    /** An accident 事故, as far as the authority has established it. */
    public static final EntryKind ACCIDENT = new EntryKind(
                    "accident",
                    1,
                    new Text("事故", "Accident"),
                    List.of(
                            field(ON, "发生日期", "Happened on", new Day(), true, THOSE_CONCERNED),
                            field("dead", "死亡人数", "Dead", new Whole(0, 10_000), true, THOSE_CONCERNED),
                            field("injured", "受伤人数", "Injured", new Whole(0, 100_000), true, THOSE_CONCERNED),
                            field("summary", "经过和原因", "What happened and why", new Words(2000), true, THOSE_CONCERNED)),
                    Set.of(Audience.GOVERNMENT),
                    EnumSet.of(Concern.USING_UNIT, Concern.MAINTENANCE_UNIT, Concern.STATION, Concern.DISTRICT))
            .telling(Theme.FAULT);

    /**
     * What happened to a device's place in a set 成套: written by the core alone, in the archives of mother and child, with each
     * step.
     */
    public static final EntryKind MEMBERSHIP = new EntryKind(
            "membership",
            1,
            new Text("成套", "Set"),
            List.of(
                    field(
                            "event",
                            "事项",
                            "Event",
                            new Choice(List.of(
                                    new Option("joined", new Text("并入成套", "Joined")),
                                    new Option("left", new Text("退出成套", "Left")),
                                    new Option("moved", new Text("转入另一成套", "Moved to another set")))),
                            true,
                            EVERYBODY),
                    field("mother", "母设备", "Mother", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field("child", "子设备", "Child", new Whole(1, Long.MAX_VALUE), true, THOSE_CONCERNED),
                    field("role", "部位", "Role", new Words(40), true, EVERYBODY),
                    field("from", "原母设备", "Mother before", new Whole(1, Long.MAX_VALUE), false, THOSE_CONCERNED),
                    field("reason", "原因", "Reason", new Words(400), false, THOSE_CONCERNED)),
            Set.of());

    /**
     * The end of a segment 登记单元 of a registration unit: written by the core alone, when a new table of the unit does not hold
     * it any more. An entry of its own kind after this one begins it again.
     */
    public static final EntryKind SEGMENT_ENDED = new EntryKind(
            "segment-ended",
            1,
            new Text("登记单元终止", "End of a segment"),
            List.of(field(ON, "终止日期", "Ended on", new Day(), true, EVERYBODY)),
            Set.of());

    private static final List<EntryKind> ALL = List.of(
            COMMISSIONING,
            REGISTRATION,
            INSPECTION,
            SERIOUS_FINDING,
            TESTING,
            MANUFACTURE,
            CONSTRUCTION,
            USE,
            STOP,
            MOVE,
            SCRAP,
            ACCIDENT,
            POSTING,
            CODE_GIVEN,
            CORRECTION_PROPOSED,
            CORRECTION_DECIDED,
            PARTICULARS,
            MEMBERSHIP,
            SEGMENT_ENDED);

    private CityKinds() {}

    /** All of them. */
    public static List<EntryKind> all() {
        return ALL;
    }

    private static Field field(
            String name, String zh, String en, FieldType type, boolean required, Set<Audience> readers) {
        return new Field(name, new Text(zh, en), type, required, readers);
    }
}
