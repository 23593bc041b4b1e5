package org.teshema.engine.segment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.sheet.Guarded;

/**
 * A spreadsheet as rows of texts, whichever form it comes in or goes out in: numbers in plain digits, days as
 * {@code 2026-05-01}, no cell that a spreadsheet program takes for a formula. A text that could be one has an apostrophe in
 * front, which is taken away again when it comes back.
 *
 * @param rows by number, counting from 1; rows that hold nothing are left out
 */
record Grid(List<Line> rows) {
    /** One row. */
    record Line(int number, List<String> cells) {
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    private static final int MOST_ROWS = 6_000;
    private static final int MOST_COLUMNS = 100;
    private static final long MOST_INFLATED = 64L * 1024 * 1024;
    // As many digits as a spreadsheet program keeps: what is behind them is an error of its arithmetic.
    private static final MathContext DIGITS = new MathContext(15);
    private static final Charset GB18030 = Charset.forName("GB18030");

    /**
     * Reads an xlsx, or a csv in UTF-8 or, as spreadsheet programs in China write it, GB 18030.
     *
     * @throws Problem INVALID when it is neither, or too large
     */
    static Grid read(byte[] file) {
        try {
            return ReadableWorkbook.isOOXMLZipHeader(file) ? xlsx(file) : csv(file);
        } catch (IOException | UncheckedIOException | ExcelReaderException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static Grid xlsx(byte[] file) throws IOException {
        requireModest(file);
        var rows = new ArrayList<Line>();
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, true));
                var stream = workbook.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                var cells = new ArrayList<String>();
                for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
                    cells.add(row.hasCell(i) ? text(row.getCell(i)) : "");
                }
                add(rows, new Line(row.getRowNum(), cells));
            }
        }
        return new Grid(rows);
    }

    /** A small file that unpacks to a huge one is refused before anything of it is kept. */
    private static void requireModest(byte[] file) throws IOException {
        long inflated = 0;
        var buffer = new byte[8192];
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream content = zip.getInputStream(entry)) {
                    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                        inflated += read;
                        if (inflated > MOST_INFLATED) {
                            throw tooLarge();
                        }
                    }
                }
            }
        }
    }

    private static String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        String raw = cell.getType() == CellType.STRING ? cell.getText() : cell.getRawValue();
        if (raw == null) {
            return "";
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return raw.equals("1") || raw.equalsIgnoreCase("true") ? "true" : "false";
        }
        boolean number =
                cell.getType() == CellType.NUMBER || (cell.getType() == CellType.FORMULA && raw.matches("-?[0-9.]+"));
        if (!number) {
            return Guarded.plain(raw);
        }
        if (isDay(cell.getDataFormatString())) {
            return cell.asDate().toLocalDate().toString();
        }
        BigDecimal plain = new BigDecimal(raw).round(DIGITS).stripTrailingZeros();
        return (plain.signum() == 0 ? BigDecimal.ZERO : plain).toPlainString();
    }

    private static boolean isDay(String format) {
        if (format == null) {
            return false;
        }
        String bare = format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "");
        return bare.contains("yy") || (bare.contains("m") && bare.contains("d"));
    }

    private static Grid csv(byte[] file) throws IOException {
        String text = decoded(file);
        var rows = new ArrayList<Line>();
        try (var parser =
                CSVFormat.RFC4180.parse(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text))) {
            for (CSVRecord record : parser) {
                var cells = new ArrayList<String>();
                for (int i = 0; i < Math.min(record.size(), MOST_COLUMNS); i++) {
                    cells.add(Guarded.plain(record.get(i).strip()));
                }
                add(rows, new Line((int) record.getRecordNumber(), cells));
            }
        }
        return new Grid(rows);
    }

    private static String decoded(byte[] file) throws CharacterCodingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return GB18030.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        }
    }

    private static void add(List<Line> rows, Line line) {
        if (!line.isBlank()) {
            rows.add(line);
        }
        if (rows.size() > MOST_ROWS) {
            throw tooLarge();
        }
    }

    /** Writes CSV with a byte order mark, by which spreadsheet programs know UTF-8; flushed, not closed. */
    static void writeCsv(List<List<Object>> rows, Writer out) throws IOException {
        out.write('\uFEFF');
        var csv = new CSVPrinter(out, CSVFormat.RFC4180);
        for (List<Object> row : rows) {
            csv.printRecord(row.stream().map(Grid::written).toList());
        }
        csv.flush();
    }

    /** Writes a workbook of one sheet; the stream is left open. */
    static void writeXlsx(String title, List<List<Object>> rows, OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Teshema", "1.0");
        Worksheet sheet = workbook.newWorksheet(title);
        for (int i = 0; i < rows.size(); i++) {
            List<Object> row = rows.get(i);
            for (int j = 0; j < row.size(); j++) {
                if (row.get(j) instanceof BigDecimal number && number.precision() <= DIGITS.getPrecision()) {
                    sheet.value(i, j, number);
                } else if (row.get(j) instanceof Long number && Math.abs(number) < 1_000_000_000_000_000L) {
                    sheet.value(i, j, number);
                } else if (row.get(j) instanceof LocalDate day && day.getYear() >= 1910) {
                    sheet.value(i, j, day);
                    sheet.style(i, j).format("yyyy-mm-dd").set();
                } else if (row.get(j) != null) {
                    sheet.inlineString(i, j, written(row.get(j)));
                }
            }
        }
        workbook.finish();
    }

    private static String written(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = value.toString();
        return value instanceof String ? Guarded.text(text) : text;
    }

    private static Problem unreadable() {
        return Problem.inField(
                ProblemType.INVALID,
                "file",
                "文件不是可读的 xlsx 或 csv（UTF-8 或 GB 18030，逗号分隔）表格；请另存为其中一种后重新上传。",
                "The file is no readable xlsx or csv (UTF-8 or GB 18030, with commas). Save it as one of them and send it"
                        + " again.");
    }

    private static Problem tooLarge() {
        return Problem.inField(
                ProblemType.INVALID,
                "file",
                "表格过大：最多 " + MOST_ROWS + " 行。请核对文件。",
                "The table is too large: it may have " + MOST_ROWS + " rows. Please check the file.");
    }
}
