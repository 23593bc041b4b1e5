package org.teshema.engine.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Organisation;
import org.teshema.api.posting.Posting;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.BulkEntries;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.demo.DemoRow.Label;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.IdBlock;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/**
 * Writes some consecutive devices of a district in one transaction: rows, numbers, archive, ledger, and the codes they are
 * bound to. Belongs to one thread.
 */
final class DemoChunk {
    private static final String SOURCE = "import";
    private static final String SETS = "sets";

    private final UnitOfWork unit;
    private final DistrictPlan plan;
    private final DemoOrganisations made;
    private final List<Organisation> organisations;
    private final Map<Long, Long> accounts;
    private final Actor bureau;
    private final long batch;
    private final PostingPositions positions;
    private final Instant now;
    private final long seed;
    private final String photo = DemoPhoto.digest(DemoPhoto.png());
    private final BulkEntries entries;
    private final Map<CatalogueCode, String> usualPositions = new HashMap<>();
    private final Map<Long, Integer> newsOfSets = new HashMap<>();
    private final Map<Long, List<Entry>> segments = new LinkedHashMap<>();
    private SplittableRandom salts = new SplittableRandom(0);

    DemoChunk(
            UnitOfWork unit,
            DistrictPlan plan,
            DemoOrganisations made,
            List<Organisation> organisations,
            Map<Long, Long> accounts,
            Actor bureau,
            long batch,
            PostingPositions positions,
            Instant now,
            long seed) {
        this.unit = unit;
        this.plan = plan;
        this.made = made;
        this.organisations = organisations;
        this.accounts = accounts;
        this.bureau = bureau;
        this.batch = batch;
        this.positions = positions;
        this.now = now;
        this.seed = seed;
        this.entries = new BulkEntries(new IdBlock(unit, "entry_id"), now);
    }

    /**
     * Writes the devices of a group from one position to another, whole sets only.
     *
     * @param lift whether the group is the lifts
     * @param first position in the group
     * @param end position after the last
     */
    void write(DemoDevices factory, boolean lift, int first, int end) {
        salts = new SplittableRandom(seed ^ (plan.district().hashCode() * 31L + batch) ^ ((long) first << 32));
        List<DemoRow> rows = rows(factory, lift, first, end);
        var posting = new DemoPosting(unit, plan.district(), bureau, accounts, batch, photo, now);
        Map<Integer, DemoPosting.Code> codes = posting.codes(rows);
        Map<Long, DemoRow> mothers = new HashMap<>();
        for (DemoRow row : rows) {
            mothers.put(row.id(), row);
            archive(row);
            row.mother().ifPresent(mother -> join(row, mothers.get(mother)));
            posted(row, codes);
            segments(row);
        }
        List<LedgerLeaf> leaves = new ArrayList<>(entries.write(unit));
        new DemoRegister(unit, plan.district(), SOURCE, now).write(rows, newsOfSets, segments);
        posting.write(rows, codes, leaves);
        unit.leaves(leaves);
    }

    private List<DemoRow> rows(DemoDevices factory, boolean lift, int first, int end) {
        var ids = new IdBlock(unit, "device_id", end - first);
        var rows = new ArrayList<DemoRow>();
        long mother = 0;
        for (int position = first; position < end; position++) {
            int index = plan.groupStart(lift) + position;
            long id = ids.getAsLong();
            DemoDevice device = factory.make(plan, index);
            boolean child = device.slot().isChild();
            mother = child ? mother : id;
            rows.add(row(id, child ? OptionalLong.of(mother) : OptionalLong.empty(), index, position, device));
        }
        return rows;
    }

    private DemoRow row(long id, OptionalLong mother, int index, int position, DemoDevice device) {
        int user = plan.unitOf(index);
        String district = plan.district();
        int inTwenty = position % DemoPlan.OF;
        boolean bound = inTwenty < DemoPlan.BOUND;
        var labels = new ArrayList<Label>();
        if (inTwenty < DemoPlan.GIVEN_OUT) {
            labels.add(new Label(DemoPlan.serialAfter(position) + 1, 0, position(device.slot()), device.place()));
        }
        List<String> posts = bound ? device.slot().variety().posts() : List.of();
        for (int post = 1; post <= posts.size(); post++) {
            int serial = plan.posts().get(index) + post - 1;
            labels.add(new Label(serial, post, posts.get(post - 1), device.place() + "，" + post + "号码桩"));
        }
        return new DemoRow(
                id,
                mother,
                device,
                organisations.get(made.usingUnit(district, user)),
                organisations.get(made.maintenanceUnit(district, user)),
                organisations.get(made.inspectionBody(district, user)),
                organisations.get(made.anotherBody(district, user)),
                organisations.get(made.station(district, user)),
                labels,
                bound,
                new TreeMap<>());
    }

