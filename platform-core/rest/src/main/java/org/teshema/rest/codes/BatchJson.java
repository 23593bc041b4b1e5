package org.teshema.rest.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchState;
import org.teshema.engine.codes.MakeJob;
import org.teshema.trust.keys.CodeClass;

/**
 * A batch of codes.
 *
 * @param id its id
 * @param district of who ordered it
 * @param title printed on its labels
 * @param codeClass the occasion its codes are made for
 * @param quantity how many codes it has; serials run from 1 to this
 * @param state where it stands
 * @param orderedBy who ordered it
 * @param madeBy who made it and held it first
 * @param reason what it is for
 * @param answer what was said when it was rejected
 * @param keyIndex index of the issuing key
 * @param format name of the code format
 * @param madeOn the day signed into its codes
 * @param orderedAt when it was ordered
 * @param approvedAt when it was approved or rejected
 * @param madeAt when it was made
 * @param printedAt when its labels were released
 * @param stockedAt when it was taken into stock
 * @param making its making in the background, from the moment it is asked for until it is made
 * @param printing its printing, once asked for
 * @param printReport what the decode gate found
 * @param version to be sent with the next step
 */
public record BatchJson(
        String id,
        String district,
        String title,
        CodeClass codeClass,
        int quantity,
        BatchState state,
        PartyJson orderedBy,
        Optional<PartyJson> madeBy,
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
        Optional<MakeJobJson> making,
        Optional<PrintJobJson> printing,
        Optional<String> printReport,
        int version) {
    /** The batch; how far its making is, is asked for while that is of interest: until it is made. */
    static BatchJson of(Batch batch, Function<Batch, Optional<MakeJob>> making) {
        Optional<MakeJob> job = batch.state() == BatchState.APPROVED ? making.apply(batch) : Optional.empty();
        return new BatchJson(
                Long.toString(batch.id()),
                batch.district(),
                batch.title(),
                batch.codeClass(),
                batch.quantity(),
                batch.state(),
                PartyJson.of(batch.orderedBy()),
                batch.madeBy().map(PartyJson::of),
                batch.reason(),
                batch.answer(),
                batch.keyIndex(),
                batch.format(),
                batch.madeOn(),
                batch.orderedAt(),
                batch.approvedAt(),
                batch.madeAt(),
                batch.printedAt(),
                batch.stockedAt(),
                job.map(MakeJobJson::of),
                batch.printing().map(PrintJobJson::of),
                batch.printReport(),
                batch.version());
    }
}
