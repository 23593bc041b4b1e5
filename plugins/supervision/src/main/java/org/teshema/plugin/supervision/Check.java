package org.teshema.plugin.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** A supervision inspection 监督检查: begun by a scan, recorded item by item of the general list and of the equipment's own. */
final class Check {
    static final String BEGUN = Supervision.NAME + "/begun";
    static final String KIND = Supervision.NAME + "/check";

    static final String BEGAN_WITH = "begun";
    static final String BEGUN_AT = "begun-at";
    static final String RESULT = "result";
    static final String ORDER = "order";

    private static final String LIST = "items-";
    private static final String GENERAL = LIST + "general";
    private static final String IN_ORDER = "in-order";
    private static final String SCANNED = "scan";
    private static final Set<Audience> OFFICERS = Set.of(Audience.GOVERNMENT);
    private static final List<String> TYPED = List.of("inspectors", "present", "evidence", RESULT, "remarks");

    private static final Action BEGIN = new Action(
            "begin-supervision",
            new Text("开始监督检查", "Begin a supervision inspection"),
            BEGUN,
            OFFICERS,
            Draft.EMPTY.onlyAtDevice());

    private Check() {}

    /** What an authority may do: begin one, and record the one it began. */
    static List<Action> deeds(ScanContext context, Instant now) {
        var actions = new ArrayList<Action>();
        open(context, now).ifPresent(begun -> actions.add(record(context, begun)));
        actions.add(BEGIN);
        return actions;
    }

    private static Action record(ScanContext context, Entry begun) {
        Set<String> asked = new HashSet<>(TYPED);
        asked.addAll(lists(context));
        var given = new Values(Map.of(BEGAN_WITH, begun.id(), BEGUN_AT, Words.minute(begun.recordedAt())));
        return new Action(
                "record-supervision",
                new Text("提交监督检查记录", "Submit the record of the inspection"),
                KIND,
                OFFICERS,
                Draft.EMPTY.giving(given).asking(asked));
    }

    /** The inspection that the reader's office began here by a scan, has not recorded yet, and began not too long ago. */
    static Optional<Entry> open(ScanContext context, Instant now) {
        Optional<Integer> hours = context.rules()
                .governing("check-open", context.device().category(), context.today())
                .flatMap(rule -> number(rule, "hours"));
        return context.current(BEGUN)
                .filter(begun -> begun.source().equals(SCANNED) && isOwn(context, begun))
                .filter(begun -> context.current(KIND)
                        .flatMap(check -> check.values().whole(BEGAN_WITH))
                        .filter(id -> id == begun.id())
                        .isEmpty())
                .filter(begun -> hours.filter(
                                within -> !now.isAfter(begun.recordedAt().plus(Duration.ofHours(within))))
                        .isPresent());
    }

    static Optional<Integer> number(Rule rule, String name) {
        try {
            return Optional.of(rule.number(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(ScanContext context, Entry entry) {
        return context.caller().organisation().map(Organisation::name).equals(Optional.of(entry.author()));
    }

    /** The lists that are ticked for this equipment, by the rule of the day; the general one alone where none says. */
    static Set<String> lists(ScanContext context) {
        var lists = new HashSet<>(Set.of(GENERAL));
        context.rules()
                .governing("check-list", context.device().category(), context.today())
                .map(rule -> rule.parameters().get("list"))
                .ifPresent(list -> lists.add(LIST + list));
        return lists;
    }

    /** What is wrong with a record about to be stored. */
    static List<Finding> findings(ScanContext context, Values values, Instant now) {
        Optional<Entry> open = open(context, now)
                .filter(begun ->
                        values.whole(BEGAN_WITH).filter(id -> id == begun.id()).isPresent());
        if (open.isEmpty()) {
            return List.of(Words.wrong(
                    BEGAN_WITH,
                    "没有由本单位扫码开始、尚未提交的监督检查；请扫描设备上的码重新开始。",
                    "No inspection is open that your office began by a scan. Scan the code and begin one."));
        }
        Set<String> asked = lists(context);
        for (String field : values.byName().keySet()) {
            if (field.startsWith(LIST) && !asked.contains(field)) {
                return List.of(Words.wrong(field, "此清单不适用于此类设备。", "That list is not for this equipment."));
            }
        }
        for (String list : asked) {
            if (values.ticks(list).isEmpty()) {
                return List.of(Words.wrong(list, "请逐项填写此清单。", "Every item of this list is to be answered."));
            }
        }
        if (values.text("inspectors").filter(names -> people(names) < 2).isPresent()) {
            return List.of(Words.wrong(
                    "inspectors",
                    "监督检查由两名以上检查人员进行，请写明每个人的姓名，以顿号分开。",
                    "Two or more people inspect. Write the name of each, with commas between them."));
        }
        boolean faults = asked.stream()
                .flatMap(list -> values.ticks(list).stream())
                .anyMatch(ticks -> !ticks.faults().isEmpty());
        boolean inOrder = values.text(RESULT).filter(IN_ORDER::equals).isPresent();
        if (faults == inOrder) {
            return List.of(
                    faults
                            ? Words.wrong(
                                    RESULT,
                                    "有检查项目存在异常，结论不能是“未发现问题”。",
                                    "A fault was found at an item, so something is wrong.")
                            : Words.wrong(
                                    RESULT,
                                    "各项均未见异常，结论应为“未发现问题”；有问题请在相应项目写明。",
                                    "No fault was found at any item, so nothing is wrong. Else say at which item."));
        }
        return List.of();
    }

    private static long people(String names) {
        return Arrays.stream(names.split("[、，,;；/\\s]+", -1))
                .filter(name -> !name.isBlank())
                .distinct()
                .count();
    }

    /** What was found, as an order tells it: each item with its note. */
    static String found(Entry check, EntryKind kind) {
        var found = new StringBuilder();
        int count = 0;
        for (Field field : kind.fields()) {
            Optional<Ticks> ticks = check.values().ticks(field.name());
            if (ticks.isPresent() && field.type() instanceof FieldType.Checklist list) {
                for (FieldType.Item item : list.items()) {
                    Ticks.Tick tick = ticks.get().byItem().get(item.name());
                    if (tick != null && tick.mark() == Ticks.Mark.FAULT) {
                        count++;
                        found.append(count == 1 ? "" : "；")
                                .append('（')
                                .append(count)
                                .append('）')
                                .append(item.title().zh().replaceFirst("^[0-9]+ ", ""))
                                .append("：")
                                .append(tick.note());
                    }
                }
            }
        }
        return found.length() <= Order.LONGEST ? found.toString() : found.substring(0, Order.LONGEST);
    }
}
