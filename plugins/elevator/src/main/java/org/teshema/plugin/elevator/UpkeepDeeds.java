package org.teshema.plugin.elevator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;
import org.teshema.plugin.elevator.Upkeep.State;

/** What each side may do about a visit, as it stands now. */
final class UpkeepDeeds {
    private static final Set<Audience> WORKERS = Set.of(Audience.MAINTENANCE_UNIT);
    private static final Set<Audience> OFFICERS = Set.of(Audience.USING_UNIT);

    private UpkeepDeeds() {}

    static List<Action> of(ScanContext context, Instant now) {
        if (!Upkeep.applies(context)) {
            return List.of();
        }
        return switch (context.caller().audience()) {
            case MAINTENANCE_UNIT -> ofWorkers(context, now);
            case USING_UNIT -> ofOfficers(context);
            default -> List.of();
        };
    }

    private static List<Action> ofWorkers(ScanContext context, Instant now) {
        var actions = new ArrayList<Action>();
        Upkeep.open(context, now)
                .flatMap(begun -> Upkeep.visit(begun).map(visit -> submit(begun, visit)))
                .ifPresent(actions::add);
        actions.add(new Action(
                "begin-upkeep",
                new Text("开始维保", "Begin maintenance"),
                Upkeep.BEGUN,
                WORKERS,
                Draft.EMPTY.onlyAtDevice()));
        Upkeep.record(context).filter(record -> Upkeep.isOwn(context, record)).ifPresent(record -> {
            if (Upkeep.state(context, record) != State.SIGNED) {
                actions.add(new Action(
                        "sign-upkeep-here",
                        new Text("使用单位安全管理员当面签字", "The using unit's safety officer signs here"),
                        Upkeep.SIGNED,
                        WORKERS,
                        signing(record).signedBy(Audience.USING_UNIT)));
            }
            Upkeep.visit(record).map(visit -> amend(record, visit)).ifPresent(actions::add);
        });
        return actions;
    }

    private static List<Action> ofOfficers(ScanContext context) {
        Optional<Entry> record = Upkeep.record(context);
        if (record.isEmpty() || Upkeep.state(context, record.get()) == State.SIGNED) {
            return List.of();
        }
        var actions = new ArrayList<Action>();
        actions.add(new Action(
                "sign-upkeep",
                new Text("签字确认维保记录", "Sign the maintenance record"),
                Upkeep.SIGNED,
                OFFICERS,
                signing(record.get())));
        if (Upkeep.state(context, record.get()) == State.WAITING) {
            actions.add(new Action(
                    "dispute-upkeep",
                    new Text("对维保记录有异议", "Dispute the maintenance record"),
                    Upkeep.DISPUTED,
                    OFFICERS,
                    Draft.EMPTY.giving(
                            new Values(Map.of(Upkeep.SUBJECT, record.get().id())))));
        }
        return actions;
    }

    private static Action submit(Entry begun, Visit visit) {
        var given = new Values(Map.of(
                Upkeep.VISIT, visit.word(),
                Upkeep.BEGAN_WITH, begun.id(),
                Upkeep.BEGUN_AT, Upkeep.minute(begun.recordedAt())));
        return new Action(
                "submit-upkeep",
                new Text(
                        "提交维保记录：" + visit.title().zh(),
                        "Submit the record: " + visit.title().en()),
                Upkeep.RECORD,
                WORKERS,
                Draft.EMPTY.giving(given).asking(asked(visit)));
    }

    private static Action amend(Entry record, Visit visit) {
        var given = new HashMap<String, Object>();
        for (String kept : List.of(Upkeep.VISIT, Upkeep.BEGAN_WITH, Upkeep.BEGUN_AT)) {
            Optional.ofNullable(record.values().byName().get(kept)).ifPresent(value -> given.put(kept, value));
        }
        given.put(Upkeep.DONE_AT, Upkeep.doneAt(record));
        var filled = new HashMap<>(record.values().byName());
        filled.keySet().removeAll(given.keySet());
        filled.keySet().retainAll(asked(visit));
        return new Action(
                "amend-upkeep",
                new Text("更正维保记录", "Amend the maintenance record"),
                Upkeep.RECORD,
                WORKERS,
                Draft.EMPTY
                        .giving(new Values(given))
                        .filledWith(new Values(filled))
                        .asking(asked(visit))
                        .amending(record.id()));
    }

    private static Draft signing(Entry record) {
        var given =
                new HashMap<String, Object>(Map.of(Upkeep.SUBJECT, record.id(), Upkeep.FAULTS, Upkeep.faults(record)));
        record.values().text(Upkeep.VISIT).ifPresent(visit -> given.put(Upkeep.VISIT, visit));
        return Draft.EMPTY.giving(new Values(given));
    }

    private static Set<String> asked(Visit visit) {
        var asked = new HashSet<>(visit.lists());
        asked.add(Upkeep.WORKERS);
        asked.add(Upkeep.REMARKS);
        asked.add(Upkeep.PHOTO);
        asked.add(Upkeep.FAULT_PHOTO);
        return asked;
    }
}