    private void archive(DemoRow row) {
        DemoDevice device = row.device();
        add(
                row,
                row.subject(),
                CityKinds.PARTICULARS,
                Map.of(
                        "event", "entered",
                        "category", device.category().value(),
                        "district", plan.district(),
                        "status", device.status().name(),
                        "name", device.name(),
                        "place", device.place(),
                        "using-unit", row.user().name(),
                        "inspection-body", row.body().name()),
                now,
                SOURCE,
                bureau.organisation());
        for (DemoDevice.Event event : device.events()) {
            Organisation author = switch (event.author()) {
                case DISTRICT -> bureau.organisation();
                case INSPECTION_BODY -> row.body();
                case ANOTHER_BODY -> row.anotherBody();
                case MAINTENANCE_UNIT -> row.maintainer();
                case USING_UNIT -> row.user();
            };
            var values = new HashMap<>(event.values().byName());
            if (event.kind().field(CityKinds.BODY).isPresent()) {
                values.put(CityKinds.BODY, author.name());
            }
            if (event.kind().equals(CityKinds.REGISTRATION)) {
                values.put("authority", author.name());
            }
            add(row, row.subject(), event.kind(), values, atNoon(event.on()), SOURCE, author);
        }
    }

    /** Stands in the archives of both, as when a set is put together one by one. */
    private void join(DemoRow child, DemoRow mother) {
        Map<String, Object> values = Map.of(
                "event",
                "joined",
                "mother",
                mother.id(),
                "child",
                child.id(),
                "role",
                child.device().slot().set().orElseThrow().role());
        add(child, child.subject(), CityKinds.MEMBERSHIP, values, now, SETS, child.user());
        add(mother, mother.subject(), CityKinds.MEMBERSHIP, values, now, SETS, child.user());
        newsOfSets.merge(mother.id(), 2, Integer::sum);
    }

    private void posted(DemoRow row, Map<Integer, DemoPosting.Code> codes) {
        for (Label label : row.bound() ? row.labels() : List.<Label>of()) {
            Map<String, Object> values = Map.of(
                    "event",
                    "bound",
                    "number",
                    Long.toString(codes.get(label.serial()).number()),
                    "position",
                    label.position(),
                    "place",
                    label.place(),
                    "photo",
                    photo);
            add(row, row.subject(), CityKinds.POSTING, values, now, SOURCE, row.user());
            row.mother().ifPresent(mother -> newsOfSets.merge(mother, 1, Integer::sum));
        }
    }

    private void segments(DemoRow row) {
        for (DemoDevice.Event event : row.device().segments()) {
            Subject subject = row.segment(event.values().text(Segment.NUMBER).orElseThrow());
            segments.computeIfAbsent(row.id(), id -> new ArrayList<>())
                    .add(add(row, subject, event.kind(), event.values().byName(), now, SOURCE, row.user()));
        }
    }

    private Entry add(
            DemoRow row,
            Subject subject,
            EntryKind kind,
            Map<String, Object> values,
            Instant at,
            String source,
            Organisation author) {
        var salt = new byte[16];
        salts.nextBytes(salt);
        Entry entry = entries.add(subject, plan.district(), kind, new Values(values), at, source, author, salt);
        if (subject.type() == Subject.Type.DEVICE && Entries.isProjected(kind.name())) {
            // What happened last holds; of what happened at once, what was recorded last.
            row.current()
                    .merge(kind.name(), entry, (old, its) -> its.happenedAt().isBefore(old.happenedAt()) ? old : its);
        }
        return entry;
    }

    private String position(DemoSlot slot) {
        return slot.position()
                .orElseGet(() -> usualPositions.computeIfAbsent(
                        slot.category(),
                        c -> positions
                                .forDevice(c, CityClock.dayOf(now))
                                .map(Posting::positions)
                                .map(p -> p.get(0).name())
                                .orElse("on-body")));
    }

    private static Instant atNoon(LocalDate day) {
        return day.atTime(12, 0).atZone(CityClock.ZONE).toInstant();
    }
}
