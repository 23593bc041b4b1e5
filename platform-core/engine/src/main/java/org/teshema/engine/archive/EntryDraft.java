package org.teshema.engine.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.teshema.api.archive.Subject;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.trust.sm.Sm3;

/**
 * What an entry's row and ledger leaf are made of, before it has an id.
 *
 * @param fields the values as kept, see {@link ValuesJson}
 * @param salt random bytes kept beside the row: without them the leaf's digest tells nothing, and erasing them erases what
 *     the ledger could ever prove about the fields
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
record EntryDraft(
        Subject subject,
        String district,
        String kind,
        int schemaVersion,
        String fields,
        Instant happenedAt,
        Instant recordedAt,
        String source,
        OptionalLong supersedes,
        byte[] salt) {

    /** The same with other values, as kept. */
    EntryDraft of(String values) {
        return new EntryDraft(
                subject, district, kind, schemaVersion, values, happenedAt, recordedAt, source, supersedes, salt);
    }

    /** The leaf that goes into the ledger for the entry of that id. */
    LedgerLeaf leaf(long id, String role) {
        return new LedgerLeaf("entry.appended", "entry:" + id, district, role, recordedAt, digest());
    }

    /** SM3 over the salt and the canonical text. */
    byte[] digest() {
        return Sm3.hash(salt, canonical().getBytes(StandardCharsets.UTF_8));
    }

    /** One line for each thing an entry says, in this order for ever. */
    String canonical() {
        return String.join(
                "\n",
                "teshema-entry-v1",
                subject.type().name() + " " + subject.id(),
                kind + " " + schemaVersion,
                happenedAt.toString(),
                source,
                supersedes.isPresent() ? Long.toString(supersedes.getAsLong()) : "-",
                fields);
    }
}
