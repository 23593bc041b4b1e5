package org.teshema.engine.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.trust.keys.CodeClass;

/**
 * A batch of codes, from the order to the stock.
 *
 * @param id its number, printed inside every code of it
 * @param district of who ordered it; 310000 for the city
 * @param title printed on its labels
 * @param codeClass the occasion its codes are made for
 * @param quantity how many codes it has; their serials run from 1 to this
 * @param state where it stands
 * @param orderedBy who ordered it
 * @param madeBy who made it and held it first, once it is made
 * @param reason what it is for
 * @param answer what was said when it was rejected
 * @param keyIndex index of the issuing key; empty before it is made and for codes issued elsewhere
 * @param format name of the code format
 * @param madeOn the day signed into its codes
 * @param orderedAt when it was ordered
 * @param approvedAt when it was approved or rejected
 * @param madeAt when it was made or imported
 * @param printedAt when its labels were released
 * @param stockedAt when it was taken into stock
 * @param printReport what the decode gate found, as JSON
 * @param importDigest SM3 of the file an imported batch came from
 * @param printing its printing, once asked for
 * @param version optimistic-lock version
 */
public record Batch(
        long id,
        String district,
        String title,
        CodeClass codeClass,
        int quantity,
        BatchState state,
        Party orderedBy,
        Optional<Party> madeBy,
        String reason,
        Optional<String> answer,
        Optional<Integer> keyIndex,
        String format,
        Optional<LocalDate> madeOn,
        Instant orderedAt,
        Optional<Instant> approvedAt,
        Optional<Instant> madeAt,
        Optional<Instant> printedAt,
        Optional<Instant> stockedAt,
        Optional<String> printReport,
        Optional<String> importDigest,
        Optional<PrintJob> printing,
        int version) {
    public Batch {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(codeClass, "codeClass");
        Objects.requireNonNull(orderedBy, "orderedBy");
    }
}
