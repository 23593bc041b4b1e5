package org.teshema.bench.label;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.label.CodeCheck;
import org.teshema.trust.label.LabelDesign;
import org.teshema.trust.label.LabelPress;
import org.teshema.trust.label.LabelText;
import org.teshema.trust.label.PrintOrder;
import org.teshema.trust.label.PrintReport;
import org.teshema.trust.sm.Signer;

/**
 * Benchmark "label": what a label costs from text to released file, gate and signature check included, against plain
 * ZXing and plain PDFBox without any gate; how large it is; and whether memory stays flat.
 *
 * <p>Process CPU time, rounds of both sides in turn, medians. The peer is the cheaper one of ZXing's two ways to encode.
 * Arguments: {@code --labels N} (10,000), {@code --rounds N} (5), {@code --flat N} (200,000; 0 leaves it out).
 */
public final class LabelBench {

    private static final double GOAL = 1.0;
    private static final int GOAL_BYTES = 2_500;
    private static final double GOAL_GROWTH = 1.1;

    private static final LabelDesign DESIGN = LabelDesign.standard();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final CodePrefix prefix = CodePrefix.parse("https://s.sh.gov.cn/t/");
    private final List<LabelText> labels;
    private final CodeCheck check;

    private LabelBench(Path folder, KeyRing ring, Clock clock, int count) {
        this.folder = folder;
        IssuingKey key = ring.issuingKeyFor(LocalDate.now(clock).getYear(), CodeClass.STOCK);
        SignedCodeV1 format = new SignedCodeV1(ring, clock);
        this.labels = sign(count, format, key, ring.issuer(key.index()), LocalDate.now(clock));
        this.check = CodeCheck.signedBy(new CodeReader(prefix, List.of(format)));
    }

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws IOException {
        int count = option(arguments, "--labels", 10_000);
        int rounds = option(arguments, "--rounds", 5);
        int flat = option(arguments, "--flat", 200_000);
        Path folder = Files.createTempDirectory("teshema-label-bench");
        Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));
        boolean met;
        try (KeyRing ring = KeyRing.open(folder.resolve("ring"), "bench".toCharArray(), clock)) {
            met = new LabelBench(folder, ring, clock, count).run(rounds, flat);
        } finally {
            delete(folder);
        }
        System.exit(met ? 0 : 3);
    }

    private boolean run(int rounds, int flat) throws IOException {
        List<LabelText> few = labels.subList(0, Math.min(labels.size(), 1_500));
        PlainLabels bytes = new PlainLabels(DESIGN, false);
        PlainLabels compact = new PlainLabels(DESIGN, true);
        double[] press = new double[rounds];
        double[] plainBytes = new double[rounds];
        double[] plainCompact = new double[rounds];
        long size = 0;
        for (int round = -2; round < rounds; round++) {
            List<LabelText> all = round < 0 ? few : labels;
            long start = SYSTEM.getProcessCpuTime();
            PrintReport report = print(all.iterator(), check);
            double own = microseconds(start, all.size());
            start = SYSTEM.getProcessCpuTime();
            plain(bytes, all);
            double one = microseconds(start, all.size());
            start = SYSTEM.getProcessCpuTime();
            plain(compact, all);
            double other = microseconds(start, all.size());
            System.out.printf(
                    Locale.ROOT,
                    "%s: with gate %.0f us CPU a label (%s); ZXing+PDFBox %.0f (bytes) %.0f (compact)%n",
                    round < 0 ? "warm-up" : "round " + (round + 1),
                    own,
                    report.gate().sentence(),
                    one,
                    other);
            if (round >= 0) {
                press[round] = own;
                plainBytes[round] = one;
                plainCompact[round] = other;
                size = report.files().stream()
                        .mapToLong(PrintReport.PrintedFile::bytes)
                        .sum();
            }
        }
        double own = median(press);
        double peer = Math.min(median(plainBytes), median(plainCompact));
        double bytesPerLabel = (double) size / labels.size();
        Memory memory = flat > 0 ? memory(flat) : new Memory(0, 0, 0);
        double ratio = own / peer;
        boolean met = ratio <= GOAL && bytesPerLabel <= GOAL_BYTES && memory.growth() <= GOAL_GROWTH;
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"label\",\"ratio\":%.3f,\"goal\":%.1f,\"met\":%b,\"labels\":%d,\"rounds\":%d,"
                        + "\"cpuMicrosPerLabel\":%.0f,\"peerCpuMicrosPerLabel\":%.0f,\"peerCompactCpuMicrosPerLabel\":%.0f,"
                        + "\"bytesPerLabel\":%.0f,\"goalBytesPerLabel\":%d,\"flatTo\":%d,\"heapMiBFirstTenth\":%.1f,"
                        + "\"heapMiBLastTenth\":%.1f,\"measured\":\"process CPU time of encode, sheet, fsync, gate and"
                        + " SM2 check against ZXing encode and PDFBox sheet without gate, medians\"}%n",
                ratio,
                GOAL,
                met,
                labels.size(),
                rounds,
                own,
                median(plainBytes),
                median(plainCompact),
                bytesPerLabel,
                GOAL_BYTES,
                memory.labels(),
                memory.first(),
                memory.last());
        return met;
    }

    private List<LabelText> sign(int count, SignedCodeV1 format, IssuingKey key, Signer signer, LocalDate day) {
        SecureRandom random = new SecureRandom();
        List<LabelText> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            CodePayload payload = new CodePayload(CodePayload.SUITE_SM2, key.index(), CodeId.random(random), 1, day);
            String url = prefix.url() + format.issue(prefix, payload, signer);
            made.add(new LabelText(
                    i % 3 == 0 ? "上海智慧电梯" : "特种设备码", ShortNumber.random(random).grouped(), url));
        }
        return made;
    }

    private PrintReport print(Iterator<LabelText> source, CodeCheck gateCheck) throws IOException {
        Path target = folder.resolve("press");
        PrintOrder order = PrintOrder.sheets("BENCH", LocalDate.of(2026, 1, 1), DESIGN);
        PrintReport report = new LabelPress(gateCheck).print(order, source, target);
        delete(target);
        return report;
    }

    private void plain(PlainLabels peer, List<LabelText> all) throws IOException {
        Path target = Files.createDirectory(folder.resolve("plain"));
        peer.print(all, LabelPress.LABELS_PER_FILE, target);
        delete(target);
    }

    /** The largest heap in use after a collection, in MiB, among the first and among the last tenth of the labels. */
    private record Memory(int labels, double first, double last) {
        double growth() {
            return labels == 0 ? 1 : last / first;
        }
    }

    private Memory memory(int count) throws IOException {
        double[] peaks = new double[10];
        int[] done = new int[1];
        CodeCheck watched = text -> {
            if (done[0] % 1_500 == 700) {
                System.gc();
                double used =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
                int tenth = Math.min(9, (int) ((long) done[0] * 10 / count));
                peaks[tenth] = Math.max(peaks[tenth], used);
            }
            done[0]++;
            return check.refusal(text);
        };
        Iterator<LabelText> endless =
                Stream.generate(labels::stream).flatMap(one -> one).limit(count).iterator();
        print(endless, watched);
        System.out.printf(Locale.ROOT, "heap in use after collection, MiB by tenths of %,d: ", count);
        System.out.println(Arrays.toString(
                Arrays.stream(peaks).map(peak -> Math.rint(peak * 10) / 10).toArray()));
        return new Memory(count, peaks[0], peaks[9]);
    }

    private static double microseconds(long start, int count) {
        return (SYSTEM.getProcessCpuTime() - start) / 1000.0 / count;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static int option(String[] arguments, String name, int usual) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? usual : Integer.parseInt(arguments[at + 1]);
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
