package org.teshema.engine.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Organisation;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;

/**
 * Appends many entries at once, under the same check, with the same index rows and the same ledger leaf for each as one by
 * one, but into no inbox: a load of entries is news to nobody. The projection on the device's row is the caller's, who
 * writes that row in the same transaction. Belongs to one thread and one transaction.
 */
public final class BulkEntries {
    private final LongSupplier ids;
    private final Instant recordedAt;
    private final List<Written> written = new ArrayList<>();

    private record Written(Entry entry, EntryDraft draft, EntryKind kind, Organisation author) {}

    /**
     * Entries to come.
     *
     * @param ids gives the next value of the sequence {@code entry_id}
     * @param recordedAt when the platform learned of them all
     */
    public BulkEntries(LongSupplier ids, Instant recordedAt) {
        this.ids = ids;
        this.recordedAt = recordedAt;
    }

    /**
     * One entry.
     *
     * @param author the organisation that recorded it
     * @param salt 16 bytes
     * @return the entry as it will stand in the archive after {@link #write}
     */
    public Entry add(
            Subject subject,
            String district,
            EntryKind kind,
            Values values,
            Instant happenedAt,
            String source,
            Organisation author,
            byte[] salt) {
        FieldCheck.check(kind, values);
        var draft = new EntryDraft(
                subject,
                district,
                kind.name(),
                kind.schemaVersion(),
                CurrentEntries.write(values),
                happenedAt,
                recordedAt,
                source,
                OptionalLong.empty(),
                salt);
        var entry = new Entry(
                ids.getAsLong(),
                subject,
                kind.name(),
                kind.schemaVersion(),
                values,
                happenedAt,
                recordedAt,
                author.name(),
                source,
                OptionalLong.empty());
        written.add(new Written(entry, draft, kind, author));
        return entry;
    }

    /** Writes rows and index; the leaves are given back, to be written with those of the caller. */
    public List<LedgerLeaf> write(UnitOfWork unit) {
        try (BulkRows rows = unit.into(
                "entry",
                "id",
                "subject_type",
                "subject_id",
                "district",
                "kind",
                "schema_version",
                "fields",
                "happened_at",
                "recorded_at",
                "author_id",
                "author",
                "source",
                "salt")) {
            for (Written w : written) {
                rows.add(
                        w.entry().id(),
                        w.draft().subject().type(),
                        w.draft().subject().id(),
                        w.draft().district(),
                        w.draft().kind(),
                        w.draft().schemaVersion(),
                        w.draft().fields(),
                        w.draft().happenedAt(),
                        w.draft().recordedAt(),
                        w.author().id(),
                        w.author().name(),
                        w.draft().source(),
                        w.draft().salt());
            }
        }
        try (BulkRows rows = unit.into("entry_value", "kind", "field", "sort_value", "entry_id")) {
            for (Written w : written) {
                for (Map.Entry<String, Object> value :
                        w.entry().values().byName().entrySet()) {
                    IndexedValue.of(w.kind(), value.getKey(), value.getValue())
                            .ifPresent(v -> rows.add(
                                    w.entry().kind(),
                                    value.getKey(),
                                    v,
                                    w.entry().id()));
                }
            }
        }
        return written.stream()
                .map(w -> w.draft().leaf(w.entry().id(), w.author().kind().name()))
                .toList();
    }
}
