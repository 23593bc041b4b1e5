package org.teshema.rest.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.teshema.api.device.Device;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.scan.CodeCard;
import org.teshema.engine.scan.DeviceCard;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.engine.scan.Part;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.rest.json.Json;

/**
 * Writes a scan as JSON, straight to bytes: this is the path most requests of the platform take. Words are in one language. An answer
 * whose status is not 200 is written as problem details (RFC 9457) with the same members as extensions.
 */
final class ScanWriter {
    private final JsonGenerator json;
    private final Language language;
    private final ViewWriter view;

    private ScanWriter(JsonGenerator json, Language language) {
        this.json = json;
        this.language = language;
        this.view = new ViewWriter(json, language);
    }

    /**
     * The answer as JSON.
     *
     * @param path where the code is found, for its actions
     */
    static Written write(ScanAnswer answer, Language language, String path) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(4096);
                JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
            ScanWriter writer = new ScanWriter(json, language);
            json.writeStartObject();
            writer.lasting(answer);
            json.flush();
            int lasting = bytes.size();
            writer.passing(answer, path);
            json.writeEndObject();
            json.flush();
            byte[] body = bytes.toByteArray();
            return new Written(body, Written.tag(body, lasting, language == Language.EN ? "e" : "z"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lasting(ScanAnswer answer) throws IOException {
        if (answer.verdict().status() != 200) {
            json.writeStringField(
                    "type", "/problems/" + ScanProblem.of(answer.verdict()).slug());
            text("title", answer.verdict().word());
            json.writeNumberField("status", answer.verdict().status());
            json.writeStringField(
                    "detail",
                    answer.explanation().in(language)
                            + (language == Language.EN ? " " : "")
                            + answer.next().in(language));
        }
        json.writeStringField("verdict", answer.verdict().name());
        text("word", answer.verdict().word());
        json.writeStringField("tone", answer.verdict().tone().name());
        text("explanation", answer.explanation());
        text("next", answer.next());
        if (answer.refusal().isPresent()) {
            json.writeStringField("refusal", answer.refusal().get().name());
        }
        if (answer.code().isPresent()) {
            code(answer.code().get());
        }
        if (answer.device().isPresent()) {
            device(answer.device().get());
        }
        json.writeStringField("side", answer.caller().side().name());
        json.writeStringField("audience", answer.caller().audience().name());
        json.writeArrayFieldStart("clocks");
        for (ClockReading clock : answer.clocks()) {
            clock(clock);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parts");
        for (Part part : answer.parts()) {
            part(part);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("emergency");
        for (Section.Phone phone : answer.emergency()) {
            view.phone(phone);
        }
        json.writeEndArray();
        json.writeStringField("language", language == Language.EN ? "en" : "zh");
    }

    private void passing(ScanAnswer answer, String path) throws IOException {
        json.writeArrayFieldStart("actions");
        for (OfferedAction action : answer.actions()) {
            view.action(action, path + "/actions/" + action.action().name());
        }
        json.writeEndArray();
        json.writeStringField("at", answer.at().toString());
    }

    private void code(CodeCard code) throws IOException {
        json.writeObjectFieldStart("code");
        json.writeStringField("id", code.id());
        string("number", code.number());
        string("state", code.state().map(Enum::name));
        json.writeStringField("madeOn", code.madeOn().toString());
        string("district", code.district());
        string("replacedBy", code.replacedBy());
        if (code.post().isPresent()) {
            json.writeNumberField("post", code.post().get().number());
            json.writeStringField("postPlace", code.post().get().place());
        }
        json.writeBooleanField("heldByCaller", code.heldByCaller());
        json.writeEndObject();
    }

    private void device(DeviceCard card) throws IOException {
        Device device = card.device();
        json.writeObjectFieldStart("device");
        json.writeStringField("id", device.id().toString());
        json.writeStringField("category", device.category().value());
        text("categoryName", card.category());
        json.writeStringField("district", device.district());
        text("districtName", card.districtName());
        json.writeStringField("name", device.name());
        json.writeStringField("place", device.place());
        json.writeStringField("status", device.status().name());
        string("usingUnit", device.usingUnit().map(Organisation::name));
        string("maintenanceUnit", device.maintenanceUnit().map(Organisation::name));
        string("plugin", card.plugin());
        json.writeEndObject();
    }

    private void clock(ClockReading clock) throws IOException {
        json.writeStartObject();
        json.writeStringField("clock", clock.clock());
        text("title", clock.title());
        json.writeStringField("status", clock.status().name());
        if (clock.due().isPresent()) {
            json.writeStringField("due", clock.due().get().toString());
        }
        text("basis", clock.basis());
        string("rule", clock.rule());
        json.writeEndObject();
    }

    private void part(Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", part.source());
        text("title", part.title());
        json.writeArrayFieldStart("sections");
        for (Section section : part.sections()) {
            view.section(section);
        }
        json.writeEndArray();
        if (part.gap().isPresent()) {
            json.writeStringField("gap", part.gap().get().name());
        }
        json.writeEndObject();
    }

    private void text(String name, Text text) throws IOException {
        view.text(name, text);
    }

    private void string(String name, Optional<String> value) throws IOException {
        view.string(name, value);
    }
}
