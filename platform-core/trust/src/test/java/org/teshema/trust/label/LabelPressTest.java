package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.label.PrintOrder.Product;

class LabelPressTest {

    private final LabelPress press = new LabelPress(SampleLabels.check());
    private final LabelDesign design = LabelDesign.standard();
    private final PrintOrder everything = new PrintOrder("B-1", SampleLabels.DAY, design, EnumSet.allOf(Product.class));

    @TempDir
    Path folder;

    @Test
    void allKindsOfFileAreReleasedTogetherWithTheirDigests() throws Exception {
        List<LabelText> labels = SampleLabels.labels(20);
        PrintReport report = press.print(everything, labels.iterator(), folder.resolve("B-1"));

        assertEquals(20, report.labels());
        assertEquals("20 of 20 read, 20 verified", report.gate().sentence().split(";", 2)[0]);
        assertTrue(report.gate().passed());
        assertEquals(List.of("print-house-001.zip", "SHA256SUMS", "sheets-001.pdf", "singles-001.pdf"), files("B-1"));
        assertEquals(List.of("B-1"), files(""));
        String checked = Tool.run(report.directory(), "sha256sum", "--check", "--strict", "SHA256SUMS");
        assertEquals(3, checked.lines().filter(line -> line.endsWith(": OK")).count());
        for (PrintReport.PrintedFile file : report.files()) {
            assertEquals(Files.size(report.directory().resolve(file.name())), file.bytes());
        }
    }

    @Test
    void theParcelForThePrintHouseTiesFilesNumbersAndCodesTogether() throws Exception {
        List<LabelText> labels = SampleLabels.labels(3);
        press.print(everything, labels.iterator(), folder.resolve("B-1"));
        try (ZipFile parcel =
                new ZipFile(folder.resolve("B-1/print-house-001.zip").toFile())) {
            List<String> list = entry(parcel, "labels.csv").lines().toList();
            assertEquals("\uFEFFserial,number,title,url,file", list.get(0));
            LabelText second = labels.get(1);
            String file = "svg/000002-" + second.number().replace(" ", "") + ".svg";
            assertEquals(
                    "2,\"%s\",\"上海智慧电梯\",\"%s\",%s".formatted(second.number(), second.codeUrl(), file), list.get(2));
            assertTrue(entry(parcel, file).contains(second.number()));
            assertTrue(entry(parcel, "README.txt").contains("背面3M胶，正面1.5mm透明亚克力"));
        }
    }

    @Test
    void printingTheSameOrderTwiceGivesTheSameBytes() {
        List<LabelText> labels = SampleLabels.labels(12);
        PrintReport one = press.print(everything, labels.iterator(), folder.resolve("one"));
        PrintReport two = press.print(everything, labels.iterator(), folder.resolve("two"));
        assertEquals(one.files(), two.files());
    }

    @Test
    void aLargeBatchBecomesSeveralFilesAndEveryLabelIsRead() throws IOException {
        List<LabelText> few = SampleLabels.labels(45);
        List<LabelText> many = new ArrayList<>();
        while (many.size() < 4_600) {
            many.addAll(few);
        }
        PrintOrder order = PrintOrder.sheets("B-2", SampleLabels.DAY, design);
        PrintReport report = press.print(order, many.iterator(), folder.resolve("B-2"));
        assertEquals(
                List.of("SHA256SUMS", "sheets-001.pdf", "sheets-002.pdf"),
                files("B-2").stream().sorted().toList());
        assertEquals(many.size(), report.gate().verified());
        assertEquals(4_501, report.files().get(1).firstSerial());
        assertEquals(many.size() - 4_500, report.files().get(1).labels());
    }

    @Test
    void whenTheDiskIsFullAtAnyPointNothingIsLeftAndTheMessageSaysWhy() throws IOException {
        List<LabelText> labels = SampleLabels.labels(12);
        long whole = 0;
        for (PrintReport.PrintedFile file : press.print(everything, labels.iterator(), folder.resolve("whole"))
                .files()) {
            whole += file.bytes();
        }
        for (int step = 0; step <= 10; step++) {
            long room = whole * step / 10;
            LabelPress poor = new LabelPress(SampleLabels.check(), new FullDisk(room));
            PrintFailed failure = assertThrows(
                    PrintFailed.class, () -> poor.print(everything, labels.iterator(), folder.resolve("B-1")));
            assertEquals(PrintFailed.Reason.DISK, failure.reason());
            assertTrue(failure.wording().en().contains("(No space left on device), nothing was kept"));
            assertFalse(failure.getMessage().contains(folder.toString()), failure.getMessage());
            assertEquals(List.of("whole"), files(""));
        }
    }

    @Test
    void aFullDiskIsNoObstacleOnceThereIsRoomAgain() throws IOException {
        List<LabelText> labels = SampleLabels.labels(5);
        LabelPress poor = new LabelPress(SampleLabels.check(), new FullDisk(1_000));
        Path target = folder.resolve("B-1");
        assertThrows(PrintFailed.class, () -> poor.print(everything, labels.iterator(), target));
        press.print(everything, labels.iterator(), target);
        assertEquals(List.of("B-1"), files(""));
    }

