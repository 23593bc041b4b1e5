package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.device.DeviceId;

/** The numbers that people were given, one for each entry they wrote. */
final class Numbers {
    private static final int TRIES = 3;

    /** What a number stands for. */
    record Given(long entry, DeviceId device, Instant at) {}

    private Numbers() {}

    /** The number of an entry: that it has, or a new one. Of two who ask at a time both are given the same. */
    static CaseNumber of(Tables tables, long entry, DeviceId device, Instant now) {
        for (int attempt = 1; ; attempt++) {
            Optional<CaseNumber> given = find(tables, entry);
            if (given.isPresent()) {
                return given.get();
            }
            try {
                tables.change(List.of(Statement.of(
                        "insert into receipt (entry_id, number, device_id, given_at) values (?, ?, ?, ?)",
                        entry,
                        CaseNumber.drawn().digits(),
                        device.value(),
                        now)));
            } catch (PlatformFailure e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Optional<CaseNumber> find(Tables tables, long entry) {
        return tables.query(Statement.of("select number from receipt where entry_id = ?", entry)).stream()
                .map(row -> new CaseNumber((String) row.get("number")))
                .findFirst();
    }

    /** What a number stands for; empty for one that nobody was given. */
    static Optional<Given> find(Tables tables, CaseNumber number) {
        return tables
                .query(Statement.of(
                        "select entry_id, device_id, given_at from receipt where number = ?", number.digits()))
                .stream()
                .map(row -> new Given((Long) row.get("entry_id"), new DeviceId((Long) row.get("device_id")), (Instant)
                        row.get("given_at")))
                .findFirst();
    }
}
