package org.teshema.bench.hot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.bench.running.OpenLoad;
import org.teshema.faults.Containment;
import org.teshema.faults.Fault;
import org.teshema.faults.FaultJar;

/**
 * One plugin after the other of the fault gallery serves one district. While its scans are asked for in Chinese it behaves, in English it
 * misbehaves; scans of other districts go on beside at a fixed rate, and their p99 in the second case is compared with that in the
 * first. Each round begins with a fresh installation, so that what the guard learnt of the plugin helps nobody.
 */
final class FaultsPart {
    private static final double GOAL = 1.5;
    private static final int OWN_RATE = 8;

    private final Neighbours neighbours;

    FaultsPart(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** What one fault came to. */
    private record Row(Fault fault, OpenLoad.Seen quiet, OpenLoad.Seen bad, long ownScans, long ownGaps) {
        double ratio() {
            return bad.quantile(0.99) / quiet.quantile(0.99);
        }

        /** Whether the figure is claimed: loops within the JDK go on until they end, and take a processor each. */
        boolean isClaimed() {
            return fault != Fault.COMPUTES_IN_THE_JDK;
        }

        boolean met() {
            boolean happened = ownGaps > 0 || fault.contained() == Containment.HARMLESS;
            return happened && bad.failed() + bad.gaps() + quiet.failed() + quiet.gaps() == 0 && ratio() <= GOAL;
        }
    }

    Part run(Predicate<Fault> wanted, int rounds, int seconds, int rate) throws IOException {
        var rows = new ArrayList<Row>();
        // What goes on after its plugin is gone comes last.
        List<Fault> faults = Stream.concat(
                        Fault.all(Containment.GAP, Containment.HARMLESS).stream()
                                .filter(fault -> fault != Fault.COMPUTES_IN_THE_JDK),
                        Stream.of(Fault.COMPUTES_IN_THE_JDK))
                .filter(wanted)
                .toList();
        System.out.println("scans of other districts, ms:         p99 quiet      p99     ratio   failed   own gaps");
        for (Fault fault : faults) {
            Row row = row(fault, rounds, seconds, rate);
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "  %-32s %10.1f %9.1f %9.2f %8d   %d of %d %s%s%n",
                    fault,
                    row.quiet().quantile(0.99),
                    row.bad().quantile(0.99),
                    row.ratio(),
                    row.bad().failed() + row.bad().gaps(),
                    row.ownGaps(),
                    row.ownScans(),
                    row.quiet().with(row.bad()).why(),
                    row.isClaimed() ? "" : "   (not claimed)");
        }
        List<Row> claimed = rows.stream().filter(Row::isClaimed).toList();
        double worst = claimed.stream().mapToDouble(Row::ratio).max().orElse(0);
        boolean met = claimed.stream().allMatch(Row::met);
        String notHere = Fault.all(Containment.NOT_IN_THIS_PROCESS).stream()
                .map(fault -> "\"" + fault + "\"")
                .collect(Collectors.joining(","));
        return new Part(
                "faults",
                met,
                worst / GOAL,
                String.format(
                        Locale.ROOT,
                        "{\"met\":%b,\"worstRatio\":%.2f,\"goal\":%.1f,\"rounds\":%d,\"seconds\":%d,\"othersPerSecond\":%d,"
                                + "\"ownPerSecond\":%d,\"rows\":[%s],\"notInOneProcess\":[%s]}",
                        met,
                        worst,
                        GOAL,
                        rounds,
                        seconds,
                        rate,
                        OWN_RATE,
                        rows.stream().map(FaultsPart::json).collect(Collectors.joining(",")),
                        notHere));
    }

    private Row row(Fault fault, int rounds, int seconds, int rate) throws IOException {
        Row sum = null;
        for (int round = 0; round < rounds; round++) {
            FaultJar jar = neighbours.releases().next(fault.plugin());
            neighbours.releases().install(jar);
            neighbours.releases().awaitServing(jar);
            OpenLoad.Seen[] quiet = phase("?lang=zh", seconds, rate);
            OpenLoad.Seen[] bad = phase("?lang=en", seconds, rate);
            neighbours.releases().remove(jar.name());
            Row row = new Row(fault, quiet[0], bad[0], bad[1].micros().length, bad[1].gaps());
            sum = sum == null
                    ? row
                    : new Row(
                            fault,
                            sum.quiet().with(row.quiet()),
                            sum.bad().with(row.bad()),
                            sum.ownScans() + row.ownScans(),
                            sum.ownGaps() + row.ownGaps());
        }
        return sum;
    }

    /** What others and the district's own saw for so long. */
    private OpenLoad.Seen[] phase(String language, int seconds, int rate) {
        List<String> own =
                neighbours.own().stream().map(path -> path + language).toList();
        try (var others = new OpenLoad(neighbours.port(), neighbours.others(), rate, 24);
                var district = new OpenLoad(neighbours.port(), own, OWN_RATE, 24)) {
            LockSupport.parkNanos(seconds * 1_000_000_000L);
            OpenLoad.Seen seen = others.end();
            return new OpenLoad.Seen[] {seen, district.end()};
        }
    }

    private static String json(Row row) {
        return String.format(
                Locale.ROOT,
                "{\"fault\":\"%s\",\"claimed\":%b,\"met\":%b,\"ratio\":%.2f,\"quietP99Ms\":%.1f,\"p99Ms\":%.1f,\"scans\":%d,"
                        + "\"failed\":%d,\"gaps\":%d,\"ownScans\":%d,\"ownGaps\":%d}",
                row.fault(),
                row.isClaimed(),
                row.met(),
                row.ratio(),
                row.quiet().quantile(0.99),
                row.bad().quantile(0.99),
                row.quiet().micros().length + row.bad().micros().length,
                row.bad().failed() + row.quiet().failed(),
                row.bad().gaps() + row.quiet().gaps(),
                row.ownScans(),
                row.ownGaps());
    }
}
