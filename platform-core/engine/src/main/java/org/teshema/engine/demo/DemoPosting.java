package org.teshema.engine.demo;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.engine.account.Actor;
import org.teshema.engine.demo.DemoRow.Label;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * Gives the codes of a batch out to the units of some devices of the demonstration city and binds them, in bulk.
 *
 * @param accounts in whose name a unit binds, by the unit
 * @param photo of every binding
 */
record DemoPosting(
        UnitOfWork unit,
        String district,
        Actor bureau,
        Map<Long, Long> accounts,
        long batch,
        String photo,
        Instant now) {

    /** A code of the batch. */
    @SuppressWarnings("ArrayRecordComponent") // read and written, never compared
    record Code(byte[] id, long number) {}

    /** The codes of these labels, by serial. */
    Map<Integer, Code> codes(List<DemoRow> rows) {
        List<Integer> serials = rows.stream()
                .flatMap(row -> row.labels().stream())
                .map(Label::serial)
                .sorted()
                .toList();
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select serial, code_id, number from code where batch_id = ? and serial between ? and ?")) {
                var codes = new HashMap<Integer, Code>();
                for (int from = 0, to = 0; from < serials.size(); from = to) {
                    // Those of code posts lie behind those of devices: each run of consecutive serials is one query.
                    for (to = from + 1; to < serials.size() && serials.get(to) == serials.get(to - 1) + 1; ) {
                        to++;
                    }
                    Sql.bind(select, batch, serials.get(from), serials.get(to - 1));
                    try (var row = select.executeQuery()) {
                        while (row.next()) {
                            codes.put(row.getInt("serial"), new Code(row.getBytes("code_id"), row.getLong("number")));
                        }
                    }
                }
                return codes;
            }
        });
    }

    /** Writes claims, bindings and the codes' new state; the leaves are added to those given. */
    void write(List<DemoRow> rows, Map<Integer, Code> codes, List<LedgerLeaf> leaves) {
        writeClaims(rows, leaves);
        writeBindings(rows, codes, leaves);
        updateCodes(rows);
    }

    /** A unit gets its codes as ranges of consecutive serials. */
    private void writeClaims(List<DemoRow> rows, List<LedgerLeaf> leaves) {
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
            for (DemoRow row : rows) {
                for (Label label : row.labels()) {
                    if (user != null && !(user.equals(row.user()) && label.serial() == last + 1)) {
                        claim(into, leaves, user, first, last);
                        user = null;
                    }
                    if (user == null) {
                        user = row.user();
                        first = label.serial();
                    }
                    last = label.serial();
                }
            }
            if (user != null) {
                claim(into, leaves, user, first, last);
            }
        }
    }

    private void claim(BulkRows into, List<LedgerLeaf> leaves, Organisation user, int first, int last) {
        into.add(district, batch, first, last, bureau.organisation().id(), user.id(), bureau.accountId(), now);
        leaves.add(DemoCodes.leaf(
                "code.claimed",
                "batch:" + batch,
                district,
                bureau,
                now,
                "{\"first\":" + first + ",\"last\":" + last + ",\"unit\":" + user.id() + "}"));
    }

    private void writeBindings(List<DemoRow> rows, Map<Integer, Code> codes, List<LedgerLeaf> leaves) {
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
            for (DemoRow row : rows) {
                for (Label label : row.bound() ? row.labels() : List.<Label>of()) {
                    bind(into, row, label, codes.get(label.serial()), leaves);
                }
            }
        }
    }

    private void bind(BulkRows into, DemoRow row, Label label, Code code, List<LedgerLeaf> leaves) {
        Organisation user = row.user();
        into.add(
                code.id(),
                row.id(),
                district,
                user.id(),
                label.position(),
                label.place(),
                row.device().longitude(),
                row.device().latitude(),
                photo,
                accounts.get(user.id()),
                now);
        leaves.add(DemoCodes.leaf(
                "code.bound",
                "code:" + HexFormat.of().formatHex(code.id()),
                district,
                new Actor(accounts.get(user.id()), "demo-" + user.id(), user),
                now,
                "{\"device\":" + row.id() + "}"));
    }

    private void updateCodes(List<DemoRow> rows) {
        unit.jdbc(connection -> {
            try (var update = connection.prepareStatement("update code set state = ?, holder_id = ?, unit_id = ?,"
                    + " claimed_from = ?, device_id = ?, bound_device_id = ?, post = ?, post_place = ?, changed_at = ?,"
                    + " version = version + 2 where batch_id = ? and serial = ?")) {
                for (DemoRow row : rows) {
                    Optional<Long> device = row.bound() ? Optional.of(row.id()) : Optional.empty();
                    for (Label label : row.labels()) {
                        Sql.bind(
                                update,
                                row.bound() ? "BOUND" : "CLAIMED",
                                row.user().id(),
                                row.user().id(),
                                bureau.organisation().id(),
                                device,
                                device,
                                label.post(),
                                label.post() == 0 ? Optional.empty() : Optional.of(label.place()),
                                now,
                                batch,
                                label.serial());
                        update.addBatch();
                    }
                }
                return update.executeBatch();
            }
        });
    }
}
