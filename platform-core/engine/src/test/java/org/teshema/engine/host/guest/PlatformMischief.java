package org.teshema.engine.host.guest;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;

/** The socket itself: its own host's classes, taken by reflection, which the prison does not hide from it. */
final class PlatformMischief {
    private static final AtomicReference<String> LATER = new AtomicReference<>("nothing yet");

    private PlatformMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("ask-outside-a-call", (none, platform) -> {
            var told = new AtomicReference<>("nothing");
            var thread = new Thread(() -> {
                try {
                    platform.orElseThrow().archive().history(new DeviceId(1), "inspection", 1);
                    told.set("GOT IN: an answer for nobody");
                } catch (RuntimeException e) {
                    told.set("REFUSED " + e.getMessage());
                }
            });
            thread.start();
            thread.join();
            return told.get();
        });
        // Keeps a question of this call and asks it when the call is over.
        all.put("keep-asking", (none, platform) -> {
            long call = call(platform.orElseThrow());
            var thread = new Thread(() -> {
                try {
                    Thread.sleep(300);
                    LATER.set(forged(
                            platform.get(),
                            call,
                            "archive.history(org.teshema.api.device.DeviceId,java.lang.String,int)"));
                } catch (Throwable thrown) {
                    LATER.set("REFUSED " + thrown);
                }
            });
            thread.setDaemon(true);
            thread.start();
            return "call " + call;
        });
        all.put("kept", (none, platform) -> LATER.get());
        all.put(
                "forge-call",
                (number, platform) -> forged(
                        platform.orElseThrow(),
                        Long.parseLong(number),
                        "archive.history(org.teshema.api.device.DeviceId,java.lang.String,int)"));
        all.put("forge-method", (name, platform) -> {
            Platform one = platform.orElseThrow();
            return forged(one, call(one), name);
        });
        all.put("forge-frames", (none, platform) -> {
            Object wire = wire(platform.orElseThrow());
            for (int i = 0; i < 5000; i++) {
                write(wire, frame(wire, "ANSWER", 100_000 + i, 0, "", new byte[0]));
            }
            return "told 5000 answers nobody asked for";
        });
        all.put("forge-answer-type", (none, platform) -> {
            Platform one = platform.orElseThrow();
            // Bytes that are no view, in answer to this very call.
            write(wire(one), frame(wire(one), "ANSWER", call(one), 0, "", new byte[] {1, 2, 3}));
            return "told rubbish";
        });
    }

    /** Sends a question as the host would, under a number of its choosing, and tells what came back. */
    private static String forged(Platform platform, long call, String name) throws Exception {
        Object asks = asks(platform);
        Field local = asks.getClass().getDeclaredField("call");
        local.setAccessible(true);
        @SuppressWarnings("unchecked")
        var within = (ThreadLocal<Long>) local.get(asks);
        Long own = within.get();
        within.set(call);
        try {
            Field surfaceField = asks.getClass().getDeclaredField("surface");
            surfaceField.setAccessible(true);
            Object surface = surfaceField.get(asks);
            Object spot = ((Optional<?>) surface.getClass()
                            .getMethod("spot", String.class)
                            .invoke(surface, "archive.history(org.teshema.api.device.DeviceId,java.lang.String,int)"))
                    .orElseThrow();
            Method ask = asks.getClass().getDeclaredMethod("ask", String.class, spot.getClass(), Object[].class);
            ask.setAccessible(true);
            Object answer = ask.invoke(asks, name, spot, new Object[] {new DeviceId(1), "inspection", 5});
            return "GOT IN: " + answer;
        } catch (java.lang.reflect.InvocationTargetException e) {
            return "REFUSED " + e.getCause();
        } finally {
            within.set(own);
        }
    }

    private static long call(Platform platform) throws Exception {
        Object asks = asks(platform);
        Field local = asks.getClass().getDeclaredField("call");
        local.setAccessible(true);
        return (Long) ((ThreadLocal<?>) local.get(asks)).get();
    }

    private static Object asks(Platform platform) throws Exception {
        InvocationHandler stub = Proxy.getInvocationHandler(platform);
        Field outer = stub.getClass().getDeclaredField("this$0");
        outer.setAccessible(true);
        return outer.get(stub);
    }

    private static Object wire(Platform platform) throws Exception {
        Object asks = asks(platform);
        Field wire = asks.getClass().getDeclaredField("wire");
        wire.setAccessible(true);
        return wire.get(asks);
    }

    private static Object frame(Object wire, String kind, long call, int ask, String name, byte[] body)
            throws Exception {
        ClassLoader loader = wire.getClass().getClassLoader();
        Class<?> type = loader.loadClass("org.teshema.host.wire.Frame");
        Class<?> kinds = loader.loadClass("org.teshema.host.wire.Frame$Kind");
        Object one = kinds.getMethod("valueOf", String.class).invoke(null, kind);
        Constructor<?> maker = type.getConstructor(kinds, long.class, int.class, String.class, byte[].class);
        return maker.newInstance(one, call, ask, name, body);
    }

    private static void write(Object wire, Object frame) throws Exception {
        wire.getClass().getMethod("write", frame.getClass()).invoke(wire, frame);
    }
}
