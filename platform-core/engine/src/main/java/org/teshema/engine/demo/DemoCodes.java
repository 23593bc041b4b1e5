package org.teshema.engine.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchOrder;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.sm.Sm3;

/**
 * The codes of the demonstration city: ordered, approved, made and signed as any others, then taken as printed and handed
 * over to their district in one step each, since nobody is there to confirm. Thread-safe.
 */
@Component(service = DemoCodes.class)
public final class DemoCodes {
    private final Database database;
    private final Batches batches;
    private final CityClock clock;

    /** Codes made by those services. */
    @Activate
    public DemoCodes(@Reference Database database, @Reference Batches batches, @Reference CityClock clock) {
        this.database = database;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * A batch in stock at a district.
     *
     * @param city who makes it
     * @param bureau who gets it
     * @param key names it, so that asking again gives the same batch
     * @return its id
     */
    long stock(Actor city, Actor bureau, String title, int quantity, String key) {
        var order = new BatchOrder(
                title, CodeClass.STOCK, quantity, "演示：" + bureau.organisation().name() + "存量设备");
        Batch ordered = batches.order(new WriteRequest(city, key + "-order"), order);
        Batch approved = batches.approve(new WriteRequest(city, key + "-approve"), ordered.id(), 0);
        batches.make(new WriteRequest(city, key + "-make"), approved.id(), 1);
        var step = new Progress(database, key + "-stock");
        if (step.last().equals(Optional.empty())) {
            database.write(unit -> {
                handOver(unit, city, bureau, approved.id(), quantity);
                step.reached(unit, "done", now());
                return null;
            });
        }
        return approved.id();
    }

    private void handOver(UnitOfWork unit, Actor city, Actor bureau, long batch, int quantity) {
        Instant now = now();
        unit.update(
                "update batch set state = 'STOCKED', printed_at = ?, stocked_at = ?, version = version + 2 where id = ?",
                now,
                now,
                batch);
        unit.update(
                "update code set state = 'STOCKED', holder_id = ?, district = ?, changed_at = ?, version = version + 1"
                        + " where batch_id = ? and state = 'MADE'",
                bureau.organisation().id(),
                bureau.district(),
                now,
                batch);
        unit.update(
                "insert into hand_over (district, batch_id, first_serial, last_serial, from_id, to_id, state, offered_by,"
                        + " offered_at, answered_by, answered_at) values (?, ?, 1, ?, ?, ?, 'ACCEPTED', ?, ?, ?, ?)",
                bureau.district(),
                batch,
                quantity,
                city.organisation().id(),
                bureau.organisation().id(),
                city.accountId(),
                now,
                bureau.accountId(),
                now);
        for (String kind : new String[] {"batch.printed", "batch.stocked", "hand-over.accepted"}) {
            unit.leaf(leaf(kind, "batch:" + batch, bureau.district(), city, now, "1-" + quantity));
        }
    }

    static LedgerLeaf leaf(String kind, String subject, String district, Actor actor, Instant at, String content) {
        String said = String.join("\n", "teshema-event-v1", kind, subject, content) + "\n";
        byte[] digest = Sm3.hash(said.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new LedgerLeaf(kind, subject, district, actor.role().name(), at, digest);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
