package org.teshema.engine.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/** Does each asked-for change once. Thread-safe: of two requests with one key, one works and the other waits for it. */
@Component(service = Writes.class)
public final class Writes {
    private static final int ATTEMPTS = 3;
    // Accounts count from 1.
    private static final long NOBODY = 0;

    private final Database database;
    private final CityClock clock;

    /** Writes to that database. */
    @Activate
    public Writes(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose key it is, and for which organisation; {@link #NOBODY} where there is none. */
    private record Key(long account, String key, long organisation) {}

    private record Done(String reference, boolean sameRequest) {}

    /**
     * Does the work in one transaction together with the row of its key, or, where the key is known, answers what it
     * answered then.
     *
     * @param operation name of the operation, such as {@code batch.order}
     * @param request the request's content as text: the same key with other content is {@link ProblemType#KEY_REUSED}
     * @param work does the change and returns a reference to what it made, such as {@code 12}, at most 120 characters. It
     *     runs again when the database chose it as a deadlock's victim, so it touches nothing but the database
     * @return the reference
     */
    public String once(WriteRequest asked, String operation, String request, Function<UnitOfWork, String> work) {
        return once(asked, operation, request, () -> {}, work);
    }

    /**
     * The same with a check of what is asked for, outside the transaction since it may take its time.
     *
     * @param check throws for what is refused; not asked again where the key is known, because what was done once was right then
     */
    public String once(
            WriteRequest asked, String operation, String request, Runnable check, Function<UnitOfWork, String> work) {
        return once(
                new Key(
                        asked.actor().accountId(),
                        asked.key(),
                        asked.actor().organisation().id()),
                operation,
                request,
                check,
                work);
    }

    /**
     * The same for somebody who is not logged in.
     *
     * @param key that the core gave out itself and that nobody else can guess
     */
    public String onceForAnybody(
            String key, String operation, String request, Runnable check, Function<UnitOfWork, String> work) {
        return once(new Key(NOBODY, key, NOBODY), operation, request, check, work);
    }

    /**
     * What a key that the core gave out led to, whatever the request was.
     *
     * @param account whose key it is; empty for somebody who is not logged in
     */
    public Optional<String> reference(OptionalLong account, String key) {
        return find(new Key(account.orElse(NOBODY), key, NOBODY), new byte[0]).map(Done::reference);
    }

    private String once(
            Key asked, String operation, String request, Runnable check, Function<UnitOfWork, String> work) {
        byte[] digest = Sm3.hash((operation + "\n" + request).getBytes(StandardCharsets.UTF_8));
        Optional<Done> earlier = find(asked, digest);
        if (earlier.isEmpty()) {
            check.run();
        }
        for (int attempt = 1; earlier.isEmpty(); attempt++) {
            try {
                Optional<String> done = attempt(asked, operation, digest, work);
                if (done.isPresent()) {
                    return done.get();
                }
                // Somebody else's request with this key committed while ours waited.
                earlier = find(asked, digest);
            } catch (RuntimeException e) {
                if (attempt >= ATTEMPTS || !Failures.isVictim(e)) {
                    throw e;
                }
            }
        }
        return replay(earlier.get());
    }

    private Optional<String> attempt(Key asked, String operation, byte[] digest, Function<UnitOfWork, String> work) {
        return database.write(unit -> {
            // First, so that a second request with this key waits here instead of doing the work as well.
            int first = unit.update(
                    "insert into idempotency (account_id, key, organisation_id, operation, request_digest, reference,"
                            + " created_at) values (?, ?, ?, ?, ?, '', ?) on conflict do nothing",
                    asked.account(),
                    asked.key(),
                    asked.organisation() == NOBODY ? OptionalLong.empty() : OptionalLong.of(asked.organisation()),
                    operation,
                    digest,
                    clock.instant());
            if (first == 0) {
                return Optional.empty();
            }
            unit.actFor(asked.organisation());
            String reference = work.apply(unit);
            unit.update(
                    "update idempotency set reference = ? where account_id = ? and key = ?",
                    reference,
                    asked.account(),
                    asked.key());
            return Optional.of(reference);
        });
    }

    private static String replay(Done earlier) {
        if (!earlier.sameRequest()) {
            throw Problem.inField(
                    ProblemType.KEY_REUSED,
                    "Idempotency-Key",
                    "该 Idempotency-Key 已用于内容不同的请求；新的操作请换一个新的键。",
                    "This Idempotency-Key was used for a different request. Choose a new key for a new operation.");
        }
        return earlier.reference();
    }

    private Optional<Done> find(Key asked, byte[] digest) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select reference, request_digest, organisation_id from idempotency where account_id = ? and key = ?")) {
                Sql.bind(select, asked.account(), asked.key());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(done(row, asked, digest)) : Optional.empty();
                }
            }
        });
    }

    /** The same key for another organisation is another request. */
    private static Done done(ResultSet row, Key asked, byte[] digest) throws SQLException {
        long organisation = Sql.maybeLong(row, "organisation_id").orElse(asked.organisation());
        return new Done(
                row.getString("reference"),
                organisation == asked.organisation() && Arrays.equals(row.getBytes("request_digest"), digest));
    }
}
