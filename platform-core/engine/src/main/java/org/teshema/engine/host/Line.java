package org.teshema.engine.host;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.teshema.api.plugin.Platform;
import org.teshema.engine.gate.Elsewhere;
import org.teshema.engine.problem.Problem;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Thrown;
import org.teshema.host.wire.Unreadable;
import org.teshema.host.wire.Wire;

/**
 * The platform's end of the socket to one process. A call waits on the thread that makes it, and what the plugin asks meanwhile is
 * answered there, so that it is answered as that caller's question: for the same reader, with the same view of the past. A question
 * under any other number is answered to nobody. Thread-safe.
 */
final class Line implements AutoCloseable {
    private static final Surface PLATFORM = new Surface(Platform.class);

    /** A call that nobody ended before is given up after that. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int WAITING_QUESTIONS = 64;
    private static final int MOST_QUESTIONS = 5000;
    private static final int MOST_STRAYS = 1000;

    private static final Frame GONE = Frame.words(Frame.Kind.FAULT, -1, 0, "");

    private final Wire wire;
    private final String word;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, BlockingQueue<Frame>> calls = new ConcurrentHashMap<>();
    // What the host has computed for those that wait.
    private final Map<Long, AtomicLong> computed = new ConcurrentHashMap<>();
    // Calls that nobody waits for any more but that have not come back, with when they began.
    private final Map<Long, Long> abandoned = new ConcurrentHashMap<>();
    private final AtomicInteger strays = new AtomicInteger();
    private volatile Optional<String> breach = Optional.empty();
    private volatile boolean gone;

    /**
     * A line.
     *
     * @param word what the host says first
     */
    Line(Wire wire, String word) {
        this.wire = wire;
        this.word = word;
    }

    /** Done with an empty text when the plugin is made, with words when it could not be. */
    CompletableFuture<String> ready() {
        return ready;
    }

    /** Reads what comes until the host is gone or says what it may not. */
    void listen() {
        try {
            Frame hello = wire.read();
            if (hello.kind() != Frame.Kind.HELLO || !hello.words().equals(word)) {
                throw new Unreadable("Somebody else is at the socket");
            }
            while (true) {
                take(wire.read());
            }
        } catch (IOException e) {
            ready.complete("the process ended: " + e.getMessage());
        } catch (Unreadable e) {
            breach = Optional.of(e.getMessage());
            ready.complete(e.getMessage());
        } finally {
            close();
        }
    }

    private void take(Frame frame) throws IOException {
        switch (frame.kind()) {
            case READY -> ready.complete("");
            case ANSWER -> ended(frame);
            case FAULT -> {
                if (frame.call() == 0) {
                    ready.complete(frame.words());
                } else {
                    ended(frame);
                }
            }
            case ASK -> {
                BlockingQueue<Frame> call = calls.get(frame.call());
                if (call != null) {
                    hand(call, frame);
                } else {
                    stray();
                    refuse(
                            frame,
                            new IllegalStateException("Nobody waits for this call: there is nobody to answer for"));
                }
            }
            default -> throw new Unreadable("A host does not say " + frame.kind());
        }
    }

    private void ended(Frame frame) {
        BlockingQueue<Frame> call = calls.get(frame.call());
        if (call != null) {
            hand(call, frame);
        } else if (abandoned.remove(frame.call()) == null) {
            stray();
        }
    }

    private static void hand(BlockingQueue<Frame> call, Frame frame) {
        if (!call.offer(frame)) {
            throw new Unreadable("More questions at a time than a call has");
        }
    }

    private void stray() {
        if (strays.incrementAndGet() > MOST_STRAYS) {
            throw new Unreadable("More than " + MOST_STRAYS + " frames that belong to no call");
        }
    }

