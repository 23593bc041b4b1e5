package org.teshema.engine.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Organisation;
import org.teshema.api.posting.Posting;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.BulkEntries;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.BulkRows;
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

    private final UnitOfWork unit;
    private final DistrictPlan plan;
    private final DemoOrganisations made;
    private final List<Organisation> organisations;
    private final Map<Long, Long> accounts;
    private final Actor bureau;
    private final long batch;
    private final PostingPositions positions;
    private final Instant now;
    private final SplittableRandom salts;
    private final String photo = DemoPhoto.digest(DemoPhoto.png());
    private final List<Row> rows = new ArrayList<>();
    private final Map<CatalogueCode, String> usualPositions = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // read and written, never compared
    private record Code(byte[] id, long number) {}

    private record Row(
            long id,
            int index,
            DemoDevice device,
            Organisation user,
            Organisation maintainer,
            Organisation body,
            Organisation station,
            Optional<Integer> serial,
            boolean bound,
            Map<String, Entry> current) {}

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
        this.salts = new SplittableRandom(seed ^ (plan.district().hashCode() * 31L + batch));
    }

    /**
     * Writes the devices of a group from one position to another.
     *
     * @param lift whether the group is the lifts
     * @param first position in the group
     * @param end position after the last
     */
    void write(DemoDevices factory, boolean lift, int first, int end) {
        int offset = lift ? 0 : plan.lifts();
        Map<Integer, Code> codes = codes(DemoPlan.serialAfter(first) + 1, DemoPlan.serialAfter(end));
        var deviceIds = new IdBlock(unit, "device_id");
        var entries = new BulkEntries(new IdBlock(unit, "entry_id"), now);
        for (int position = first; position < end; position++) {
            Row row = row(deviceIds.getAsLong(), offset + position, position, factory.make(plan, offset + position));
            archive(entries, row, codes);
            rows.add(row);
        }
        List<LedgerLeaf> leaves = new ArrayList<>(entries.write(unit));
        writeDevices();
        writeNumbers();
        writeClaims(leaves);
        writeBindings(codes, leaves);
        updateCodes();
        unit.leaves(leaves);
    }

    private Row row(long id, int index, int position, DemoDevice device) {
        int user = plan.unitOf(index);
        String district = plan.district();
        int inTwenty = position % DemoPlan.OF;
        return new Row(
                id,
                index,
                device,
                organisations.get(made.usingUnit(district, user)),
                organisations.get(made.maintenanceUnit(district, user)),
                organisations.get(made.inspectionBody(district, user)),
                organisations.get(made.station(district, user)),
                inTwenty < DemoPlan.GIVEN_OUT ? Optional.of(DemoPlan.serialAfter(position) + 1) : Optional.empty(),
                inTwenty < DemoPlan.BOUND,
                new TreeMap<>());
    }

    private void archive(BulkEntries entries, Row row, Map<Integer, Code> codes) {
        DemoDevice device = row.device();
        var particulars = new HashMap<String, Object>(Map.of(
                "event", "entered",
                "category", device.category().value(),
                "district", plan.district(),
                "status", device.status().name(),
                "name", device.name(),
                "place", device.place(),
                "using-unit", row.user().name(),
                "inspection-body", row.body().name()));
        add(entries, row, CityKinds.PARTICULARS, new Values(particulars), now, bureau.organisation());
        for (DemoDevice.Event event : device.events()) {
            Organisation author = switch (event.author()) {
                case DISTRICT -> bureau.organisation();
                case INSPECTION_BODY -> row.body();
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
            add(entries, row, event.kind(), new Values(values), atNoon(event.on()), author);
        }
        if (row.bound()) {
            Values posting = new Values(Map.of(
                    "event",
                    "bound",
                    "number",
                    Long.toString(codes.get(row.serial().orElseThrow()).number()),
                    "position",
                    position(device.category()),
                    "place",
                    device.place(),
                    "photo",
                    photo));
            add(entries, row, CityKinds.POSTING, posting, now, row.user());
        }
    }

    private void add(BulkEntries entries, Row row, EntryKind kind, Values values, Instant at, Organisation author) {
        var salt = new byte[16];
        salts.nextBytes(salt);
        Entry entry = entries.add(
                new Subject(Subject.Type.DEVICE, Long.toString(row.id())),
                plan.district(),
                kind,
                values,
                at,
                SOURCE,
                author,
                salt);
        if (Entries.isProjected(kind.name())) {
            row.current().put(kind.name(), entry);
        }
    }

    private void writeDevices() {
        try (BulkRows into = unit.into(
                "device",
                "id",
                "category",
                "raw_category",
                "district",
                "name",
                "place",
                "longitude",
                "latitude",
                "status",
                "using_unit_id",
                "maintenance_unit_id",
                "inspection_body_id",
                "station_id",
                "current_entries",
                "created_at",
                "version")) {
            for (Row row : rows) {
                DemoDevice device = row.device();
                boolean lift = device.category().value().startsWith("3");
                into.add(
                        row.id(),
                        device.category().value(),
                        device.category().value(),
                        plan.district(),
                        device.name(),
                        device.place(),
                        device.longitude(),
                        device.latitude(),
                        device.status(),
                        row.user().id(),
                        lift ? row.maintainer().id() : null,
                        row.body().id(),
                        row.station().id(),
                        CurrentEntries.write(row.current().values()),
                        now,
                        0);
            }
        }
    }

    private void writeNumbers() {
        try (BulkRows into = unit.into(
                "identifier",
                "device_id",
                "kind",
                "printed",
                "normal",
                "device_code",
                "source",
                "valid_from",
                "valid_until")) {
            for (Row row : rows) {
                for (DemoDevice.PrintedNumber number : row.device().numbers()) {
                    String normal = IdentifierFormats.normal(number.printed());
                    into.add(
                            row.id(),
                            number.kind(),
                            number.printed(),
                            normal,
                            number.kind().equals("equip_code") ? normal : null,
                            SOURCE,
                            number.from(),
                            number.until());
                }
            }
        }
    }

    /** A unit gets its codes of this chunk as ranges of consecutive serials. */
    private void writeClaims(List<LedgerLeaf> leaves) {
        try (BulkRows into = unit.into(
                "claim",
                "district",
                "batch_id",
                "first_serial",
                "last_serial",
                "from_id",
                "unit_id",
                "given_by",
                "given_at")) {
            int first = 0;
            int last = 0;
            Organisation user = null;
            for (Row row : rows) {
                if (row.serial().isEmpty()) {
                    continue;
                }
                int serial = row.serial().get();
                if (user != null && !user.equals(row.user())) {
                    claim(into, leaves, user, first, last);
                    user = null;
                }
                if (user == null) {
                    user = row.user();
                    first = serial;
                }
                last = serial;
            }
            if (user != null) {
                claim(into, leaves, user, first, last);
            }
        }
    }

    private void claim(BulkRows into, List<LedgerLeaf> leaves, Organisation user, int first, int last) {
        into.add(plan.district(), batch, first, last, bureau.organisation().id(), user.id(), bureau.accountId(), now);
        leaves.add(DemoCodes.leaf(
                "code.claimed",
                "batch:" + batch,
                plan.district(),
                bureau,
                now,
                "{\"first\":" + first + ",\"last\":" + last + ",\"unit\":" + user.id() + "}"));
    }

    private void writeBindings(Map<Integer, Code> codes, List<LedgerLeaf> leaves) {
        try (BulkRows into = unit.into(
                "binding",
                "code_id",
                "device_id",
                "district",
                "unit_id",
                "position",
                "place",
                "longitude",
                "latitude",
                "photo",
                "bound_by",
                "bound_at")) {
            for (Row row : rows) {
                if (row.bound()) {
                    Code code = codes.get(row.serial().orElseThrow());
                    DemoDevice device = row.device();
                    into.add(
                            code.id(),
                            row.id(),
                            plan.district(),
                            row.user().id(),
                            position(device.category()),
                            device.place(),
                            device.longitude(),
                            device.latitude(),
                            photo,
                            accounts.get(row.user().id()),
                            now);
                    leaves.add(DemoCodes.leaf(
                            "code.bound",
                            "code:" + java.util.HexFormat.of().formatHex(code.id()),
                            plan.district(),
                            new Actor(
                                    accounts.get(row.user().id()),
                                    "demo-" + row.user().id(),
                                    row.user()),
                            now,
                            "{\"device\":" + row.id() + "}"));
                }
            }
        }
    }

    private void updateCodes() {
        unit.jdbc(connection -> {
            try (var update = connection.prepareStatement("update code set state = ?, holder_id = ?, unit_id = ?,"
                    + " claimed_from = ?, device_id = ?, bound_device_id = ?, changed_at = ?, version = version + 2"
                    + " where batch_id = ? and serial = ?")) {
                for (Row row : rows) {
                    if (row.serial().isPresent()) {
                        Optional<Long> device = row.bound() ? Optional.of(row.id()) : Optional.empty();
                        org.teshema.engine.store.Sql.bind(
                                update,
                                row.bound() ? "BOUND" : "CLAIMED",
                                row.user().id(),
                                row.user().id(),
                                bureau.organisation().id(),
                                device,
                                device,
                                now,
                                batch,
                                row.serial().get());
                        update.addBatch();
                    }
                }
                return update.executeBatch();
            }
        });
    }

    private Map<Integer, Code> codes(int first, int last) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select serial, code_id, number from code where batch_id = ? and serial between ? and ?")) {
                select.setLong(1, batch);
                select.setInt(2, first);
                select.setInt(3, last);
                var codes = new HashMap<Integer, Code>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        codes.put(row.getInt("serial"), new Code(row.getBytes("code_id"), row.getLong("number")));
                    }
                }
                return codes;
            }
        });
    }

    private String position(CatalogueCode category) {
        return usualPositions.computeIfAbsent(
                category,
                c -> positions
                        .forDevice(c, CityClock.dayOf(now))
                        .map(Posting::positions)
                        .map(p -> p.get(0).name())
                        .orElse("on-body"));
    }

    private static Instant atNoon(LocalDate day) {
        return day.atTime(12, 0).atZone(CityClock.ZONE).toInstant();
    }
}
