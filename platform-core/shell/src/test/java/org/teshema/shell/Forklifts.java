package org.teshema.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** A plugin that shows one section of every sort. */
final class Forklifts implements CategoryPlugin {
    private static final Text WORD = new Text("词", "Word");

    private final Optional<String> district;
    private final CatalogueCode serves;

    Forklifts(Optional<String> district, String serves) {
        this.district = district;
        this.serves = new CatalogueCode(serves);
    }

    @Override
    public PluginInfo info() {
        return new PluginInfo("forklift", "1.2.3", new Text("叉车", "Forklift trucks"), district);
    }

    @Override
    public List<EntryKind> kinds() {
        return List.of(new EntryKind(
                "forklift/check",
                1,
                WORD,
                List.of(new Field("done", WORD, new FieldType.YesNo(), true, Set.of())),
                Set.of()));
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(serves);
    }

    @Override
    public Posting posting(Device device) {
        return new Posting("特种设备码", List.of(new Position("on-body", WORD)), 80, 100, WORD, Optional.empty());
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return List.of(new ClockReading(
                "inspection",
                new Text("检验", "Inspection"),
                DueStatus.VALID,
                Optional.of(context.today().plusDays(9)),
                WORD,
                Optional.empty()));
    }

    @Override
    public View view(ScanContext context) {
        return new View(
                List.of(
                        new Section.Facts(
                                new Text("事实", "Facts"),
                                List.of(new Section.Fact("fork", new Text("货叉", "Fork"), new Text("两个", "Two")))),
                        new Section.Table(
                                new Text("表", "Table"),
                                List.of(WORD, WORD),
                                List.of(List.of(new Text("左", "Left"), new Text("右", "Right")))),
                        new Section.Phones(
                                new Text("电话", "Telephones"),
                                List.of(new Section.Phone(new Text("班组", "Team"), "021-5000 0001", Optional.empty()))),
                        new Section.TimeLine(
                                new Text("经过", "History"),
                                List.of(new Section.Moment(context.today(), new Text("今天", "Today")))),
                        new Section.Notice(
                                new Text("提示", "Notice"), new Text("请戴头盔", "Wear a helmet"), Section.Tone.PLAIN)),
                List.of());
    }
}
