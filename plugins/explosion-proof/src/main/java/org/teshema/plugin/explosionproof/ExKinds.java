package org.teshema.plugin.explosionproof;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.FieldType.Choice;
import org.teshema.api.archive.FieldType.Day;
import org.teshema.api.archive.FieldType.Measure;
import org.teshema.api.archive.FieldType.Option;
import org.teshema.api.archive.FieldType.Photo;
import org.teshema.api.archive.FieldType.Words;
import org.teshema.api.text.Text;

/** The two entry kinds of explosion protection: where the device stands, and what its plate says. */
final class ExKinds {
    static final String NAME = "explosion-proof";
    static final String ON = CityKinds.ON;
    static final String NO_ZONE = "none";

    static final String GAS_ZONE = "gas-zone";
    static final String GAS_GROUP = "gas-group";
    static final String TEMPERATURE_CLASS = "temperature-class";
    static final String IGNITION = "ignition-temperature";
    static final String DUST_ZONE = "dust-zone";
    static final String DUST_GROUP = "dust-group";
    static final String CLOUD = "cloud-temperature";
    static final String LAYER = "layer-temperature";
    static final String LAYER_THICKNESS = "layer-thickness";
    static final String MEDIUM = "medium";
    static final String BASIS = "basis";

    static final String MARK = "mark";
    static final String CERTIFICATE = "certificate";
    static final String CONDITIONS = "conditions";
    static final String PLATE = "plate";
    static final int LONGEST_MARK = 200;

    private static final Set<Audience> EVERYBODY = EnumSet.allOf(Audience.class);
    private static final Set<Audience> THOSE_CONCERNED =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY);
    private static final Set<Audience> UNIT_AND_INSPECTORS = EnumSet.of(Audience.USING_UNIT, Audience.INSPECTION_BODY);

    static final Set<Audience> WRITERS = EnumSet.of(Audience.USING_UNIT, Audience.INSPECTION_BODY, Audience.GOVERNMENT);

    static final EntryKind PLACE = new EntryKind(
            NAME + "/place",
            1,
            new Text("防爆场所", "Hazardous area"),
            List.of(
                    field(ON, "登记日期", "Recorded on", new Day(), true, EVERYBODY),
                    field(GAS_ZONE, "气体防爆区", "Gas zone", zones("0", "1", "2"), true, EVERYBODY),
                    field(GAS_GROUP, "气体级别", "Gas group", choice("IIA", "IIB", "IIC"), false, THOSE_CONCERNED),
                    field(
                            TEMPERATURE_CLASS,
                            "温度组别",
                            "Temperature class",
                            choice("T1", "T2", "T3", "T4", "T5", "T6"),
                            false,
                            THOSE_CONCERNED),
                    field(
                            IGNITION,
                            "气体引燃温度",
                            "Ignition temperature of the gas",
                            new Measure("℃"),
                            false,
                            THOSE_CONCERNED),
                    field(DUST_ZONE, "粉尘防爆区", "Dust zone", zones("20", "21", "22"), true, EVERYBODY),
                    field(DUST_GROUP, "粉尘级别", "Dust group", choice("IIIA", "IIIB", "IIIC"), false, THOSE_CONCERNED),
                    field(
                            CLOUD,
                            "粉尘云引燃温度",
                            "Ignition temperature of the dust cloud",
                            new Measure("℃"),
                            false,
                            THOSE_CONCERNED),
                    field(
                            LAYER,
                            "粉尘层（5 mm）引燃温度",
                            "Ignition temperature of a 5 mm dust layer",
                            new Measure("℃"),
                            false,
                            THOSE_CONCERNED),
                    field(
                            LAYER_THICKNESS,
                            "粉尘层厚度",
                            "Thickness of dust layers",
                            new Measure("mm"),
                            false,
                            THOSE_CONCERNED),
                    field(MEDIUM, "易燃易爆物质", "Flammable substance", new Words(200), false, THOSE_CONCERNED),
                    field(
                            BASIS,
                            "区域划分依据（图号、文件号）",
                            "Drawing or document of the classification",
                            new Words(200),
                            false,
                            UNIT_AND_INSPECTORS)),
            WRITERS);

    static final EntryKind DEVICE_MARK = new EntryKind(
            NAME + "/mark",
            1,
            new Text("防爆标志", "Explosion-protection mark"),
            List.of(
                    field(ON, "登记日期", "Recorded on", new Day(), true, THOSE_CONCERNED),
                    field(MARK, "整机防爆标志（按铭牌）", "Mark, as on the plate", new Words(LONGEST_MARK), true, THOSE_CONCERNED),
                    field(CERTIFICATE, "防爆合格证编号", "Certificate number", new Words(80), false, UNIT_AND_INSPECTORS),
                    field(
                            CONDITIONS,
                            "特殊使用条件（标志带 X 时）",
                            "Special conditions, where the mark has an X",
                            new Words(2000),
                            false,
                            THOSE_CONCERNED),
                    field(PLATE, "铭牌照片", "Photo of the plate", new Photo(), false, UNIT_AND_INSPECTORS)),
            WRITERS);

    private ExKinds() {}

    private static FieldType zones(String... zones) {
        return new Choice(Stream.concat(
                        Stream.of(zones).map(zone -> new Option(zone, new Text(zone + " 区", "Zone " + zone))),
                        Stream.of(new Option(NO_ZONE, new Text("非防爆区", "No zone"))))
                .toList());
    }

    private static FieldType choice(String... values) {
        return new Choice(Stream.of(values)
                .map(value -> new Option(value, Text.same(value)))
                .toList());
    }

    private static Field field(
            String name, String zh, String en, FieldType type, boolean required, Set<Audience> readers) {
        return new Field(name, new Text(zh, en), type, required, readers);
    }
}
