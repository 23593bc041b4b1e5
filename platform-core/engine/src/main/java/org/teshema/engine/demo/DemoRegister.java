package org.teshema.engine.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.segment.NewSegments;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.UnitOfWork;

/** Writes the register's rows of some devices of the demonstration city in bulk: devices, their numbers, their segments. */
record DemoRegister(UnitOfWork unit, String district, String source, Instant now) {

    /**
     * Writes them all.
     *
     * @param news how often something was recorded of the children of each mother, by her id
     * @param segments the newest entry of each segment in the order of its table, by the device's id
     */
    void write(List<DemoRow> rows, Map<Long, Integer> news, Map<Long, List<Entry>> segments) {
        writeDevices(rows, news, segments);
        writeNumbers(rows);
        writeSegments(segments);
    }

    private void writeDevices(List<DemoRow> rows, Map<Long, Integer> news, Map<Long, List<Entry>> segments) {
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
                "mother_id",
                "mother_role",
                "family_version",
                "segments_version",
                "current_entries",
                "created_at",
                "version")) {
            for (DemoRow row : rows) {
                DemoDevice device = row.device();
                boolean lift = device.category().value().startsWith("3");
                boolean child = row.mother().isPresent();
                into.add(
                        row.id(),
                        device.category().value(),
                        device.category().value(),
                        district,
                        device.name(),
                        device.place(),
                        device.longitude(),
                        device.latitude(),
                        device.status(),
                        row.user().id(),
                        lift ? row.maintainer().id() : null,
                        row.body().id(),
                        row.station().id(),
                        child ? row.mother().getAsLong() : null,
                        child ? device.slot().set().orElseThrow().role() : null,
                        news.getOrDefault(row.id(), 0),
                        segments.containsKey(row.id()) ? 1 : 0,
                        CurrentEntries.write(row.current().values()),
                        now,
                        child ? 1 : 0);
            }
        }
    }

    private void writeNumbers(List<DemoRow> rows) {
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
            for (DemoRow row : rows) {
                for (DemoDevice.PrintedNumber number : row.device().numbers()) {
                    String normal = IdentifierFormats.normal(number.printed());
                    into.add(
                            row.id(),
                            number.kind(),
                            number.printed(),
                            normal,
                            number.kind().equals("equip_code") ? normal : null,
                            source,
                            number.from(),
                            number.until());
                }
            }
        }
    }

    private void writeSegments(Map<Long, List<Entry>> segments) {
        try (var into = new NewSegments(unit)) {
            segments.forEach((device, entries) -> {
                int ordinal = 0;
                for (Entry entry : entries) {
                    String number = entry.values().text(Segment.NUMBER).orElseThrow();
                    into.add(device, district, number, ++ordinal, entry.kind(), entry.values(), entry.id());
                }
            });
        }
    }
}
