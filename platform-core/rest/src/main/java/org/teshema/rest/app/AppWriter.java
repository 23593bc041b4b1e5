package org.teshema.rest.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.engine.app.AppAnswer;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.rest.json.Json;
import org.teshema.rest.scan.ViewWriter;

/** Writes a page of a scene app as JSON; sections and actions as a scan has them. */
final class AppWriter {
    private AppWriter() {}

    /**
     * The page as JSON.
     *
     * @param actions where its actions lie, from their names
     */
    static byte[] write(AppAnswer answer, Language language, java.util.function.UnaryOperator<String> actions) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(4096);
                JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
            var view = new ViewWriter(json, language);
            json.writeStartObject();
            json.writeStringField("app", answer.app().name());
            json.writeStringField("page", answer.page().name());
            view.text("title", answer.page().title());
            json.writeStringField("audience", answer.caller().audience().name());
            if (answer.scanned().isPresent()) {
                var device = answer.scanned().get().device();
                json.writeObjectFieldStart("device");
                json.writeStringField("id", device.id().toString());
                json.writeStringField("number", answer.scanned().get().number());
                json.writeStringField("name", device.name());
                json.writeStringField("place", device.place());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("sections");
            for (Section section : answer.view().sections()) {
                view.section(section);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("links");
            for (Link link : answer.view().links()) {
                json.writeStartObject();
                json.writeStringField("relation", link.relation());
                json.writeStringField("href", link.target().toString());
                view.text("title", link.title());
                json.writeStringField("mediaType", link.mediaType());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("actions");
            for (OfferedAction action : answer.actions()) {
                view.action(action, actions.apply(action.action().name()));
            }
            json.writeEndArray();
            view.string("next", answer.view().next());
            json.writeStringField("language", language == Language.EN ? "en" : "zh");
            json.writeStringField("at", answer.at().toString());
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
