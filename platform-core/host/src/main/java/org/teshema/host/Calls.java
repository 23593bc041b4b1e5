package org.teshema.host;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.host.wire.CallThread;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Wire;

/**
 * Answers the platform's calls while one thread reads what comes. Each call has a thread of its own that ends with it: one that
 * computes for long is put behind everything else, which cannot be taken back. The platform knows it by its name ({@link CallThread}).
 */
final class Calls {
    private static final int MOST_THREADS = 40;
    private static final long STACK = 512L * 1024;

    private final Wire wire;
    private final SceneApp app;
    private final Surface surface = new Surface(SceneApp.class);
    private final Asks asks;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();

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
                case CANCEL -> Optional.ofNullable(running.get(frame.call())).ifPresent(Thread::interrupt);
                case BEHIND -> Optional.ofNullable(running.get(frame.call())).ifPresent(Calls::putBehind);
                case REPLY, REFUSAL -> asks.answered(frame);
                default -> throw new IOException("The platform does not say " + frame.kind());
            }
        }
    }

    /** What the least priority is for the system, the JVM is told where it is started. */
    @SuppressWarnings("ThreadPriorityCheck") // what is right without it is quicker with it
    private static void putBehind(Thread thread) {
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    private void begin(Frame call) throws IOException {
        if (running.size() >= MOST_THREADS) {
            wire.write(Frame.words(Frame.Kind.FAULT, call.call(), 0, "All threads of the host are in the plugin"));
            return;
        }
        var thread = new Thread(null, () -> answer(call), CallThread.name(call.call()), STACK);
        thread.setDaemon(true);
        running.put(call.call(), thread);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // the system gives no more threads
            running.remove(call.call());
            wire.write(Frame.words(Frame.Kind.FAULT, call.call(), 0, Words.of(e)));
        }
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
