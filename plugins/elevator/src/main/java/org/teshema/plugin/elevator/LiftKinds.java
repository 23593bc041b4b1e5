package org.teshema.plugin.elevator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.FieldType.Choice;
import org.teshema.api.archive.FieldType.Day;
import org.teshema.api.archive.FieldType.Measure;
import org.teshema.api.archive.FieldType.Photo;
import org.teshema.api.archive.FieldType.Whole;
import org.teshema.api.archive.FieldType.Words;
import org.teshema.api.archive.FieldType.YesNo;
import org.teshema.api.text.Text;

/** The entry kinds of lifts beyond the city's own. */
final class LiftKinds {
    static final String NAME = "elevator";
    static final String ON = CityKinds.ON;
    static final String VISIT = "visit";
    static final String ITEMS = "items";
    static final String SIGNED = "officer-signed";

    private static final Set<Audience> EVERYBODY = EnumSet.allOf(Audience.class);
    private static final Set<Audience> THOSE_CONCERNED =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY);

    static final EntryKind TECHNICAL = new EntryKind(
            NAME + "/technical",
            1,
            new Text("技术参数", "Technical data"),
            List.of(
                    field("rated-load", "额定载重量", "Rated load", new Measure("kg"), false, EVERYBODY),
                    field("persons", "额定人数", "Persons", new Whole(1, 500), false, EVERYBODY),
                    field("rated-speed", "额定速度", "Rated speed", new Measure("m/s"), false, EVERYBODY),
                    field("floors", "层数", "Floors", new Whole(1, 300), false, EVERYBODY),
                    field("stops", "站数", "Stops", new Whole(1, 300), false, EVERYBODY),
                    field("rise", "提升高度", "Rise", new Measure("m"), false, EVERYBODY),
                    field("maker", "制造单位", "Maker", new Words(200), false, EVERYBODY),
                    field("made-on", "制造日期", "Made on", new Day(), false, EVERYBODY),
                    field("model", "型号", "Model", new Words(80), false, THOSE_CONCERNED),
                    field("serial", "出厂编号", "Serial number", new Words(80), false, THOSE_CONCERNED)),
            EnumSet.of(Audience.USING_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT));

    static final EntryKind MAINTENANCE = new EntryKind(
            NAME + "/maintenance",
            1,
            new Text("维护保养", "Maintenance"),
            List.of(
                    field(ON, "保养日期", "Done on", new Day(), true, EVERYBODY),
                    field(VISIT, "保养类别", "Kind of visit", new Choice(Visit.options()), true, EVERYBODY),
                    field(ITEMS, "完成项目数", "Items done", new Whole(1, 200), true, THOSE_CONCERNED),
                    field("findings", "发现的问题和处理", "Findings", new Words(2000), false, THOSE_CONCERNED),
                    field(
                            SIGNED,
                            "使用单位安全员已签字确认",
                            "Signed by the unit's safety officer",
                            new YesNo(),
                            true,
                            THOSE_CONCERNED),
                    field("photo", "照片", "Photo", new Photo(), false, THOSE_CONCERNED)),
            EnumSet.of(Audience.MAINTENANCE_UNIT));

    private LiftKinds() {}

    private static Field field(
            String name, String zh, String en, FieldType type, boolean required, Set<Audience> readers) {
        return new Field(name, new Text(zh, en), type, required, readers);
    }
}
