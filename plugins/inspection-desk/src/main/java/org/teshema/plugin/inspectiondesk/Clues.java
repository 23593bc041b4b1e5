package org.teshema.plugin.inspectiondesk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.DeviceId;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/** Risks 风险线索 that an inspection body tells of a device, and what the authority did about each. */
final class Clues {
    static final String CLUE = InspectionDesk.NAME + "/clue";
    static final String HANDLED = InspectionDesk.NAME + "/clue-handled";

    static final String SUBJECT = "clue";

    private static final Set<Audience> INSPECTORS = Set.of(Audience.INSPECTION_BODY);
    private static final Set<Audience> OFFICERS = Set.of(Audience.GOVERNMENT);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LOOK_BACK = 50;
    private static final int SHOWN = 3;

    private static final Action TELL =
            new Action("tell-risk", new Text("报告风险线索", "Tell the district of a risk"), CLUE, INSPECTORS);

    private final EntryKind clues;

    Clues(EntryKind clues) {
        this.clues = clues;
    }

    /** A clue and what was done about it. */
    record Clue(Entry entry, Optional<Entry> handled) {}

    /** The clues about a device, the newest first. */
    static List<Clue> of(Archive archive, DeviceId device) {
        List<Entry> handled = archive.history(device, HANDLED, LOOK_BACK);
        return archive.history(device, CLUE, LOOK_BACK).stream()
                .map(clue -> new Clue(
                        clue,
                        handled.stream()
                                .filter(one -> one.values()
                                        .whole(SUBJECT)
                                        .filter(id -> id == clue.id())
                                        .isPresent())
                                .findFirst()))
                .toList();
    }

    /** What the reader may do. */
    static List<Action> deeds(Audience reader, List<Clue> clues) {
        var actions = new ArrayList<Action>();
        if (reader == Audience.INSPECTION_BODY) {
            actions.add(TELL);
        }
        if (reader == Audience.GOVERNMENT) {
            clues.stream()
                    .filter(clue -> clue.handled().isEmpty())
                    .limit(SHOWN)
                    .forEach(clue -> actions.add(new Action(
                            "handle-clue-" + clue.entry().id(),
                            new Text("处置风险线索（" + day(clue.entry()) + "）", "Deal with the risk of " + day(clue.entry())),
                            HANDLED,
                            OFFICERS,
                            Draft.EMPTY.giving(
                                    new Values(Map.of(SUBJECT, clue.entry().id()))))));
        }
        return actions;
    }

    /** The clues as those who work on them read them; nothing where there is none. */
    Optional<Section> section(List<Clue> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Table(
                        new Text("风险线索", "Risks told of it"),
                        List.of(
                                new Text("日期", "Day"),
                                new Text("类型", "About"),
                                new Text("情况", "In words"),
                                new Text("处置", "What was done")),
                        all.stream()
                                .limit(LOOK_BACK)
                                .map(clue -> List.of(
                                        Text.same(day(clue.entry()).toString()),
                                        about(clue.entry()),
                                        Text.same(clue.entry()
                                                .values()
                                                .text("words")
                                                .orElse("—")),
                                        clue.handled()
                                                .flatMap(one -> one.values().text("words"))
                                                .map(Text::same)
                                                .orElse(new Text("待处置", "Nothing yet"))))
                                .toList()));
    }

    private Text about(Entry clue) {
        Optional<Field> field = clues.field("about");
        Object value = clue.values().byName().get("about");
        return field.isPresent() && value != null ? EntryFacts.words(field.get(), value) : Text.same("—");
    }

    private static LocalDate day(Entry clue) {
        return clue.recordedAt().atZone(ZONE).toLocalDate();
    }

    /** What is wrong with a clue, or with what is said of one. */
    static List<Finding> findings(ScanContext context, String kind, Values values, Archive archive) {
        if (kind.equals(CLUE)) {
            return Finding.future("on", values, context.today());
        }
        boolean open = of(archive, context.device().id()).stream()
                .anyMatch(clue -> clue.handled().isEmpty()
                        && values.whole(SUBJECT)
                                .filter(id -> id == clue.entry().id())
                                .isPresent());
        return open
                ? List.of()
                : List.of(new Finding(
                        SUBJECT,
                        new Text("此设备没有该条待处置的线索。", "There is no such clue about this device that waits for anybody.")));
    }
}
