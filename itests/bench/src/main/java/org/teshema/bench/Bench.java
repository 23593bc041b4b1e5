package org.teshema.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What every benchmark needs: options, medians, and the CPU time of this process and of others. */
public final class Bench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    /** Clock ticks a second of /proc; 100 on every Linux this runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private Bench() {}

    /** The value of an option such as {@code --codes 1000}, or the usual one. */
    public static int option(String[] arguments, String name, int usual) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? usual : Integer.parseInt(arguments[at + 1]);
    }

    /** The middle value. */
    public static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** CPU nanoseconds this process has used. */
    public static long ownCpu() {
        return SYSTEM.getProcessCpuTime();
    }

    /** The PostgreSQL of the run, as the front door hands it over. */
    public static String postgresUrl() {
        return Optional.ofNullable(System.getenv("TESHEMA_BENCH_POSTGRES"))
                .orElseThrow(() -> new IllegalStateException("Run it by ./teshema bench: it starts a PostgreSQL"));
    }

    /** CPU nanoseconds PostgreSQL has used: the server's process, those it started, and those it saw end. */
    public static long postgresCpu() {
        long server = Long.parseLong(System.getenv("TESHEMA_BENCH_POSTGRES_PID"));
        long sum = cpu(server, true);
        for (ProcessHandle child :
                ProcessHandle.of(server).orElseThrow().children().toList()) {
            sum += cpu(child.pid(), false);
        }
        return sum;
    }

    /** CPU nanoseconds a process has used, with those of its ended children where asked for. */
    public static long cpu(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (withEnded) {
                ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            }
            return ticks * NANOS_PER_TICK;
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
