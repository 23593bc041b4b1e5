package org.teshema.engine.codes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A row of table {@code hand_over}. */
@Entity
@Table(name = "hand_over")
public class HandOverRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String district;

    @Column(name = "batch_id")
    long batchId;

    @Column(name = "first_serial")
    int firstSerial;

    @Column(name = "last_serial")
    int lastSerial;

    @Column(name = "from_id")
    long fromId;

    @Column(name = "to_id")
    long toId;

    String state;

    @Column(name = "offered_by")
    long offeredBy;

    @Column(name = "offered_at")
    Instant offeredAt;

    @Column(name = "answered_by")
    Long answeredBy;

    @Column(name = "answered_at")
    Instant answeredAt;

    String reason;

    @Version
    int version;

    /** For Hibernate. */
    protected HandOverRow() {}

    static HandOverRow offered(SerialRange range, long from, long to, String district, long account, Instant at) {
        HandOverRow row = new HandOverRow();
        row.district = district;
        row.batchId = range.batch();
        row.firstSerial = range.first();
        row.lastSerial = range.last();
        row.fromId = from;
        row.toId = to;
        row.state = HandOverState.OFFERED.name();
        row.offeredBy = account;
        row.offeredAt = at;
        return row;
    }

    SerialRange range() {
        return new SerialRange(batchId, firstSerial, lastSerial);
    }
}
