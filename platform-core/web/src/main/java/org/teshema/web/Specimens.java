package org.teshema.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.web.TablePage.Cell;

/** What the components are shown with on the page of style: nothing of it is anybody's. */
final class Specimens {
    static final ScanPage.Badge STATE =
            new ScanPage.Badge(new Text("使用中，检验有效", "In use, inspection in date"), Tone.GOOD);

    static final List<ScanPage.Badge> BADGES = List.of(
            new ScanPage.Badge(new Text("正常", "As it should be"), Tone.GOOD),
            new ScanPage.Badge(new Text("请留意", "To be minded"), Tone.WARNING),
            new ScanPage.Badge(new Text("有问题", "Something is wrong"), Tone.BAD),
            new ScanPage.Badge(new Text("说明", "A fact"), Tone.PLAIN));

    static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"), new Text("状态", "Status"), new Text("标牌", "Labels"), new Text("数量", "Number"));

    private Specimens() {}

    static List<Section> sections() {
        return List.of(
                new Section.Notice(
                        new Text("今日维保中", "Maintenance today"),
                        new Text("10:00 至 11:30 暂停使用，请走 1 号梯。", "Out of service from 10:00 to 11:30."),
                        Section.Tone.WARNING),
                new Section.Facts(
                        new Text("检验与维保", "Inspection and maintenance"),
                        List.of(
                                new Section.Fact(
                                        "next-inspection",
                                        new Text("下次检验", "Next inspection"),
                                        new Text("2027 年 5 月", "May 2027"),
                                        Section.Tone.GOOD),
                                new Section.Fact(
                                        "last-maintenance",
                                        new Text("上次维保", "Last maintenance"),
                                        new Text("超期 3 天", "3 days late"),
                                        Section.Tone.BAD),
                                new Section.Fact(
                                        "unit",
                                        new Text("使用单位", "Using unit"),
                                        new Text("示例物业公司", "A sample company")))),
                new Section.Table(
                        new Text("检验记录", "Inspections"),
                        List.of(new Text("日期", "Day"), new Text("结论", "Result")),
                        List.of(List.of(Text.same("2026-05-12"), new Text("合格", "Passed")))),
                new Section.TimeLine(
                        new Text("最近记录", "Recent records"),
                        List.of(
                                new Section.Moment(
                                        LocalDate.of(2026, 11, 20), new Text("半月维保", "Fortnightly maintenance")),
                                new Section.Moment(
                                        LocalDate.of(2026, 5, 12), new Text("定期检验：合格", "Inspection: passed")))),
                new Section.Phones(
                        new Text("联系", "Contact"),
                        List.of(new Section.Phone(new Text("市民热线", "City line"), "12345", Optional.empty()))));
    }

    static List<List<Cell>> rows() {
        return List.of(
                List.of(
                        new Cell(new Text("1 号梯", "Lift 1"), Tone.PLAIN, Optional.of("/style")),
                        new Cell(new Text("在用", "In use"), Tone.GOOD, Optional.empty()),
                        new Cell(new Text("340 / 500", "340 / 500"), Tone.PLAIN, Optional.empty(), OptionalInt.of(68)),
                        Cell.of("1,204")),
                List.of(
                        new Cell(new Text("2 号锅炉", "Boiler 2"), Tone.PLAIN, Optional.of("/style")),
                        new Cell(new Text("停用", "Out of use"), Tone.WARNING, Optional.empty()),
                        new Cell(new Text("500 / 500", "500 / 500"), Tone.PLAIN, Optional.empty(), OptionalInt.of(100)),
                        Cell.of("36")));
    }

    static TablePage.Tools tools() {
        return new TablePage.Tools(
                "/style",
                List.of(
                        new TablePage.Filter("q", new Text("查找", "Look for"), "", List.of()),
                        new TablePage.Filter(
                                "status",
                                new Text("状态", "Status"),
                                "IN_USE",
                                List.of(
                                        new TablePage.Option("IN_USE", new Text("在用", "In use")),
                                        new TablePage.Option("STOPPED", new Text("停用", "Out of use"))))),
                Optional.of(new Text("共 2 条", "2 in all")),
                List.of());
    }

    static TablePage.Tools files() {
        return new TablePage.Tools(
                "/style",
                List.of(new TablePage.Filter(
                        "table",
                        new Text("表格", "Table"),
                        "",
                        List.of(new TablePage.Option("life", new Text("生命线", "Its life"))))),
                Optional.empty(),
                List.of(new TablePage.Option("AUDIT", new Text("权限审计", "An audit of rights"))));
    }

    static List<PluginsPage.Deed> deeds() {
        return List.of(
                new PluginsPage.Deed(
                        new Text("上线", "Go live"),
                        Optional.of("/style"),
                        new Text("从今天起按新版本办理。", "From today on the new version answers.")),
                new PluginsPage.Deed(
                        new Text("回退", "Roll back"),
                        Optional.empty(),
                        new Text("没有可以回退的版本。", "There is no version to go back to.")));
    }

    static Chart chart() {
        return new Chart(
                new Text("历年情况", "Its years"),
                new Text("年份", "Year"),
                List.of(new Text("检验", "Inspections"), new Text("维保", "Maintenance"), new Text("故障", "Faults")),
                List.of(bar("2026", 1, 22, 2), bar("2025", 1, 26, 0), bar("2024", 2, 25, 5)));
    }

    private static Chart.Bar bar(String year, long... values) {
        return new Chart.Bar(
                Text.same(year),
                Arrays.stream(values)
                        .mapToObj(value -> new Chart.Figure(value, Optional.empty()))
                        .toList());
    }

    static CityMap map() {
        return new CityMap(
                new Text("位置", "Where it is"),
                new Text("东经 121.47°，北纬 31.23°", "121.47° E, 31.23° N"),
                121.47,
                31.23,
                List.of(
                        new CityMap.Spot(new Text("甲区", "District A"), 121.10, 31.15, "start"),
                        new CityMap.Spot(new Text("乙区", "District B"), 121.70, 31.05, "end")));
    }

    static FormPage form() {
        Set<Audience> readers = Set.of(Audience.MAINTENANCE_UNIT);
        return new FormPage(
                new Text("登记维保", "Record maintenance"),
                "",
                "/style",
                "/style",
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
                        new Field("in-order", new Text("一切正常", "All in order"), new FieldType.YesNo(), true, readers),
                        new Field(
                                "minutes", new Text("用时（分钟）", "Minutes"), new FieldType.Whole(1, 600), false, readers),
                        new Field("note", new Text("说明", "Note"), new FieldType.Words(400), false, readers)),
                Map.of("minutes", "900"),
                Map.of("minutes", new Text("用时应为 1 到 600 的整数。", "Minutes are a whole number from 1 to 600.")),
                Map.of());
    }

    static List<AppPage.Door> doors() {
        return List.of(
                new AppPage.Door(new Text("报告故障", "Report a fault"), "/style"),
                new AppPage.Door(new Text("登记维保", "Record maintenance"), "/style"));
    }
}
