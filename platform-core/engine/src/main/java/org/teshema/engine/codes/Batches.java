package org.teshema.engine.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.keys.KeyRingException;

/** Batches of codes, from the order to the stock. Thread-safe. */
@Component(service = Batches.class, configurationPid = "org.teshema.codes")
public final class Batches {
    /** The most codes any batch may have, whatever is configured. */
    public static final int MOST = 1_000_000;

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final PostingPositions labels;
    private final int largest;

    /** Configuration {@code org.teshema.codes}. */
    public @interface Config {
        /** The most codes one batch may have, 1 to {@value Batches#MOST}. */
        int largest_batch() default 100_000;
    }

    /** The configured service. */
    @Activate
    public Batches(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys,
            @Reference PostingPositions labels,
            Config config) {
        this(database, writes, clock, lifeCycle, keys, labels, config.largest_batch());
    }

    /**
     * The service.
     *
     * @param largest the most codes one batch may have, 1 to {@value #MOST}
     */
    public static Batches of(
            Database database,
            Writes writes,
            CityClock clock,
            LifeCycle lifeCycle,
            CityKeys keys,
            PostingPositions labels,
            int largest) {
        return new Batches(database, writes, clock, lifeCycle, keys, labels, largest);
    }

    private Batches(
            Database database,
            Writes writes,
            CityClock clock,
            LifeCycle lifeCycle,
            CityKeys keys,
            PostingPositions labels,
            int largest) {
        if (largest < 1 || largest > MOST) {
            throw new IllegalArgumentException(
                    "largest.batch 应在 1 到 " + MOST + " 之间 / largest.batch is 1 to " + MOST + ", not " + largest);
        }
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.labels = labels;
        this.largest = largest;
    }

    /** The batch of that number. */
    public Batch get(Actor actor, long id) {
        return BatchReading.find(database, access, actor, id).orElseThrow(() -> Given.unknown("id", "批次", "batch"));
    }

    /** The batches this actor may see, by number. */
    public Page<Batch> list(Actor actor, Optional<BatchState> state, Cursor cursor) {
        return list(actor, state, Optional.empty(), cursor);
    }

    /** Of those the ones that this organisation made, where one is told. */
    public Page<Batch> list(Actor actor, Optional<BatchState> state, Optional<Long> maker, Cursor cursor) {
        return BatchReading.list(database, access, actor, state, maker, cursor);
    }

    /** How the actor may answer to an order now; nothing once it is answered, or where that is another's. */
    public List<CodeAction> answers(Actor actor, Batch batch) {
        return Stream.of(CodeAction.APPROVE, CodeAction.REJECT)
                .filter(action -> lifeCycle.offers(actor, action, batch.state().codeState(), Set.of(), clock.today()))
                .toList();
    }

    /** What may stand on the labels of a batch that is ordered today. */
    public List<String> titles() {
        return labels.labelTitles(clock.today());
    }

    /** The most codes one batch may have here. */
    public int largest() {
        return largest;
    }

    /**
     * Asks for a batch.
     *
     * @throws Problem INVALID when its labels would bear a title that is not in force
     */
    public Batch order(WriteRequest asked, BatchOrder order) {
        Actor actor = asked.actor();
        lifeCycle.step(actor, CodeAction.ORDER, Optional.empty(), Set.of(), clock.today());
        Given.within(order.quantity(), "quantity", 1, largest);
        String reference = writes.once(asked, "batch.order", order.toString(), unit -> {
            LabelTitle.requireInForce(labels, order.title(), clock.today());
            Instant now = now();
            BatchRow row = BatchRow.ordered(
                    actor.district(),
                    order,
                    SignedCodeV1.NAME,
                    BatchState.ORDERED,
                    actor.organisation().id(),
                    now);
            unit.session().insert(row);
            happened(unit, actor, row, "batch.ordered", now);
            return Long.toString(row.id);
        });
        return get(actor, Long.parseLong(reference));
    }

