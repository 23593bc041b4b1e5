package org.teshema.engine.codes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.teshema.trust.label.GateReport;
import org.teshema.trust.label.PrintReport;

/** What the decode gate found, as it is kept with the batch. */
final class PrintReportJson {
    private static final JsonFactory JSON = new JsonFactory();

    private PrintReportJson() {}

    /** A released batch. */
    static String of(PrintReport report) {
        return write(report.gate(), report.files());
    }

    /** A batch that the gate refused: no file of it was released. */
    static String of(GateReport refused) {
        return write(refused, List.of());
    }

    private static String write(GateReport gate, List<PrintReport.PrintedFile> files) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanField("passed", gate.passed());
            out.writeStringField("zh", gate.chineseSentence());
            out.writeStringField("en", gate.sentence());
            out.writeNumberField("labels", gate.labels());
            out.writeNumberField("read", gate.read());
            out.writeNumberField("verified", gate.verified());
            out.writeNumberField("samplePages", gate.samplePages());
            out.writeNumberField("sampleLabels", gate.sampleLabels());
            out.writeNumberField("sampleRead", gate.sampleRead());
            out.writeStringField("renderer", gate.rendererName());
            out.writeArrayFieldStart("failures");
            for (GateReport.Failure failure : gate.failures()) {
                out.writeStartObject();
                out.writeStringField("place", failure.place());
                out.writeStringField("problem", failure.problem());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("files");
            for (PrintReport.PrintedFile file : files) {
                out.writeStartObject();
                out.writeStringField("name", file.name());
                out.writeNumberField("firstSerial", file.firstSerial());
                out.writeNumberField("labels", file.labels());
                out.writeNumberField("bytes", file.bytes());
                out.writeStringField("sha256", file.sha256());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
