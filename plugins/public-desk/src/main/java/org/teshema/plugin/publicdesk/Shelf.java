package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;

/** What the archive says of cases, kept where a board and somebody with a number find it. Written anew with each entry that is heard. */
final class Shelf {
    /** A change has at most 500 statements; what was put there before stays. */
    private static final int MOST = 100;

    /** A case on the shelf. */
    record Kept(long id, DeviceId device, CatalogueCode category, int reports, Standing standing) {}

    /** An answer to the public. */
    record Reply(Instant at, String author, String words) {}

    private Shelf() {}

    /** Puts a case on the shelf, in place of what was there of it. */
    static void put(Tables tables, Device device, Case one) {
        var changes = new ArrayList<Statement>();
        changes.add(Statement.of("delete from incident where id = ?", one.id()));
        changes.add(Statement.of(
                "insert into incident (id, device_id, district, category, using_unit, maintenance_unit, topic, opened_at,"
                        + " reports, accepted_at, arrived_at, repaired_at, replied_at, closed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one.id(),
                device.id().value(),
                device.district(),
                device.category().value(),
                device.usingUnit().map(Organisation::id),
                device.maintenanceUnit().map(Organisation::id),
                one.topic().word(),
                one.opened(),
                one.reports().size(),
                one.accepted(),
                one.arrived(),
                one.repaired(),
                one.replied(),
                one.closed()));
        for (Entry report : last(one.reports())) {
            changes.add(Statement.of("delete from member where entry_id = ?", report.id()));
            changes.add(
                    Statement.of("insert into member (entry_id, incident_id) values (?, ?)", report.id(), one.id()));
        }
        for (Entry answer : last(one.answers())) {
            words(answer).ifPresent(words -> {
                changes.add(Statement.of("delete from reply where entry_id = ?", answer.id()));
                changes.add(Statement.of(
                        "insert into reply (entry_id, incident_id, given_at, author, words) values (?, ?, ?, ?, ?)",
                        answer.id(),
                        one.id(),
                        answer.recordedAt(),
                        answer.author(),
                        words));
            });
        }
        tables.change(changes);
    }

    private static List<Entry> last(List<Entry> all) {
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /** What everybody may read of an answer. */
    private static Optional<String> words(Entry answer) {
        boolean told = answer.kind().equals(Cases.ANSWER) || answer.kind().equals(Cases.CLOSE);
        return told ? answer.values().text("words") : Optional.empty();
    }

    /** The case that an entry of the public belongs to; empty while the app has not heard of it. */
    static Optional<Kept> of(Tables tables, long entry) {
        return tables
                .query(Statement.of(
                        "select i.* from incident i join member m on m.incident_id = i.id where m.entry_id = ?", entry))
                .stream()
                .map(Shelf::kept)
                .findFirst();
    }

    /** Which case each of the newest reports about a device belongs to, as far as the app has heard. */
    static Map<Long, Long> members(Tables tables, DeviceId device) {
        return tables
                .query(Statement.of(
                        "select m.entry_id, m.incident_id from member m join incident i on i.id = m.incident_id"
                                + " where i.device_id = ? order by m.entry_id desc fetch first " + Tables.MOST_ROWS
                                + " rows only",
                        device.value()))
                .stream()
                .collect(Collectors.toMap(row -> (Long) row.get("entry_id"), row -> (Long) row.get("incident_id")));
    }

    static List<Reply> replies(Tables tables, long incident) {
        return tables
                .query(Statement.of(
                        "select given_at, author, words from reply where incident_id = ? order by given_at, entry_id",
                        incident))
                .stream()
                .map(row ->
                        new Reply((Instant) row.get("given_at"), (String) row.get("author"), (String) row.get("words")))
                .toList();
    }

    /**
     * The cases that may concern an organisation: the open ones, the oldest first, or the closed ones, the newest first. Whether it may see
     * the device the platform says; this only keeps the rest of the city out.
     */
    static List<Kept> of(Tables tables, Organisation reader, boolean open, Optional<Long> after, int limit) {
        String whose = switch (reader.kind()) {
            case CITY_BUREAU -> "cast(? as bigint) is not null";
            case DISTRICT, STATION -> "district = ?";
            case USING_UNIT -> "using_unit = ?";
            default -> "maintenance_unit = ?";
        };
        Object who = whose.startsWith("district") ? reader.district() : (Object) reader.id();
        return tables
                .query(Statement.of(
                        "select * from incident where "
                                + (open ? "closed_at is null and id > ?" : "closed_at is not null and id < ?") + " and "
                                + whose + " order by id" + (open ? "" : " desc") + " fetch first " + limit
                                + " rows only",
                        after.orElse(open ? 0 : Long.MAX_VALUE),
                        who))
                .stream()
                .map(Shelf::kept)
                .toList();
    }

    /** Devices with open cases, in the order of their ids. */
    static List<DeviceId> concerned(Tables tables, long after, int limit) {
        return tables
                .query(Statement.of(
                        "select distinct device_id from incident where closed_at is null and device_id > ?"
                                + " order by device_id fetch first " + limit + " rows only",
                        after))
                .stream()
                .map(row -> new DeviceId((Long) row.get("device_id")))
                .toList();
    }

    /** Who answers for a device now. */
    static Statement moved(Device device) {
        return Statement.of(
                "update incident set district = ?, using_unit = ?, maintenance_unit = ? where device_id = ?",
                device.district(),
                device.usingUnit().map(Organisation::id),
                device.maintenanceUnit().map(Organisation::id),
                device.id().value());
    }

    private static Kept kept(Map<String, Object> row) {
        return new Kept(
                (Long) row.get("id"),
                new DeviceId((Long) row.get("device_id")),
                new CatalogueCode((String) row.get("category")),
                Math.toIntExact((Long) row.get("reports")),
                new Standing(
                        Topic.ofWord((String) row.get("topic")),
                        (Instant) row.get("opened_at"),
                        at(row, "accepted_at"),
                        at(row, "arrived_at"),
                        at(row, "repaired_at"),
                        at(row, "replied_at"),
                        at(row, "closed_at")));
    }

    private static Optional<Instant> at(Map<String, Object> row, String column) {
        return Optional.ofNullable((Instant) row.get(column));
    }

    static Text count(int reports) {
        return new Text(reports + " 次", reports == 1 ? "once" : reports + " times");
    }
}
