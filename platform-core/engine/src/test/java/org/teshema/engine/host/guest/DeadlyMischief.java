package org.teshema.engine.host.guest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What kills or exhausts a process. */
@SuppressWarnings({"InfiniteRecursion", "ModifiedButNotUsed"}) // that is the mischief
final class DeadlyMischief {
    static final AtomicLong SPUN = new AtomicLong();

    private DeadlyMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("exit", (none, platform) -> {
            System.exit(0);
            return "still here";
        });
        all.put("halt", (none, platform) -> {
            Runtime.getRuntime().halt(9);
            return "still here";
        });
        all.put("heap", (none, platform) -> {
            var kept = new ArrayList<byte[]>();
            while (true) {
                kept.add(new byte[1 << 20]);
            }
        });
        all.put("direct-memory", (none, platform) -> {
            var kept = new ArrayList<ByteBuffer>();
            while (true) {
                kept.add(ByteBuffer.allocateDirect(1 << 20));
            }
        });
        all.put("metaspace", (none, platform) -> {
            // Proxies of many loaders: each is a class that stays.
            var kept = new ArrayList<Object>();
            while (true) {
                var loader = new ClassLoader(DeadlyMischief.class.getClassLoader()) {};
                kept.add(java.lang.reflect.Proxy.newProxyInstance(
                        loader, new Class<?>[] {Runnable.class}, (self, method, arguments) -> null));
            }
        });
        all.put("stack", (none, platform) -> "" + deep(0));
        all.put("threads", (none, platform) -> {
            int started = 0;
            try {
                for (; started < 20_000; started++) {
                    var thread = new Thread(DeadlyMischief::sleepForEver);
                    thread.setDaemon(true);
                    thread.start();
                }
                return "GOT IN: " + started + " threads";
            } catch (OutOfMemoryError e) {
                return "REFUSED after " + started + ": " + e.getMessage();
            }
        });
        all.put("loop", (none, platform) -> {
            while (true) {
                SPUN.incrementAndGet();
            }
        });
        all.put("sleep", (none, platform) -> {
            while (true) {
                sleepForEver();
            }
        });
        all.put("shout", (none, platform) -> {
            String line = "SHOUT".repeat(1000);
            for (int i = 0; i < 2_000; i++) {
                System.out.println(line);
            }
            return "shouted 10 MB";
        });
        all.put("long-answer", (none, platform) -> "x".repeat(300));
    }

    private static int deep(int depth) {
        return depth + 1 + deep(depth + 1);
    }

    private static void sleepForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            // It does not care.
        }
    }
}
