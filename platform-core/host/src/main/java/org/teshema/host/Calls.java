package org.teshema.host;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Wire;

/**
 * Answers the platform's calls, each on a thread of its own, while one thread reads what comes. A call that has computed for long goes
 * on behind everything else the machine has to do: its thread becomes as nice as can be, which cannot be taken back, and ends with it.
 */
// Priorities are not relied upon: what is right without them is quicker with them.
@SuppressWarnings("ThreadPriorityCheck")
final class Calls {
    private static final int MOST_THREADS = 40;
    private static final long STACK = 512L * 1024;

    /**
     * Processor time after which a call is put behind. Not by the clock on the wall: on a busy machine a call that means well is late, and
     * would be later still behind everybody.
     */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Wire wire;
    private final SceneApp app;
    private final Surface surface = new Surface(SceneApp.class);
    private final Asks asks;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();
    private final ThreadMXBean times = ManagementFactory.getThreadMXBean();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        var thread = new Thread(work, "calls-clock");
        thread.setDaemon(true);
        return thread;
    });

    Calls(Wire wire, SceneApp app) {
        this.wire = wire;
        this.app = app;
        this.asks = new Asks(wire);
    }

    /** Until the platform is gone. */
    void serve() throws IOException {
        while (true) {
            Frame frame = wire.read();
            switch (frame.kind()) {
                case CALL -> begin(frame);
                case CANCEL -> Optional.ofNullable(running.get(frame.call())).ifPresent(wire::interrupt);
                case REPLY, REFUSAL -> asks.answered(frame);
                default -> throw new IOException("The platform does not say " + frame.kind());
            }
        }
    }

    private void begin(Frame call) throws IOException {
        if (running.size() >= MOST_THREADS) {
            wire.write(Frame.words(Frame.Kind.FAULT, call.call(), 0, "All threads of the host are in the plugin"));
            return;
        }
        var thread = new Thread(null, () -> answer(call), "plugin", STACK);
        thread.setDaemon(true);
        running.put(call.call(), thread);
        try {
            thread.start();
            lookIn(LONG_NANOS, call.call(), thread);
        } catch (OutOfMemoryError e) { // the system gives no more threads
            running.remove(call.call());
            wire.write(Frame.words(Frame.Kind.FAULT, call.call(), 0, Words.of(e)));
        }
    }

    /** Looks at a call when it can have computed for long at the earliest. */
    private void lookIn(long nanos, long call, Thread thread) {
        var unused = clock.schedule(
                () -> {
                    if (running.get(call) == thread) {
                        long left = LONG_NANOS - times.getThreadCpuTime(thread.getId());
                        if (left > 0) {
                            lookIn(left, call, thread);
                        } else {
                            thread.setPriority(Thread.MIN_PRIORITY);
                        }
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void answer(Frame call) {
        Frame answer;
        try {
            asks.within(call.call());
            answer = Frame.of(Frame.Kind.ANSWER, call.call(), 0, answered(call));
        } catch (Throwable thrown) { // an Error too: it is the plugin's
            answer = Frame.words(Frame.Kind.FAULT, call.call(), 0, Words.of(thrown));
        } finally {
            asks.over();
            running.remove(call.call());
        }
        try {
            wire.write(answer);
        } catch (IOException e) {
            // The platform is gone; the thread that reads ends this process.
        }
    }

    private byte[] answered(Frame call) throws InvocationTargetException {
        Surface.Spot spot = surface.spot(call.name())
                .orElseThrow(() -> new IllegalArgumentException("A scene app has no " + call.name()));
        Type[] travelling = spot.parameters();
        Object[] brought = Codec.all(travelling, call.body());
        Class<?>[] types = spot.method().getParameterTypes();
        var arguments = new Object[types.length];
        for (int i = 0, next = 0; i < types.length; i++) {
            arguments[i] = types[i] == Platform.class ? asks.platform() : brought[next++];
        }
        Object answer = spot.on(app, arguments);
        return spot.answer().map(type -> Codec.bytes(type, answer)).orElse(new byte[0]);
    }
}
