package org.teshema.rest.read;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.account.Actor;
import org.teshema.engine.time.CityClock;

/**
 * Notes who read personal data and what for, after the answer has gone out: a line in the log {@code teshema.reads}, with ids and no names.
 * The same reader, page and duty make one line a day on a node. Nothing is asked of the database. Thread-safe.
 */
@Component(service = Reads.class)
public final class Reads {
    /** So many lines of a day are remembered; after them some are written twice and none is lost. */
    static final int MOST = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger("teshema.reads");
    private static final String MARK = "org.teshema.read";
    private static final String READER = "org.teshema.reader";

    private final CityClock clock;
    private final Consumer<Read> log;
    private final Set<Read> noted = new HashSet<>();
    private LocalDate day = LocalDate.MIN;

    /** Notes in the log. */
    @Activate
    public Reads(@Reference CityClock clock) {
        this(
                clock,
                read -> LOG.info(
                        "account {} of organisation {} read {} for {}",
                        read.account(),
                        read.organisation(),
                        read.what(),
                        read.duty()));
    }

    /** Notes there. */
    public Reads(CityClock clock, Consumer<Read> log) {
        this.clock = clock;
        this.log = log;
    }

    /**
     * That somebody read something.
     *
     * @param account id of who
     * @param organisation id of the organisation they acted for
     * @param what path of the page, without what was asked for, or the device that was scanned
     * @param duty what for
     */
    public record Read(long account, long organisation, String what, Duty duty) {}

    private record Mark(String what, boolean accounts) {}

    /** What this request is answered with may be personal. */
    public static void mark(HttpServletRequest request, String what, boolean accounts) {
        request.setAttribute(MARK, new Mark(what, accounts));
    }

    /** This request is somebody's. */
    public static void by(HttpServletRequest request, Actor reader) {
        request.setAttribute(READER, reader);
    }

    /** Whose this request is, as far as that was asked. */
    public static Optional<Actor> reader(HttpServletRequest request) {
        return request.getAttribute(READER) instanceof Actor reader ? Optional.of(reader) : Optional.empty();
    }

    /** The request was answered: notes it, where somebody was shown something personal. */
    public void answered(HttpServletRequest request, int status) {
        boolean shown = status == 200 || status == 206 || status == 304;
        if (shown
                && request.getMethod().equals("GET")
                && request.getAttribute(MARK) instanceof Mark mark
                && request.getAttribute(READER) instanceof Actor reader) {
            Duty duty = mark.accounts() ? Duty.ACCOUNTS : Duty.of(reader.role());
            note(new Read(reader.accountId(), reader.organisation().id(), mark.what(), duty));
        }
    }

    private void note(Read read) {
        if (isFirst(read)) {
            log.accept(read);
        }
    }

    private synchronized boolean isFirst(Read read) {
        LocalDate today = clock.today();
        if (!today.equals(day) || noted.size() >= MOST) {
            noted.clear();
            day = today;
        }
        return noted.add(read);
    }
}
