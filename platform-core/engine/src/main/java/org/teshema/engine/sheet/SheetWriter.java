package org.teshema.engine.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.teshema.engine.time.CityClock;

/**
 * Writes a table row by row, so that a long one costs no more memory than a short one. A cell is a text, a whole number, a day or an
 * instant, which is written as the time in the city; null is empty. A workbook keeps these types. The stream is left open.
 */
public abstract class SheetWriter {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int LONGEST_TITLE = 31;
    // More digits than a spreadsheet program keeps of a number.
    private static final long MOST_EXACT = 999_999_999_999_999L;

    SheetWriter() {}

    /**
     * A writer of that form.
     *
     * @param title of the sheet, where the form has one
     * @param out written to, not closed
     */
    public static SheetWriter of(SheetForm form, String title, OutputStream out) throws IOException {
        return form == SheetForm.CSV ? new Text(out) : new Book(title(title), out);
    }

    /** Writes one row. */
    public abstract void row(List<?> cells) throws IOException;

    /** Writes what is left and flushes. What is not brought to its end is no file: half a table never looks like a whole one. */
    public abstract void finish() throws IOException;

    /** At most 31 characters, none of which means something to a spreadsheet program. */
    private static String title(String title) {
        String plain = title.replaceAll("[\\\\/*?:\\[\\]']", "");
        return plain.isEmpty() ? "1" : plain.substring(0, Math.min(LONGEST_TITLE, plain.length()));
    }

    private static LocalDateTime inTheCity(Instant at) {
        return ZonedDateTime.ofInstant(at, CityClock.ZONE)
                .toLocalDateTime()
                .withSecond(0)
                .withNano(0);
    }

    private static final class Text extends SheetWriter {
        private final Writer out;
        private final CSVPrinter csv;

        Text(OutputStream stream) throws IOException {
            out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
            // A byte order mark, by which spreadsheet programs know UTF-8.
            out.write('\uFEFF');
            csv = new CSVPrinter(out, CSVFormat.RFC4180);
        }

        @Override
        public void row(List<?> cells) throws IOException {
            var written = new ArrayList<String>(cells.size());
            for (Object cell : cells) {
                written.add(written(cell));
            }
            csv.printRecord(written);
        }

        private static String written(Object cell) {
            if (cell == null) {
                return "";
            }
            if (cell instanceof Instant at) {
                return MINUTE.format(inTheCity(at));
            }
            return cell instanceof String text ? Guarded.text(text) : cell.toString();
        }

        @Override
        public void finish() throws IOException {
            csv.flush();
        }
    }

    private static final class Book extends SheetWriter {
        private static final int AT_A_TIME = 500;

        private final Workbook workbook;
        private final Worksheet sheet;
        private int rows;

        Book(String title, OutputStream out) {
            workbook = new Workbook(out, "Teshema", "1.0");
            sheet = workbook.newWorksheet(title);
        }

        @Override
        public void row(List<?> cells) throws IOException {
            for (int i = 0; i < cells.size(); i++) {
                put(i, cells.get(i));
            }
            rows++;
            if (rows % AT_A_TIME == 0) {
                sheet.flush();
            }
        }

        private void put(int column, Object cell) {
            if (cell instanceof Long number && Math.abs(number) <= MOST_EXACT) {
                sheet.value(rows, column, number);
            } else if (cell instanceof Integer number) {
                sheet.value(rows, column, number);
            } else if (cell instanceof LocalDate day) {
                sheet.value(rows, column, day);
                sheet.style(rows, column).format("yyyy-mm-dd").set();
            } else if (cell instanceof Instant at) {
                sheet.value(rows, column, inTheCity(at));
                sheet.style(rows, column).format("yyyy-mm-dd hh:mm").set();
            } else if (cell != null) {
                sheet.inlineString(rows, column, Guarded.text(cell.toString()));
            }
        }

        @Override
        public void finish() throws IOException {
            workbook.finish();
        }
    }
}
