package org.teshema.engine.gate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What a thread has used since it was first looked at. The JVM counts both for each thread anyway; only who is watched is
 * looked at.
 *
 * @param cpu nanoseconds of processor time, here and {@link Elsewhere}
 * @param bytes memory it asked for
 */
record Usage(long cpu, long bytes) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String[] ONE_ID = {"long"};
    private static final ObjectName BEAN = bean();

    /** What that thread has used since it began. */
    static Usage of(Thread thread) {
        return new Usage(THREADS.getThreadCpuTime(thread.getId()) + Elsewhere.of(thread), allocated(thread.getId()));
    }

    Usage since(Usage before) {
        return new Usage(cpu - before.cpu, bytes - before.bytes);
    }

    /** Whether half of the processor time is used that may be. */
    boolean isHalf(Limits.Cost cost) {
        return cpu > cost.cpu().toNanos() / 2;
    }

    /** Which limit that is beyond, in words for the log; empty for none. */
    String beyond(Limits.Cost cost) {
        if (cpu > cost.cpu().toNanos()) {
            return "computed for more than " + cost.cpu().toMillis() + " ms";
        }
        return bytes > cost.bytes() ? "asked for more than " + (cost.bytes() >> 20) + " MiB of memory" : "";
    }

    /** By its name, because the interface that has the method is the JDK's own and exported to nobody here. */
    private static long allocated(long id) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            return (Long) server.invoke(BEAN, "getThreadAllocatedBytes", new Object[] {id}, ONE_ID);
        } catch (JMException e) {
            // Another JVM that does not count: time and processor are watched all the same.
            return 0;
        }
    }

    private static ObjectName bean() {
        try {
            return new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
