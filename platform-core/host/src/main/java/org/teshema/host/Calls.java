package org.teshema.host;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Wire;

/** Answers the platform's calls, each on a thread of its own, while one thread reads what comes. */
final class Calls {
    private static final int MOST_THREADS = 40;
    private static final long STACK = 512L * 1024;

    private final Wire wire;
    private final SceneApp app;
    private final Surface surface = new Surface(SceneApp.class);
    private final Asks asks;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(2, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                var thread = new Thread(null, work, "plugin", STACK);
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
        try {
            threads.execute(() -> answer(call));
        } catch (RejectedExecutionException e) {
            wire.write(Frame.words(Frame.Kind.FAULT, call.call(), 0, "All threads of the host are in the plugin"));
        }
    }

    private void answer(Frame call) {
        running.put(call.call(), Thread.currentThread());
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