    /**
     * Calls the plugin and answers what it asks meanwhile.
     *
     * @throws HostAway when the host is not there
     * @throws HostedFault when the plugin threw
     * @throws Unreadable when what came is no answer
     */
    Object call(String name, Surface.Spot spot, Object[] arguments, Optional<Platform> platform) {
        byte[] body = Codec.all(spot.parameters(), arguments);
        long number = numbers.incrementAndGet();
        var mine = new ArrayBlockingQueue<Frame>(WAITING_QUESTIONS);
        calls.put(number, mine);
        computed.put(number, Elsewhere.begin());
        long began = System.nanoTime();
        boolean over = false;
        try {
            if (gone) {
                throw new HostAway("The host is not there");
            }
            wire.write(new Frame(Frame.Kind.CALL, number, 0, name, body));
            for (int questions = 0; ; questions++) {
                Frame frame = mine.poll(LONGEST.toNanos() - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new HostAway("The host did not answer within " + LONGEST.toSeconds() + " s");
                }
                if (frame.kind() == Frame.Kind.ASK) {
                    answer(frame, questions, platform);
                    continue;
                }
                over = true;
                if (frame.call() == GONE.call()) {
                    throw new HostAway("The host ended during the call");
                }
                if (frame.kind() == Frame.Kind.FAULT) {
                    throw new HostedFault(frame.words());
                }
                return spot.answer()
                        .map(type -> Codec.value(type, frame.body()))
                        .orElse(null);
            }
        } catch (IOException e) {
            over = true;
            close();
            throw new HostAway("The host is gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostAway("Nobody waits for the host any more");
        } finally {
            if (!over) {
                giveUp(number, began);
            }
            calls.remove(number);
            computed.remove(number);
            Elsewhere.end();
        }
    }

    /** The host has computed so many nanoseconds for that call. */
    void computed(long call, long nanos) {
        AtomicLong count = computed.get(call);
        if (count != null) {
            count.set(nanos);
        }
    }

    /** That call goes on behind everything else, if the host does as it is told. */
    void putBehind(long call) {
        tell(Frame.Kind.BEHIND, call);
    }

    private void giveUp(long number, long began) {
        abandoned.put(number, began);
        tell(Frame.Kind.CANCEL, number);
    }

    private void tell(Frame.Kind what, long call) {
        try {
            wire.write(Frame.of(what, call, 0, new byte[0]));
        } catch (IOException e) {
            close();
        }
    }

    private void answer(Frame ask, int questions, Optional<Platform> platform) throws IOException {
        Optional<Surface.Spot> spot = PLATFORM.spot(ask.name());
        if (spot.isEmpty() || platform.isEmpty() || questions >= MOST_QUESTIONS) {
            refuse(
                    ask,
                    new IllegalStateException(
                            questions >= MOST_QUESTIONS
                                    ? "More than " + MOST_QUESTIONS + " questions in a call"
                                    : "The platform has no " + ask.name()));
            return;
        }
        byte[] answer;
        try {
            Object[] arguments = Codec.all(spot.get().parameters(), ask.body());
            Object said = spot.get().on(platform.get(), arguments);
            answer = spot.get().answer().map(type -> Codec.bytes(type, said)).orElse(new byte[0]);
        } catch (Unreadable e) {
            refuse(ask, new IllegalArgumentException(e.getMessage()));
            return;
        } catch (InvocationTargetException e) {
            // A problem's words are for people, and for the plugin as well.
            refuse(
                    ask,
                    e.getCause() instanceof Problem problem
                            ? new IllegalStateException(problem.getMessage())
                            : e.getCause());
            return;
        }
        wire.write(Frame.of(Frame.Kind.REPLY, ask.call(), ask.ask(), answer));
    }

    private void refuse(Frame ask, Throwable why) throws IOException {
        wire.write(Frame.words(Frame.Kind.REFUSAL, ask.call(), ask.ask(), Thrown.words(why)));
    }

    /** Whether a call that nobody waits for runs on, longer than that since it began. */
    boolean isStuck(Duration longest) {
        long now = System.nanoTime();
        return abandoned.values().stream().anyMatch(began -> now - began > longest.toNanos());
    }

    /** Whether a call is under way, waited for or not. */
    boolean isAsked() {
        return !calls.isEmpty() || !abandoned.isEmpty();
    }

    /** What the host said that it may not. */
    Optional<String> breach() {
        return breach;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void close() {
        gone = true;
        wire.close();
        ready.complete("the line was closed");
        calls.values().forEach(call -> {
            // Whoever waits is told, whatever else waits with them.
            while (!call.offer(GONE)) {
                call.poll();
            }
        });
    }
}
