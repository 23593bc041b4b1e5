package org.teshema.engine.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads the small tables the demonstration city is made by. */
final class DemoTable {
    private DemoTable() {}

    static List<CSVRecord> read(String name) {
        try (var in = new InputStreamReader(DemoTable.class.getResourceAsStream(name), StandardCharsets.UTF_8);
                var csv = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(in)) {
            return csv.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