    @Test
    void aMissingFolderIsNamedAsTheReasonWithoutItsPath() {
        PrintFailed failure = assertThrows(
                PrintFailed.class,
                () -> press.print(
                        everything,
                        SampleLabels.labels(1).iterator(),
                        folder.resolve("nowhere").resolve("B-1")));
        assertEquals(PrintFailed.Reason.DISK, failure.reason());
        assertTrue(failure.getMessage().contains("(NoSuchFile)"), failure.getMessage());
        assertFalse(failure.getMessage().contains("nowhere"), failure.getMessage());
    }

    @Test
    void aDraftLeftByAKilledProcessIsSweptAway() throws IOException {
        Path draft = Files.createDirectory(folder.resolve(".B-1.printing"));
        Files.writeString(draft.resolve("sheets-001.pdf"), "half");
        press.print(everything, SampleLabels.labels(2).iterator(), folder.resolve("B-1"));
        assertEquals(List.of("B-1"), files(""));
    }

    @Test
    void whenTheGateRefusesNothingIsReleasedAndTheReportIsHandedOver() throws IOException {
        LabelPress strict = new LabelPress(text -> Optional.of("不真"));
        PrintFailed failure = assertThrows(
                PrintFailed.class,
                () -> strict.print(everything, SampleLabels.labels(3).iterator(), folder.resolve("B-1")));
        assertEquals(PrintFailed.Reason.GATE, failure.reason());
        assertEquals(3, failure.report().orElseThrow().read());
        assertEquals(0, failure.report().orElseThrow().verified());
        assertTrue(failure.getMessage().contains("3 of 3 read, 0 verified"), failure.getMessage());
        assertTrue(failure.getMessage().contains("sheets-001.pdf label 1 is not genuine: 不真"), failure.getMessage());
        assertEquals(List.of(), files(""));
    }

    @Test
    void bytesThatTheDiskChangedAreNotReleased() throws IOException {
        LabelPress.Disk forgetful = file -> new FilterOutputStream(Files.newOutputStream(file)) {
            private long written;

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                byte[] copy = bytes.clone();
                if (written > 0) {
                    copy[from + count / 2] ^= 0x10;
                }
                written += count;
                out.write(copy, from, count);
            }
        };
        LabelPress press = new LabelPress(SampleLabels.check(), forgetful);
        PrintOrder order = new PrintOrder("B-1", SampleLabels.DAY, design, EnumSet.of(Product.PRINT_HOUSE));
        assertThrows(
                PrintFailed.class,
                () -> press.print(order, SampleLabels.labels(60).iterator(), folder.resolve("B-1")));
        assertEquals(List.of(), files(""));
    }

    @Test
    void aBadLabelInTheMiddleStopsThePressAndLeavesNothing() throws IOException {
        List<LabelText> labels = new ArrayList<>(SampleLabels.labels(12));
        labels.set(10, SampleLabels.label("缺字☃", List.of()));
        PrintFailed failure = assertThrows(
                PrintFailed.class, () -> press.print(everything, labels.iterator(), folder.resolve("B-1")));
        assertEquals(PrintFailed.Reason.TEXT, failure.reason());
        assertEquals(List.of(), files(""));
    }

    @Test
    void aSourceOfLabelsThatBreaksDownLeavesNothing() throws IOException {
        Iterator<LabelText> broken = new Iterator<>() {
            private int left = 5;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public LabelText next() {
                if (left-- == 0) {
                    throw new NoSuchElementException("database away");
                }
                return SampleLabels.labels(1).get(0);
            }
        };
        assertThrows(NoSuchElementException.class, () -> press.print(everything, broken, folder.resolve("B-1")));
        assertEquals(List.of(), files(""));
    }

    @Test
    void aBatchIsNotPrintedTwiceAndAnEmptyOneNotAtAll() throws IOException {
        Path target = folder.resolve("B-1");
        PrintFailed empty = assertThrows(
                PrintFailed.class,
                () -> press.print(everything, List.<LabelText>of().iterator(), target));
        assertEquals(PrintFailed.Reason.TEXT, empty.reason());
        press.print(everything, SampleLabels.labels(1).iterator(), target);
        PrintFailed again = assertThrows(
                PrintFailed.class,
                () -> press.print(everything, SampleLabels.labels(1).iterator(), target));
        assertEquals(PrintFailed.Reason.EXISTS, again.reason());
        assertEquals(List.of("B-1"), files(""));
    }

    private List<String> files(String within) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(within))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("tool"))
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .toList();
        }
    }

    private static String entry(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A disk with room for so many bytes. */
    private static final class FullDisk implements LabelPress.Disk {

        private long room;

        FullDisk(long room) {
            this.room = room;
        }

        @Override
        public OutputStream create(Path file) throws IOException {
            return new FilterOutputStream(Files.newOutputStream(file)) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    room -= count;
                    if (room < 0) {
                        throw new FileSystemException(file.toString(), null, "No space left on device");
                    }
                    out.write(bytes, from, count);
                }
            };
        }
    }
}
