package org.teshema.engine.proposal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.CoreFields;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.EntryCheck;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Proposed corrections of entries, and what becomes of them. Thread-safe. */
@Component(service = Proposals.class)
public final class Proposals {
    private static final String SOURCE = "correction";
    private static final String PROPOSED = CityKinds.CORRECTION_PROPOSED.name();
    private static final String DECIDED = CityKinds.CORRECTION_DECIDED.name();
    private static final int LOOK_BACK = 500;
    private static final int LONGEST = 400;

    private final Database database;
    private final Writes writes;
    private final Archives archives;
    private final Entries entries;
    private final Devices devices;
    private final PluginTable plugins;
    private final EntryCheck check;
    private final CityClock clock;
    private final Access access;

    /** Corrections of those archives. */
    @Activate
    public Proposals(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Archives archives,
            @Reference Entries entries,
            @Reference Devices devices,
            @Reference PluginTable plugins,
            @Reference EntryCheck check,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.archives = archives;
        this.entries = entries;
        this.devices = devices;
        this.plugins = plugins;
        this.check = check;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /** A reader towards a device, and the kinds that count there. */
    private record Place(DeviceFile file, Parties parties, Audience audience, PluginTable table) {}

    private Place place(Actor actor, Subject subject) {
        DeviceFile file = devices.get(actor, Long.parseLong(subject.id()));
        var parties = new Parties(
                file.device().district(),
                id(file.device().usingUnit()),
                id(file.device().maintenanceUnit()),
                id(file.inspectionBody()),
                id(file.station()));
        return new Place(
                file,
                parties,
                Access.audience(Optional.of(actor), parties),
                plugins.toward(file.device(), file.stationId()));
    }

    private static OptionalLong id(Optional<Organisation> organisation) {
        return organisation.map(one -> OptionalLong.of(one.id())).orElseGet(OptionalLong::empty);
    }

    /** The fields of an entry that this reader may propose a correction of; none of what only the core writes. */
    public List<Field> correctable(Actor actor, long entryId) {
        Entry entry = archives.get(actor, entryId);
        Place place = place(actor, entry.subject());
        return isSuperseded(entryId)
                ? List.of()
                : place.table()
                        .kind(entry.kind())
                        .map(kind -> fields(kind, place.audience()))
                        .orElse(List.of());
    }

    private static List<Field> fields(EntryKind kind, Audience audience) {
        return kind.writers().isEmpty()
                ? List.of()
                : kind.fields().stream()
                        .filter(field -> field.readableBy(audience) && isPlain(kind, field))
                        .toList();
    }

    private static boolean isPlain(EntryKind kind, Field field) {
        return !CoreFields.isOne(kind, field)
                && !(field.type() instanceof FieldType.Checklist)
                && !(field.type() instanceof FieldType.Photo);
    }

    /** The proposals about a device of the actor's scope, the newest first. */
    public List<Proposal> of(Actor actor, long device) {
        Place place = place(actor, new Subject(Subject.Type.DEVICE, Long.toString(device)));
        Subject subject = Subject.of(place.file().device().id());
        List<Entry> decided = entries.history(subject, DECIDED, LOOK_BACK);
        List<Entry> proposed = entries.history(subject, PROPOSED, LOOK_BACK);
        Standing standing = standing(actor, proposed);
        return proposed.stream()
                .sorted(Comparator.comparing(Entry::id).reversed())
                .map(entry -> proposal(actor, place, entry, decided, standing))
                .toList();
    }

    /**
     * What some proposals are about and by whom, asked of the database for all of them together.
     *
     * @param corrected which entries were corrected since
     * @param own which of the proposals the reader's organisation made
     */
    private record Standing(Set<Long> corrected, Set<Long> own) {}

    private Standing standing(Actor actor, List<Entry> proposed) {
        return new Standing(
                found("select supersedes from entry where supersedes in ", Proposals::about, proposed),
                found(
                        "select id from entry where author_id = "
                                + actor.organisation().id() + " and id in ",
                        Entry::id,
                        proposed));
    }

    private static long about(Entry proposed) {
        return proposed.values().whole("entry").orElse(0L);
    }

    private Set<Long> found(String sql, Function<Entry, Long> what, List<Entry> proposed) {
        if (proposed.isEmpty()) {
            return Set.of();
        }
        String ids = proposed.stream().map(what).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql + ids);
                    var row = select.executeQuery()) {
                Set<Long> found = new HashSet<>();
                while (row.next()) {
                    found.add(row.getLong(1));
                }
                return found;
            }
        });
    }

    private Proposal proposal(Actor actor, Place place, Entry proposed, List<Entry> decided, Standing standing) {
        Values said = proposed.values();
        String kindName = said.text("kind").orElse("");
        Optional<EntryKind> kind = place.table().kind(kindName);
        Optional<Field> field = kind.flatMap(one -> one.field(said.text("field").orElse("")));
        boolean seen = place.audience() == Audience.GOVERNMENT
                || field.filter(one -> one.readableBy(place.audience())).isPresent();
        Optional<Proposal.Decided> outcome = last(decided, proposed.id())
                .flatMap(entry -> decision(entry)
                        .map(one -> new Proposal.Decided(
                                one, entry.author(), entry.values().text("reason"))));
        return new Proposal(
                proposed.id(),
                said.whole("entry").orElse(0L),
                kind.map(EntryKind::title).orElseGet(() -> Text.same(kindName)),
                field.map(Field::title)
                        .orElseGet(() -> Text.same(said.text("field").orElse(""))),
                seen ? said.text("was").map(was -> words(field, was)) : Optional.empty(),
                seen ? said.text("proposed").map(should -> words(field, should)) : Optional.empty(),
                seen ? said.text("reason") : Optional.empty(),
                proposed.author(),
                proposed.recordedAt(),
                outcome,
                kind.map(one -> may(actor, place, one, proposed, outcome.map(Proposal.Decided::decision), standing))
                        .orElse(List.of()));
    }

    /** As people read it; of a field that is none any more as it was written. */
    private static Text words(Optional<Field> field, String written) {
        try {
            return field.map(one -> EntryFacts.words(one, ValueReader.one(one, written)))
                    .orElseGet(() -> Text.same(written));
        } catch (Problem e) {
            return Text.same(written);
        }
    }

    private static Optional<Entry> last(List<Entry> decided, long proposal) {
        return decided.stream()
                .filter(entry -> entry.values()
                        .whole("proposal")
                        .filter(id -> id == proposal)
                        .isPresent())
                .max(Comparator.comparing(Entry::id));
    }

    /** What the actor may decide: nobody confirms what they proposed themselves, and what is corrected is corrected. */
    private List<Decision> may(
            Actor actor, Place place, EntryKind kind, Entry proposed, Optional<Decision> decided, Standing standing) {
        if (decided.filter(Decision::corrects).isPresent()
                || standing.corrected().contains(about(proposed))) {
            return List.of();
        }
        var may = new ArrayList<Decision>();
        boolean writes = Access.may(actor, Deed.WRITE_ARCHIVE) && kind.writers().contains(place.audience());
        if (decided.isEmpty() && writes && !standing.own().contains(proposed.id())) {
            may.add(Decision.CONFIRMED);
            may.add(Decision.DECLINED);
        }
        if (access.may(actor, Deed.CHANGE_DEVICE, place.parties().facts())) {
            may.add(Decision.OVERRIDDEN);
        }
        return may;
    }

    private boolean isSuperseded(long entry) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select 1 from entry where supersedes = ?")) {
                select.setLong(1, entry);
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /**
     * Proposes that a field of an entry should say something else.
     *
     * @param value as people write it
     * @return the id of the proposal
     * @throws Problem NOT_FOUND for an entry that is not the actor's to see; FORBIDDEN for a field that is not theirs to see, or whose
     *     value nobody writes; WRONG_STATE for an entry that was corrected; INVALID in {@code value} or {@code reason}
     */
    public long propose(WriteRequest asked, long entryId, String fieldName, String value, String reason) {
        Actor actor = asked.actor();
        Entry entry = archives.get(actor, entryId);
        Place place = place(actor, entry.subject());
        Field field = correctable(actor, entryId).stream()
                .filter(one -> one.name().equals(fieldName))
                .findFirst()
                .orElseThrow(() -> isSuperseded(entryId) ? corrected(entryId) : notTheirs());
        Object typed = typed(field, value);
        Optional<Object> was = Optional.ofNullable(entry.values().byName().get(field.name()));
        if (was.filter(typed::equals).isPresent()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "value",
                    "与现有内容相同，没有需要更正的。",
                    "That is what it says; there is nothing to correct.");
        }
        Map<String, Object> values = new HashMap<>();
        values.put("entry", entryId);
        values.put("kind", entry.kind());
        values.put("field", field.name());
        was.ifPresent(old -> values.put("was", written(old)));
        values.put("proposed", written(typed));
        values.put("reason", said(reason));
        String request = entryId + "\n" + fieldName + "\n" + value + "\n" + reason;
        String id = writes.once(asked, "correction.propose", request, unit -> {
            lock(unit, place.file().id());
            if (unit.jdbc(connection -> exists(connection, entryId))) {
                throw corrected(entryId);
            }
            return Long.toString(append(unit, actor, place, CityKinds.CORRECTION_PROPOSED, new Values(values))
                    .id());
        });
        return Long.parseLong(id);
    }

    private static Object typed(Field field, String value) {
        try {
            return ValueReader.one(field, value == null ? "" : value.strip());
        } catch (Problem e) {
            throw Problem.inField(
                    ProblemType.INVALID, "value", e.detail().zh(), e.detail().en());
        }
    }

    /**
     * Decides a proposal; where it is accepted, the entry is corrected in the same transaction.
     *
     * @param reason needed for all but a confirmation
     * @throws Problem NOT_FOUND for a proposal that is not the actor's to see; FORBIDDEN for a decision that is not theirs; WRONG_STATE
     *     where it was decided already; INVALID in {@code reason}, or in the field that the correction would make wrong
     */
    public void decide(WriteRequest asked, long proposalId, Decision decision, Optional<String> reason) {
        Actor actor = asked.actor();
        archives.get(actor, proposalId);
        Entry proposed = entries.find(proposalId)
                .filter(entry -> entry.kind().equals(PROPOSED))
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + proposalId + " 的纠错建议，或不在您的管理范围内。",
                        "There is no proposal " + proposalId + ", or it is not yours to see."));
        Place place = place(actor, proposed.subject());
        Optional<String> why = reason.filter(text -> !text.isBlank()).map(Proposals::said);
        if (decision != Decision.CONFIRMED && why.isEmpty()) {
            throw Problem.inField(ProblemType.INVALID, "reason", "请写明理由。", "Say why.");
        }
        Entry target =
                entries.find(proposed.values().whole("entry").orElseThrow()).orElseThrow();
        EntryKind kind = place.table().kind(target.kind()).orElseThrow(Proposals::notTheirs);
        Values corrected = decision.corrects() ? corrected(kind, target, proposed, why) : target.values();
        var passed = new AtomicReference<>(corrected);
        Runnable passes = () -> {
            requireMay(actor, place, kind, proposed, entries.history(proposed.subject(), DECIDED, LOOK_BACK), decision);
            if (decision.corrects()) {
                passed.set(check.check(actor, place.audience(), place.file().id(), kind, corrected));
            }
        };
        String request = proposalId + "\n" + decision + "\n" + why.orElse("");
        writes.once(asked, "correction.decide", request, passes, unit -> {
            lock(unit, place.file().id());
            List<Entry> decided =
                    unit.jdbc(connection -> Entries.history(connection, proposed.subject(), DECIDED, LOOK_BACK));
            requireOpen(last(decided, proposalId), decision);
            Map<String, Object> values = new HashMap<>();
            values.put("proposal", proposalId);
            values.put("decision", decision.word());
            why.ifPresent(text -> values.put("reason", text));
            if (decision.corrects()) {
                Entry by = entries.append(
                        unit,
                        actor,
                        target.subject(),
                        place.file().device().district(),
                        kind,
                        passed.get(),
                        happenedAt(target, passed.get()),
                        SOURCE,
                        OptionalLong.of(target.id()));
                values.put("by-entry", by.id());
            }
            return Long.toString(append(unit, actor, place, CityKinds.CORRECTION_DECIDED, new Values(values))
                    .id());
        });
    }

    private void requireMay(
            Actor actor, Place place, EntryKind kind, Entry proposed, List<Entry> decided, Decision decision) {
        Optional<Entry> last = last(decided, proposed.id());
        requireOpen(last, decision);
        Optional<Decision> before = last.flatMap(Proposals::decision);
        if (!may(actor, place, kind, proposed, before, standing(actor, List.of(proposed)))
                .contains(decision)) {
            throw isSuperseded(about(proposed))
                    ? corrected(proposed.values().whole("entry").orElse(0L))
                    : notTheirs();
        }
    }

    /** What is corrected is corrected; what was declined may still be corrected by the authority. */
    private static void requireOpen(Optional<Entry> decided, Decision decision) {
        Optional<Decision> before = decided.flatMap(Proposals::decision);
        if (before.filter(one -> one.corrects() || decision != Decision.OVERRIDDEN)
                .isPresent()) {
            throw Problem.of(ProblemType.WRONG_STATE, "该建议已处理。", "That proposal was decided already.");
        }
    }

    private static Optional<Decision> decision(Entry decided) {
        return Decision.of(decided.values().text("decision").orElse(""));
    }

    /** The entry's values with the proposed one; what the core fills in it fills in anew. */
    private static Values corrected(EntryKind kind, Entry target, Entry proposed, Optional<String> why) {
        String name = proposed.values().text("field").orElseThrow();
        Field field = kind.field(name).orElseThrow(Proposals::notTheirs);
        Map<String, Object> values = new HashMap<>(target.values().byName());
        kind.fields().stream().filter(one -> CoreFields.isOne(kind, one)).forEach(one -> values.remove(one.name()));
        values.put(
                name, ValueReader.one(field, proposed.values().text("proposed").orElseThrow()));
        boolean named = kind.name().equals(CityKinds.INSPECTION.name()) && values.containsKey(CityKinds.NEXT);
        if (named) {
            String reason = why.or(() -> proposed.values().text("reason")).orElse("");
            values.putIfAbsent(CityKinds.NEXT_REASON, reason.isEmpty() ? "纠错" : reason);
        }
        return new Values(values);
    }

    private Instant happenedAt(Entry target, Values corrected) {
        Optional<LocalDate> on = corrected.day(CityKinds.ON);
        if (on.isEmpty() || on.equals(target.values().day(CityKinds.ON))) {
            return target.happenedAt();
        }
        Instant start = on.get().atStartOfDay(CityClock.ZONE).toInstant();
        return start.isAfter(clock.instant()) ? clock.instant() : start;
    }

    private Entry append(UnitOfWork unit, Actor actor, Place place, EntryKind kind, Values values) {
        return entries.append(
                unit,
                actor,
                Subject.of(place.file().device().id()),
                place.file().device().district(),
                kind,
                values,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                SOURCE,
                OptionalLong.empty());
    }

    /** Who decides about one device's proposals comes one after the other. */
    private static void lock(UnitOfWork unit, long device) {
        boolean there = unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select id from device where id = ? for update")) {
                select.setLong(1, device);
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
        if (!there) {
            throw notTheirs();
        }
    }

    private static boolean exists(Connection connection, long superseded) throws SQLException {
        try (var select = connection.prepareStatement("select 1 from entry where supersedes = ?")) {
            select.setLong(1, superseded);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static String written(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static String said(String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "reason",
                    "请写明理由，最多 " + LONGEST + " 字。",
                    "Say why, in at most " + LONGEST + " characters.");
        }
        return text;
    }

    private static Problem corrected(long entry) {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "条目 " + entry + " 已被更正；请看更正后的条目。",
                "Entry " + entry + " was corrected already. Look at the one that corrects it.");
    }

    private static Problem notTheirs() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "此栏目不由本单位纠错或处理。",
                "That field is not for your organisation to correct or decide.");
    }
}
