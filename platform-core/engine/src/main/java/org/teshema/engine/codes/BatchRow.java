package org.teshema.engine.codes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;

/** A row of table {@code batch}. */
@Entity
@Table(name = "batch")
public class BatchRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String district;
    String title;

    @Column(name = "code_class")
    String codeClass;

    int quantity;
    String state;

    @Column(name = "ordered_by")
    long orderedBy;

    @Column(name = "made_by")
    Long madeBy;

    String reason;
    String answer;

    @Column(name = "key_index")
    Integer keyIndex;

    String format;

    @Column(name = "made_on")
    LocalDate madeOn;

    @Column(name = "ordered_at")
    Instant orderedAt;

    @Column(name = "approved_at")
    Instant approvedAt;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "printed_at")
    Instant printedAt;

    @Column(name = "stocked_at")
    Instant stockedAt;

    @Column(name = "print_report")
    String printReport;

    @Column(name = "print_folder")
    String printFolder;

    @Column(name = "import_digest")
    String importDigest;

    @Version
    int version;

    /** For Hibernate. */
    protected BatchRow() {}

    static BatchRow ordered(
            String district, BatchOrder order, String format, BatchState state, long orderedBy, Instant at) {
        BatchRow row = new BatchRow();
        row.district = district;
        row.title = order.title();
        row.codeClass = order.codeClass().name();
        row.quantity = order.quantity();
        row.state = state.name();
        row.orderedBy = orderedBy;
        row.reason = order.reason();
        row.format = format;
        row.orderedAt = at;
        return row;
    }

    BatchState state() {
        return BatchState.valueOf(state);
    }
}
