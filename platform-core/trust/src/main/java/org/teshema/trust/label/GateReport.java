package org.teshema.trust.label;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the gate saw when it read the produced files back; kept with the batch.
 *
 * @param labels labels that had to be there
 * @param read labels whose symbol was decoded from the shapes as drawn, without any repair, to the expected text, with the
 *     expected number and title beside it
 * @param verified of these, labels whose code the platform's own check found genuine
 * @param failures the labels or pages that did not pass, at most the first hundred
 * @param samplePages pages that were rendered to pixels
 * @param sampleLabels labels on those pages
 * @param sampleRead labels on those pages whose symbol was decoded from the pixels
 * @param rendererName what rendered them
 */
public record GateReport(
        int labels,
        int read,
        int verified,
        List<Failure> failures,
        int samplePages,
        int sampleLabels,
        int sampleRead,
        String rendererName) {

    private static final int MOST_FAILURES = 100;

    /** One label or page that did not pass: where it is, and what is wrong with it. */
    public record Failure(String place, String problem) {}

    public GateReport {
        failures = List.copyOf(failures.subList(0, Math.min(MOST_FAILURES, failures.size())));
    }

    /** Whether every label was read and verified and every sample was read. */
    public boolean passed() {
        return labels > 0 && read == labels && verified == labels && sampleRead == sampleLabels && failures.isEmpty();
    }

    /** This report and another one of further labels of the same batch as one. */
    GateReport plus(GateReport other) {
        return new GateReport(
                labels + other.labels,
                read + other.read,
                verified + other.verified,
                Stream.concat(failures.stream(), other.failures.stream()).toList(),
                samplePages + other.samplePages,
                sampleLabels + other.sampleLabels,
                sampleRead + other.sampleRead,
                rendererName.isEmpty() ? other.rendererName : rendererName);
    }

    /** This report and another one of the same labels in another kind of file as one: the worse of both counts. */
    GateReport beside(GateReport other) {
        GateReport both = plus(other);
        return new GateReport(
                Math.max(labels, other.labels),
                Math.min(read, other.read),
                Math.min(verified, other.verified),
                both.failures,
                both.samplePages,
                both.sampleLabels,
                both.sampleRead,
                both.rendererName);
    }

    /** The report in a sentence: "10,000 of 10,000 read". */
    public String sentence() {
        return "%,d of %,d read, %,d verified; %,d of %,d on %,d rendered pages read"
                .formatted(read, labels, verified, sampleRead, sampleLabels, samplePages);
    }

    /** The report in a Chinese sentence. */
    public String chineseSentence() {
        return "标牌 %,d 枚，读出 %,d 枚，验签通过 %,d 枚；抽样渲染 %,d 页 %,d 枚，读出 %,d 枚"
                .formatted(labels, read, verified, samplePages, sampleLabels, sampleRead);
    }
}
