package org.teshema.engine.segment;

import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.UnitOfWork;

/** Writes the rows of segments that are new, in bulk; closed when all are added. Belongs to one thread. */
public final class NewSegments implements AutoCloseable {
    private final BulkRows rows;

    /** Rows written within that transaction. */
    public NewSegments(UnitOfWork unit) {
        rows = unit.into(
                "segment",
                "device_id",
                "number",
                "district",
                "ordinal",
                "kind",
                "fields",
                "length",
                "segment_class",
                "entry_id");
    }

    /**
     * Adds one.
     *
     * @param ordinal its place in the unit's table, from 1
     * @param kind name of the entry kind it is kept by
     * @param entry id of its entry
     */
    public void add(long device, String district, String number, int ordinal, String kind, Values values, long entry) {
        rows.add(
                device,
                number,
                district,
                ordinal,
                kind,
                CurrentEntries.write(values),
                values.measure(Segment.LENGTH),
                values.text(Segment.CLASS),
                entry);
    }

    @Override
    public void close() {
        rows.close();
    }
}