    /** Agrees to an order. */
    public Batch approve(WriteRequest asked, long id, int version) {
        return change(asked, CodeAction.APPROVE, id, version, "", (unit, row, now) -> {
            row.state = BatchState.APPROVED.name();
            row.approvedAt = now;
            unit.session().update(row);
            happened(unit, asked.actor(), row, "batch.approved", now);
        });
    }

    /** Turns an order down, with the reason. */
    public Batch reject(WriteRequest asked, long id, int version, String reason) {
        String answer = Given.text(reason, "reason", 400);
        return change(asked, CodeAction.REJECT, id, version, answer, (unit, row, now) -> {
            row.state = BatchState.REJECTED.name();
            row.approvedAt = now;
            row.answer = answer;
            unit.session().update(row);
            happened(unit, asked.actor(), row, "batch.rejected", now);
        });
    }

    /**
     * Creates and signs the codes of a batch: ids, short numbers, signatures, rows and ledger leaves in one transaction, all
     * or none. Memory stays flat; a hundred thousand codes take some ten seconds of two cores.
     */
    public Batch make(WriteRequest asked, long id, int version) {
        return make(asked, id, version, done -> {});
    }

    /**
     * The same, telling how far it is.
     *
     * @param progress hears the number of codes stored so far, from time to time; what it throws ends the making and nothing is kept
     */
    Batch make(WriteRequest asked, long id, int version, IntConsumer progress) {
        return change(asked, CodeAction.MAKE, id, version, "", (unit, row, now) -> {
            LocalDate today = CityClock.dayOf(now);
            IssuingKey key = keyFor(unit, today.getYear(), CodeClass.valueOf(row.codeClass), row.quantity);
            row.state = BatchState.MADE.name();
            row.keyIndex = key.index();
            row.madeBy = asked.actor().organisation().id();
            row.madeOn = today;
            row.madeAt = now;
            unit.session().update(row);
            sign(unit, asked.actor(), row, key, now, progress);
            count(unit, key, row.quantity);
            happened(unit, asked.actor(), row, "batch.made", now);
        });
    }

    /** Ends with the problem that making this batch would end with, where that can be known before. */
    void requireMakeable(UnitOfWork unit, Actor actor, long id, int version) {
        LifeCycle.requireRole(actor, CodeAction.MAKE);
        BatchRow row = locked(unit, access, actor, id);
        Given.sameVersion(row.version, version);
        lifeCycle.step(actor, CodeAction.MAKE, Optional.of(codeState(row)), ties(actor, row), clock.today());
    }

    /** Takes a printed batch into the stock of who made it. */
    public Batch stock(WriteRequest asked, long id, int version) {
        return change(asked, CodeAction.STOCK, id, version, "", (unit, row, now) -> {
            row.state = BatchState.STOCKED.name();
            row.stockedAt = now;
            unit.session().update(row);
            unit.update(
                    "update code set state = ?, changed_at = ?, version = version + 1 where batch_id = ? and state = ?",
                    CodeState.STOCKED,
                    now,
                    row.id,
                    CodeState.PRINTED);
            happened(unit, asked.actor(), row, "batch.stocked", now);
        });
    }

    /** What one step does to the locked row of its batch. */
    @FunctionalInterface
    private interface Step {
        void take(UnitOfWork unit, BatchRow row, Instant now);
    }

    private Batch change(WriteRequest asked, CodeAction action, long id, int version, String request, Step step) {
        LifeCycle.requireRole(asked.actor(), action);
        writes.once(asked, "batch." + action.name(), id + " " + version + " " + request, unit -> {
            BatchRow row = locked(unit, access, asked.actor(), id);
            Given.sameVersion(row.version, version);
            lifeCycle.step(asked.actor(), action, Optional.of(codeState(row)), ties(asked.actor(), row), clock.today());
            step.take(unit, row, now());
            return Long.toString(id);
        });
        return get(asked.actor(), id);
    }

