package org.teshema.web;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

/** One of each page, with content as it comes in practice. */
final class Samples {
    private Samples() {}

    static final String SCAN_PATH = "/s/" + "0123456789".repeat(20).substring(2);

    static Frame frame(Language language) {
        return new Frame(language, language == Language.EN, false, SCAN_PATH, Map.of(), Optional.empty());
    }

    static ScanPage lift() {
        return scan("曳引驱动乘客电梯", "上海市黄浦区人民大道 200 号 3 号楼 2 单元", "使用中，检验有效", Optional.empty());
    }

    /** A page as one of a line's code posts leads to it. */
    static ScanPage codePost() {
        return scan(
                "燃气管道",
                "沪南公路燃气管道",
                "使用中，检验有效",
                Optional.of(new Text("码桩 2：沪南公路 K12+300", "Code post 2: 沪南公路 K12+300")));
    }

    /** A scan page with the same text in every place a text can come from outside. */
    static ScanPage scan(String kind, String place, String words) {
        return scan(kind, place, words, Optional.of(Text.same(place)));
    }

    private static ScanPage scan(String kind, String place, String words, Optional<Text> post) {
        Text text = new Text(words, words.startsWith("使用中") ? "In use, inspection in date" : words);
        Section.Phone rescue = new Section.Phone(new Text("消防救援 / 困人报警", "Rescue"), "110", Optional.empty());
        Section.Phone firm = new Section.Phone(
                new Text("维保单位 24 小时", "Maintenance unit, 24 h"),
                "021-6321 0000",
                Optional.of(new Text("上海示例电梯工程有限公司", "Shanghai Sample Lift Engineering Ltd")));
        return new ScanPage(
                Optional.of("4821073965513"),
                Optional.of(new Text(kind, kind.startsWith("曳引") ? "Traction passenger lift" : kind)),
                Optional.of(place),
                post,
                new ScanPage.Badge(text, Tone.GOOD),
                Optional.of(new ScanPage.Badge(text, Tone.BAD)),
                List.of(),
                List.of(rescue, firm),
                List.of(new ScanPage.Button(new Text("有人被困，报警", "Somebody is trapped: alarm"), "/apps/desk/alarm")),
                List.of(new Section.Notice(
                        new Text("今日维保中", "Maintenance today"),
                        new Text("10:00 至 11:30 暂停使用，请走 1 号梯。", "Out of service from 10:00 to 11:30."),
                        Section.Tone.WARNING)),
                List.of(
                        new Section.Facts(
                                new Text("检验与维保", "Inspection and maintenance"),
                                List.of(
                                        new Fact(
                                                "next-inspection",
                                                new Text("下次检验", "Next inspection"),
                                                new Text("2027 年 5 月", "May 2027"),
                                                Section.Tone.GOOD),
                                        new Fact(
                                                "last-maintenance",
                                                new Text("上次维保", "Last maintenance"),
                                                new Text("2026-11-20（超期 3 天）", "2026-11-20 (3 days late)"),
                                                Section.Tone.BAD),
                                        new Fact("unit", new Text("使用单位", "Using unit"), Text.same("上海示例物业管理有限公司")))),
                        new Section.Table(
                                new Text("安全部件", "Safety components"),
                                List.of(
                                        new Text("部件", "Part"),
                                        new Text("型号", "Model"),
                                        new Text("校验至", "Valid until")),
                                List.of(List.of(
                                        new Text("限速器", "Governor"), Text.same("XS-240B"), Text.same("2027-03")))),
                        new Section.Table(
                                new Text("保养项目", "Items of maintenance"),
                                List.of(new Text("项目", "Item")),
                                Collections.nCopies(6, List.of(Text.same(place)))),
                        new Section.Pictures(
                                new Text("照片", "Photos"),
                                List.of(new Section.Picture(new Text("铭牌", "Plate"), "0123456789abcdef".repeat(4)))),
                        new Section.TimeLine(
                                new Text("最近记录", "Recent records"),
                                List.of(
                                        new Section.Moment(
                                                LocalDate.of(2026, 11, 20),
                                                new Text("半月维保", "Fortnightly maintenance")),
                                        new Section.Moment(
                                                LocalDate.of(2026, 5, 12), new Text("定期检验：合格", "Inspection: passed")))),
                        new Section.Phones(
                                new Text("投诉与咨询", "Complaints"),
                                List.of(new Section.Phone(new Text("市民热线", "City line"), "12345", Optional.empty())))),
                List.of(
                        new ScanPage.Button(new Text("报告故障", "Report a fault"), SCAN_PATH + "/actions/fault"),
                        new ScanPage.Button(new Text("登记维保", "Record maintenance"), SCAN_PATH + "/actions/visit")),
                List.of(new Text("本区应用暂时没有应答，以下为全市通用信息。", "The district's app does not answer just now.")),
                "s.sh.gov.cn",
                Optional.of(
                        new Section.Phone(new Text("举报可疑标牌", "Report a suspect label"), "12345", Optional.empty())));
    }

