package org.teshema.trust.label;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.trust.label.PrintOrder.Product;
import org.teshema.trust.label.PrintReport.PrintedFile;

/**
 * Prints a batch into files and releases them all or none.
 *
 * <p>Files are written in a hidden directory beside the destination, forced to the disk, read back by the gate and only
 * then moved into place in one step. A large batch becomes several files of at most {@value #LABELS_PER_FILE} labels, so
 * that memory does not grow with it; labels are drawn from an iterator. Usable from several threads for different
 * destinations.
 */
public final class LabelPress {

    /** No file has more labels than this. */
    public static final int LABELS_PER_FILE = 4_500;

    /** Where the bytes of a file go; replaceable, so that a failing disk can be tried out. */
    @FunctionalInterface
    public interface Disk {

        /** Opens a new file for writing. */
        OutputStream create(Path file) throws IOException;
    }

    private static final Set<Path> BUSY = ConcurrentHashMap.newKeySet();

    private final CodeCheck check;
    private final Disk disk;

    /** A press on the real disk. */
    public LabelPress(CodeCheck check) {
        this(check, file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    public LabelPress(CodeCheck check, Disk disk) {
        this.check = check;
        this.disk = disk;
    }

    /**
     * Prints an order.
     *
     * @param order what to print
     * @param labels in printing order, at least one; drawn from the calling thread, a few thousand ahead
     * @param directory that will hold the files; must not exist, its parent must
     * @return what was released
     * @throws PrintFailed if anything went wrong; then the directory does not exist
     */
    public PrintReport print(PrintOrder order, Iterator<LabelText> labels, Path directory) {
        Path target = directory.toAbsolutePath().normalize();
        if (Files.exists(target) || !BUSY.add(target)) {
            throw new PrintFailed(
                    PrintFailed.Reason.EXISTS,
                    "打印文件“%s”已存在或正在打印，请勿重复打印".formatted(target.getFileName()),
                    "the files of \"%s\" exist already or are being printed; do not print them twice"
                            .formatted(target.getFileName()));
        }
        Path draft = target.resolveSibling("." + target.getFileName() + ".printing");
        try {
            delete(draft);
            Files.createDirectory(draft);
            PrintReport report = new Run(order, draft).print(labels, target);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.getParent());
            return report;
        } catch (IOException | UncheckedIOException e) {
            throw new PrintFailed(
                    PrintFailed.Reason.DISK,
                    "打印文件无法写入磁盘（%s），未保留任何文件，请检查磁盘空间后重新打印".formatted(cause(e)),
                    "the files could not be written (%s), nothing was kept; look after the disk's space and print again"
                            .formatted(cause(e)),
                    e);
        } finally {
            try {
                delete(draft);
            } catch (IOException e) {
                // A leftover draft is hidden, never released, and removed by the next print to this destination.
            }
            BUSY.remove(target);
        }
    }

    /** One order on its way through the press. */
    private final class Run {

        private final PrintOrder order;
        private final Path draft;
        private final SheetLayout sheet;
        private final SheetLayout single;
        private final DecodeGate gate;
        private final List<PrintedFile> files = new ArrayList<>();

        Run(PrintOrder order, Path draft) {
            this.order = order;
            this.draft = draft;
            this.sheet = SheetLayout.a4(order.design());
            this.single = SheetLayout.single(order.design());
            this.gate = new DecodeGate(order.design(), check);
        }

        PrintReport print(Iterator<LabelText> labels, Path target) throws IOException {
            int perFile = Math.max(1, LABELS_PER_FILE / sheet.perPage()) * sheet.perPage();
            GateReport seen = new GateReport(0, 0, 0, List.of(), 0, 0, 0, "");
            int printed = 0;
            for (int part = 1; labels.hasNext(); part++) {
                List<LabelText> portion = new ArrayList<>();
                while (labels.hasNext() && portion.size() < perFile) {
                    portion.add(labels.next());
                }
                seen = seen.plus(produce(part, printed + 1, portion));
                printed += portion.size();
                if (!seen.failures().isEmpty()) {
                    break;
                }
            }
            if (printed == 0) {
                throw new PrintFailed(PrintFailed.Reason.TEXT, "没有可打印的标牌", "the order has no labels");
            }
            if (!seen.passed()) {
                throw refused(seen);
            }
            sums();
            force(draft);
            return new PrintReport(target, printed, files, seen);
        }

        /** The same labels in each kind of file that was ordered. */
        private GateReport produce(int part, int firstSerial, List<LabelText> labels) throws IOException {
            Optional<GateReport> seen = Optional.empty();
            for (Product product : Product.values()) {
                if (order.products().contains(product)) {
                    GateReport one = produce(product, part, firstSerial, labels);
                    seen = Optional.of(seen.map(before -> before.beside(one)).orElse(one));
                }
            }
            return seen.orElseThrow();
        }

        private GateReport produce(Product product, int part, int firstSerial, List<LabelText> labels)
                throws IOException {
            String name = product.file(part);
            Path file = draft.resolve(name);
            MessageDigest digest = sha256();
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(disk.create(file), 1 << 16), digest)) {
                write(product, firstSerial, labels, out);
            }
            force(file);
            String sum = HexFormat.of().formatHex(digest.digest());
            files.add(new PrintedFile(name, firstSerial, labels.size(), Files.size(file), sum));
            return switch (product) {
                case SHEETS -> gate.sheets(file, sheet, labels);
                case SINGLES -> gate.sheets(file, single, labels);
                case PRINT_HOUSE -> gate.svgs(file, PrintHouseZip.entries(firstSerial, labels), labels);
            };
        }

        private void write(Product product, int firstSerial, List<LabelText> labels, OutputStream out)
                throws IOException {
            LabelDesign design = order.design();
            switch (product) {
                case SHEETS ->
                    new PdfSheets(design, sheet).write(order.batch(), order.date(), firstSerial, labels, out);
                case SINGLES ->
                    new PdfSheets(design, single).write(order.batch(), order.date(), firstSerial, labels, out);
                case PRINT_HOUSE ->
                    new PrintHouseZip(design).write(order.batch(), order.date(), firstSerial, labels, out);
            }
        }

        private void sums() throws IOException {
            StringBuilder sums = new StringBuilder();
            files.forEach(file ->
                    sums.append(file.sha256()).append("  ").append(file.name()).append('\n'));
            Path file = draft.resolve("SHA256SUMS");
            try (OutputStream out = disk.create(file)) {
                out.write(sums.toString().getBytes(StandardCharsets.US_ASCII));
            }
            force(file);
        }

        private static PrintFailed refused(GateReport seen) {
            String first = seen.failures().isEmpty()
                    ? ""
                    : "; first: " + seen.failures().get(0).place() + " "
                            + seen.failures().get(0).problem();
            return new PrintFailed(
                    "标牌检验未通过，未放行任何文件：" + seen.chineseSentence(),
                    "the labels did not pass the gate, nothing was released: " + seen.sentence() + first,
                    seen);
        }
    }

    /** The system's reason without the path, which is nobody's business outside. */
    private static String cause(Exception failure) {
        if (failure instanceof FileSystemException problem) {
            return Objects.requireNonNullElse(
                    problem.getReason(), problem.getClass().getSimpleName().replace("Exception", ""));
        }
        return failure.getMessage();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void force(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