    static BatchRow locked(UnitOfWork unit, Access access, Actor actor, long id) {
        BatchRow row = unit.session().get(BatchRow.class, id, LockMode.PESSIMISTIC_WRITE);
        if (row == null || !BatchReading.sees(access, actor, row.district)) {
            throw Given.unknown("id", "批次", "batch");
        }
        return row;
    }

    static CodeState codeState(BatchRow row) {
        return row.state()
                .codeState()
                .orElseThrow(() -> Problem.of(
                        ProblemType.WRONG_STATE,
                        "该申请已被驳回，不能再办理；如仍需要，请重新申请。",
                        "This order was rejected and is over. Order again if codes are still needed."));
    }

    static Set<Custody> ties(Actor actor, BatchRow row) {
        Set<Custody> ties = EnumSet.noneOf(Custody.class);
        if (row.district.equals(actor.district())) {
            ties.add(Custody.OWN_DISTRICT);
        }
        if (row.madeBy != null && row.madeBy == actor.organisation().id()) {
            ties.add(Custody.HOLDER);
        }
        return ties;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void sign(UnitOfWork unit, Actor actor, BatchRow row, IssuingKey key, Instant now, IntConsumer progress) {
        int number = Given.within(row.id, "id", 1, CodePayload.LAST_BATCH);
        NewBatch batch = new NewBatch(
                row.id,
                actor.organisation().id(),
                actor.district(),
                actor.role().name(),
                "code.made",
                now);
        try {
            new Making(
                            keys.prefix(),
                            keys.signed(),
                            keys.ring().issuer(key.index()),
                            key.index(),
                            number,
                            CityClock.dayOf(now))
                    .make(row.quantity, new CodeStore(unit, batch), progress);
        } catch (KeyRingException e) {
            throw Problem.of(ProblemType.WRONG_STATE, "无法签发：" + e.getMessage(), "Cannot sign: " + e.getMessage());
        }
    }

    /** The newest issuing key of the year and class if the batch fits under its cap, else a new one. */
    private IssuingKey keyFor(UnitOfWork unit, int year, CodeClass codeClass, int quantity) {
        KeyRing ring = keys.ring();
        try {
            return keyFor(ring, unit, year, codeClass, quantity);
        } catch (KeyRingException e) {
            throw Problem.of(ProblemType.WRONG_STATE, "无法签发：" + e.getMessage(), "Cannot sign: " + e.getMessage());
        }
    }

    private static IssuingKey keyFor(KeyRing ring, UnitOfWork unit, int year, CodeClass codeClass, int quantity) {
        IssuingKey newest = ring.issuingKeyFor(year, codeClass);
        int used = unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select used from key_use where key_index = ?")) {
                select.setInt(1, newest.index());
                try (var row = select.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
        return used + (long) quantity <= newest.cap()
                ? newest
                : ring.newIssuingKey(year, codeClass, Math.max(KeyRing.USUAL_CAP, quantity));
    }

    /** Counted last, so that batches under one key wait for each other only while they commit. */
    private static void count(UnitOfWork unit, IssuingKey key, int quantity) {
        unit.update("insert into key_use (key_index, used) values (?, 0) on conflict do nothing", key.index());
        int counted = unit.update(
                "update key_use set used = used + ? where key_index = ? and used + ? <= ?",
                quantity,
                key.index(),
                quantity,
                key.cap());
        if (counted == 0) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "签发密钥 " + key.index() + " 的上限 " + key.cap() + " 枚刚被其他批次用尽，本批未制码；请再次制码，将使用新的密钥。",
                    "Another batch has just used up the " + key.cap() + " codes of issuing key " + key.index()
                            + ". Nothing was made; make this batch again, it will get a new key.");
        }
    }

    private static void happened(UnitOfWork unit, Actor actor, BatchRow row, String kind, Instant now) {
        new Happening(unit, actor, now)
                .record(
                        kind,
                        "batch:" + row.id,
                        row.district,
                        "{\"batch\":" + row.id + ",\"class\":\"" + row.codeClass + "\",\"quantity\":" + row.quantity
                                + ",\"by\":" + actor.organisation().id() + "}");
    }
}