    static ScanPage forged() {
        return new ScanPage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ScanPage.Badge(new Text("不是真码", "Not genuine"), Tone.BAD),
                Optional.empty(),
                List.of(
                        new Text(
                                "签名不符，不是本市签发的码。标牌可能是伪造的或印坏的。",
                                "The signature does not fit: this city did not issue the code."),
                        new Text("请不要付款、不要填写个人信息，并举报。", "Do not pay, do not enter personal data, and report it.")),
                List.of(new Section.Phone(new Text("困人报警", "Rescue"), "110", Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "s.sh.gov.cn",
                Optional.of(
                        new Section.Phone(new Text("举报可疑标牌", "Report a suspect label"), "12345", Optional.empty())));
    }

    static FormPage form(String typed) {
        Set<Audience> readers = Set.of(Audience.MAINTENANCE_UNIT);
        return new FormPage(
                new Text("登记维保", "Record maintenance"),
                "4821 0739 6551 3 · 人民大道 200 号",
                SCAN_PATH + "/actions/visit",
                SCAN_PATH,
                List.of(
                        new Field("on", new Text("维保日期", "Day"), new FieldType.Day(), true, readers),
                        new Field(
                                "kind",
                                new Text("项目", "Kind of visit"),
                                new FieldType.Choice(List.of(
                                        new FieldType.Option("half-month", new Text("半月", "Fortnightly")),
                                        new FieldType.Option("quarter", new Text("季度", "Quarterly")))),
                                true,
                                readers),
                        new Field(
                                "minutes", new Text("用时（分钟）", "Minutes"), new FieldType.Whole(1, 600), false, readers),
                        new Field("gap", new Text("门间隙", "Door gap"), new FieldType.Measure("mm"), false, readers),
                        new Field("in-order", new Text("一切正常", "All in order"), new FieldType.YesNo(), true, readers),
                        new Field("note", new Text("说明", "Note"), new FieldType.Words(400), false, readers),
                        new Field("pit", new Text("底坑照片", "Photo of the pit"), new FieldType.Photo(), true, readers),
                        new Field("car", new Text("轿厢照片", "Photo of the car"), new FieldType.Photo(), false, readers)),
                Map.of("car", "0123456789abcdef".repeat(4), "pit", "no digest", "note", typed, "minutes", "90"),
                Map.of("minutes", new Text("用时应为 1 到 60 的整数。", "Minutes are a whole number from 1 to 60.")),
                Map.of("token", "abc", "key", "0123456789abcdef"));
    }

    static HomePage home() {
        return new HomePage(
                "浦东新区市场监督管理局",
                new Text("区局", "District bureau"),
                "pudong",
                List.of(
                        new HomePage.Figure(new Text("在库空白码", "Blank codes in stock"), 48_200, Optional.of("/codes")),
                        new HomePage.Figure(new Text("已领未绑", "Claimed, not bound"), 1_204, Optional.empty()),
                        new HomePage.Figure(new Text("已绑定", "Bound"), 152_871, Optional.empty())),
                List.of(
                        new HomePage.Door(
                                new Text("设备", "Devices"), new Text("本区监管的设备", "Devices of the district"), "/devices"),
                        new HomePage.Door(
                                new Text("交接", "Hand-overs"),
                                new Text("待确认与已完成的交接", "Open and finished hand-overs"),
                                "/hand-overs")));
    }

    static TablePage table(String words) {
        return new TablePage(
                new Text("设备", "Devices"),
                new Text("本区监管的设备，每页 50 台。", "Devices of the district, 50 a page."),
                List.of(
                        new Text("名称", "Name"),
                        new Text("种类", "Kind"),
                        new Text("地点", "Place"),
                        new Text("状态", "Status")),
                List.of(
                        List.of(
                                TablePage.Cell.link("3 号楼 2 单元客梯", "/devices/17"),
                                TablePage.Cell.of("曳引驱动乘客电梯"),
                                TablePage.Cell.of(words),
                                new TablePage.Cell(new Text("在用", "In use"), Tone.GOOD, Optional.empty())),
                        List.of(
                                TablePage.Cell.link("锅炉房 1 号", "/devices/18"),
                                TablePage.Cell.of("承压蒸汽锅炉"),
                                TablePage.Cell.of("浦东新区世纪大道 100 号"),
                                new TablePage.Cell(new Text("停用", "Stopped"), Tone.WARNING, Optional.empty()))),
                Optional.of("/devices?cursor=p9"),
                new Text("没有设备。", "There are no devices."));
    }

    /** A list with all that may stand around it. */
    static TablePage tools(String words) {
        TablePage plain = table(words);
        return new TablePage(
                plain.title(),
                plain.intro(),
                plain.columns(),
                plain.rows(),
                plain.next(),
                plain.empty(),
                List.of(new Section.Facts(
                        new Text("最新签署", "Newest head"),
                        List.of(new Fact("root", new Text("根", "Root"), Text.same(words))))),
                Optional.of(new Chart(
                        Text.same(words),
                        Text.same(words),
                        List.of(Text.same(words)),
                        List.of(new Chart.Bar(
                                Text.same(words), List.of(new Chart.Figure(3, Optional.of("/devices?q=1"))))))),
                Optional.of(new TablePage.Tools(
                        "/devices",
                        List.of(
                                new TablePage.Filter("q", new Text("查找", "Look for"), words, List.of()),
                                new TablePage.Filter(
                                        "status",
                                        new Text("状态", "Status"),
                                        "IN_USE",
                                        List.of(new TablePage.Option("IN_USE", Text.same(words))))),
                        Optional.of(new Text("共 2 台", "2 in all")),
                        List.of(new TablePage.Option("AUDIT", Text.same(words))))));
    }

    static PortraitPage portrait(String words) {
        return new PortraitPage(
                words,
                Text.same(words),
                words,
                new ScanPage.Badge(new Text("在用", "In use"), Tone.GOOD),
                List.of(new Section.Facts(
                        new Text("责任各方", "Who answers for it"),
                        List.of(new Fact("unit", new Text("使用单位", "Using unit"), Text.same(words))))),
                Optional.of(new Chart(
                        Text.same(words),
                        new Text("年份", "Year"),
                        List.of(Text.same(words), new Text("维保", "Maintenance")),
                        List.of(new Chart.Bar(
                                Text.same("2026"),
                                List.of(
                                        new Chart.Figure(1_204, Optional.of("/devices/1/entries?year=2026&kind=a%2Fb")),
                                        new Chart.Figure(0, Optional.empty())))))),
                Optional.of(new CityMap(
                        Text.same(words),
                        Text.same(words),
                        121.5,
                        31.2,
                        List.of(new CityMap.Spot(Text.same(words), 121.1, 31.1, "start")))),
                new Section.TimeLine(
                        new Text("生命线", "Its life"),
                        List.of(new Section.Moment(LocalDate.of(2026, 5, 12), Text.same(words)))),
                List.of(new AppPage.Door(Text.same(words), "/devices/1/entries")),
                tools(words).tools().orElseThrow());
    }

    static SecondStepPage secondStep(String words) {
        return new SecondStepPage(
                words,
                Optional.of(new SecondStepPage.App(words, "M4 4h7v1h-7z", 57)),
                Optional.of(Text.same(words)),
                words);
    }

    static SessionsPage sessions(String words) {
        return new SessionsPage(
                List.of(
                        new SessionsPage.One(7, "2026-11-24 09:00", "2026-11-24 09:41", words, true),
                        new SessionsPage.One(5, "2026-11-24 08:00", "2026-11-24 08:20", "", false)),
                List.of(
                        new SessionsPage.Served(3, words, new Text("维保单位", "Maintenance unit"), true),
                        new SessionsPage.Served(4, words + " 2", new Text("使用单位", "Using unit"), false)),
                true,
                words,
                Optional.of(Text.same(words)));
    }

    static WebhookPage webhook(String words) {
        return new WebhookPage(
                true,
                Optional.of(new WebhookPage.Now(
                        "https://hook.example.cn/", true, "2026-11-24 09:00", Optional.of("2026-11-24 10:00"), 12, 3)),
                List.of(List.of(
                        TablePage.Cell.of("2026-11-24 09:30"),
                        TablePage.Cell.of(new Text("收件箱事项", "An item of the inbox")),
                        new TablePage.Cell(new Text("未送达", "Not delivered"), Tone.BAD, Optional.empty()),
                        TablePage.Cell.of("31"),
                        TablePage.Cell.of(words))),
                words,
                Optional.of(Text.same(words)),
                Optional.of("0123456789abcdef".repeat(4)),
                "key-of-the-form");
    }

    static InboxPage inbox(String words) {
        var said = new Text("居民意见", "What residents say");
        var crowd = new Text("公众", "The public");
        return new InboxPage(
                1_204,
                InboxPage.Tab.OPEN,
                List.of(
                        new InboxPage.Item(
                                said,
                                true,
                                words,
                                Optional.of("4821073965513"),
                                "2026-11-24 09:00",
                                crowd,
                                Optional.of(new InboxPage.Due("2026-11-20", true)),
                                new InboxPage.Markable("/inbox/17/done", "key-17")),
                        new InboxPage.Item(
                                new Text(words, words),
                                false,
                                "3 号楼 2 单元客梯",
                                Optional.empty(),
                                "2026-11-24 09:30",
                                Text.same(words),
                                Optional.empty(),
                                new InboxPage.Done("2026-11-25 10:00"))),
                Optional.of("/inbox?cursor=p9"),
                3,
                true,
                5,
                tools(words).tools().orElseThrow());
    }

    static VerifyPage verify() {
        return new VerifyPage(
                "https://s.sh.gov.cn/s/",
                "1234567812345678",
                List.of(new VerifyPage.Key(
                        3,
                        "9f3c2a7710e4b6d8",
                        "STOCK",
                        "2026-01-01 – 2026-12-31",
                        "2056-12-31",
                        "/api/v1/keys/9f3c2a7710e4b6d8.pem")));
    }
}
