package org.teshema.engine.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.teshema.engine.store.UnitOfWork;

/**
 * What becomes of the open items about a device that goes to others, within the transaction that transfers it. What was dealt with
 * stays with whoever dealt with it.
 *
 * @param device id of the device that goes
 * @param account who transfers it
 */
public record Handing(UnitOfWork unit, long device, long account, Instant now) {
    /** The open items of one organisation are the other's from now on; closed where there is no other. */
    public void from(long former, OptionalLong next) {
        if (next.isPresent() && next.getAsLong() == former) {
            return;
        }
        if (next.isPresent()) {
            unit.update(
                    "update inbox_item set organisation_id = ? where device_id = ? and organisation_id = ? and state = 'OPEN'"
                            + " and not exists (select 1 from inbox_item other where other.organisation_id = ?"
                            + " and other.entry_id = inbox_item.entry_id)",
                    next,
                    device,
                    former,
                    next);
        }
        // What the next one has already been told is closed for the former.
        close(former);
    }

    /** The open items of the bureau of that district go to the bureau of the district the device is in by now. */
    public void betweenDistricts(String former) {
        unit.update(
                "update inbox_item set organisation_id = (select n.id from organisation n join device d on d.district = n.district"
                        + " where d.id = inbox_item.device_id and n.kind = 'DISTRICT' order by n.id fetch first 1 rows only)"
                        + " where device_id = ? and state = 'OPEN' and organisation_id in"
                        + " (select f.id from organisation f where f.kind = 'DISTRICT' and f.district = ?)"
                        + " and exists (select 1 from organisation n join device d on d.district = n.district"
                        + " where d.id = inbox_item.device_id and n.kind = 'DISTRICT')",
                device,
                former);
    }

    /** The open items of an organisation that has nothing more to do with the device are closed. */
    public void close(long former) {
        unit.update(
                "update inbox_item set state = 'DONE', done_at = ?, done_by = ? where device_id = ? and organisation_id = ?"
                        + " and state = 'OPEN'",
                now.truncatedTo(ChronoUnit.MILLIS),
                account,
                device,
                former);
    }
}
