package org.teshema.trust.label;

import java.nio.file.Path;
import java.util.List;

/**
 * What a press has released.
 *
 * @param directory that holds the files, beside them SHA256SUMS
 * @param labels printed
 * @param files in the order of production
 * @param gate what the gate saw: each label counts once, and as read only when it was read in every kind of file
 */
public record PrintReport(Path directory, int labels, List<PrintedFile> files, GateReport gate) {

    /**
     * One released file.
     *
     * @param name within the directory
     * @param firstSerial running number of its first label in the batch, from 1
     * @param labels in it
     * @param bytes its length
     * @param sha256 its digest in lower-case hexadecimal
     */
    public record PrintedFile(String name, int firstSerial, int labels, long bytes, String sha256) {}

    public PrintReport {
        files = List.copyOf(files);
    }
}
