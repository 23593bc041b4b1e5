package org.teshema.engine.lease;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * The leases of this node. Whoever needs one asks for it each time before working; who goes on asking keeps it, who stops loses it.
 * Thread-safe.
 */
@Component(service = Leases.class)
public final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** How long a lease lasts that nobody renews. With the second between two looks, another node is at work within 8 seconds. */
    public static final Duration LENGTH = Duration.ofSeconds(6);

    // Renewed a third of the way; believed in for less than it lasts, since the answer of the database took its time.
    private static final long RENEW_NANOS = LENGTH.dividedBy(3).toNanos();
    private static final long TRUST_NANOS = LENGTH.minusSeconds(1).toNanos();

    private record Held(Lease lease, long since) {}

    private final Database database;
    private final String node;
    private final LongSupplier nanos;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();

    /** The leases of a node that has just started: a node that comes back is another one. */
    @Activate
    public Leases(@Reference Database database) {
        this(database, UUID.randomUUID().toString(), System::nanoTime);
    }

    /**
     * The leases of a node.
     *
     * @param nanos the node's own clock, which never goes back
     */
    public Leases(Database database, String node, LongSupplier nanos) {
        this.database = database;
        this.node = node;
        this.nanos = nanos;
    }

    /**
     * The lease, if this node holds it or can have it; holds for at least a second from now, unless the process stops meanwhile.
     *
     * @throws Problem while the database is away
     */
    public Optional<Lease> take(String name) {
        synchronized (turns.computeIfAbsent(name, one -> new Object())) {
            return taken(name);
        }
    }

    private Optional<Lease> taken(String name) {
        Held now = held.get(name);
        if (now != null && nanos.getAsLong() - now.since() < RENEW_NANOS) {
            return Optional.of(now.lease());
        }
        // Before it is asked for: the database counts from a later moment, so it is never believed in for too long.
        long since = nanos.getAsLong();
        Optional<Lease> lease = database.write(unit -> renewed(unit, name).or(() -> taken(unit, name)));
        if (lease.isEmpty()) {
            lost(name);
            return lease;
        }
        if (now == null || !now.lease().equals(lease.get())) {
            LOG.info(
                    "本节点承担 {} 的作业 / this node does the work of {} ({})",
                    name,
                    name,
                    lease.get().fence());
        }
        held.put(name, new Held(lease.get(), since));
        return lease;
    }

    /** Whether the lease can still be believed in without asking. */
    public boolean isHeld(Lease lease) {
        Held now = held.get(lease.name());
        return now != null && now.lease().equals(lease) && nanos.getAsLong() - now.since() < TRUST_NANOS;
    }

    private void lost(String name) {
        if (held.remove(name) != null) {
            LOG.info("{} 的作业由另一节点承担 / another node does the work of {}", name, name);
        }
    }

    private Optional<Lease> renewed(UnitOfWork unit, String name) {
        Held now = held.get(name);
        boolean mine = now != null
                && unit.update(
                                "update app_lease set held_until = current_timestamp + " + length()
                                        + " where app = ? and node = ? and fence = ?",
                                name,
                                node,
                                now.lease().fence())
                        == 1;
        return mine ? Optional.of(now.lease()) : Optional.empty();
    }

    private Optional<Lease> taken(UnitOfWork unit, String name) {
        unit.update(
                "insert into app_lease (app, node, fence, held_until) values (?, ?, 0, current_timestamp)"
                        + " on conflict do nothing",
                name,
                node);
        int mine = unit.update(
                "update app_lease set node = ?, fence = fence + 1, held_until = current_timestamp + " + length()
                        + " where app = ? and held_until <= current_timestamp",
                node,
                name);
        return mine == 0 ? Optional.empty() : Optional.of(new Lease(name, node, fence(unit, name)));
    }

    private static long fence(UnitOfWork unit, String name) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select fence from app_lease where app = ?")) {
                Sql.bind(select, name);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static String length() {
        return "interval '" + LENGTH.toSeconds() + "' second";
    }

    /** Gives back what it holds, so that another node need not wait. */
    @Override
    @Deactivate
    public void close() {
        held.clear();
        try {
            database.write(unit -> unit.update(
                    "update app_lease set held_until = current_timestamp where node = ? and held_until > current_timestamp",
                    node));
        } catch (RuntimeException e) {
            LOG.debug("Leases end by themselves", e);
        }
    }
}
