package org.teshema.rest.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Field;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.CoreFields;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.rest.archive.FieldJson;
import org.teshema.web.PhotoPath;

/** Writes what plugins show and offer as JSON, the same in a scan and on the pages of scene apps. Words are in one language. */
public final class ViewWriter {
    private final JsonGenerator json;
    private final Language language;

    /** Writes to that generator. */
    public ViewWriter(JsonGenerator json, Language language) {
        this.json = json;
        this.language = language;
    }

    /** One section, as an object. */
    public void section(Section section) throws IOException {
        json.writeStartObject();
        if (section instanceof Section.Facts facts) {
            json.writeStringField("type", "facts");
            text("title", facts.title());
            json.writeArrayFieldStart("facts");
            for (Section.Fact fact : facts.facts()) {
                json.writeStartObject();
                json.writeStringField("name", fact.name());
                text("label", fact.label());
                text("value", fact.value());
                json.writeStringField("tone", fact.tone().name());
                json.writeEndObject();
            }
            json.writeEndArray();
        } else if (section instanceof Section.Table table) {
            json.writeStringField("type", "table");
            text("title", table.title());
            texts("columns", table.columns());
            json.writeArrayFieldStart("rows");
            for (List<Text> row : table.rows()) {
                json.writeStartArray();
                for (Text cell : row) {
                    json.writeString(cell.in(language));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            if (!table.paths().isEmpty()) {
                json.writeArrayFieldStart("paths");
                for (String path : table.paths()) {
                    json.writeString(path);
                }
                json.writeEndArray();
            }
        } else if (section instanceof Section.Notice notice) {
            json.writeStringField("type", "notice");
            text("title", notice.title());
            text("words", notice.words());
            json.writeStringField("tone", notice.tone().name());
        } else if (section instanceof Section.Phones phones) {
            json.writeStringField("type", "phones");
            text("title", phones.title());
            json.writeArrayFieldStart("phones");
            for (Section.Phone phone : phones.phones()) {
                phone(phone);
            }
            json.writeEndArray();
        } else if (section instanceof Section.TimeLine timeLine) {
            json.writeStringField("type", "timeLine");
            text("title", timeLine.title());
            json.writeArrayFieldStart("moments");
            for (Section.Moment moment : timeLine.moments()) {
                json.writeStartObject();
                json.writeStringField("day", moment.day().toString());
                text("words", moment.words());
                json.writeEndObject();
            }
            json.writeEndArray();
        } else if (section instanceof Section.Pictures pictures) {
            json.writeStringField("type", "pictures");
            text("title", pictures.title());
            json.writeArrayFieldStart("pictures");
            for (Section.Picture picture : pictures.pictures()) {
                json.writeStartObject();
                text("words", picture.words());
                json.writeStringField("path", PhotoPath.of(picture.digest()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** One telephone number, as an object. */
    public void phone(Section.Phone phone) throws IOException {
        json.writeStartObject();
        text("label", phone.label());
        json.writeStringField("number", phone.number());
        if (phone.note().isPresent()) {
            text("note", phone.note().get());
        }
        json.writeEndObject();
    }

    /**
     * One action that was offered, with its token and its form, as an object.
     *
     * @param href where it is taken
     */
    public void action(OfferedAction offered, String href) throws IOException {
        json.writeStartObject();
        json.writeStringField("plugin", offered.plugin());
        json.writeStringField("name", offered.action().name());
        text("title", offered.action().title());
        json.writeStringField("kind", offered.kind().name());
        json.writeStringField("href", href);
        json.writeStringField("token", offered.token());
        json.writeArrayFieldStart("fields");
        Draft draft = offered.action().draft();
        for (Field field : offered.kind().fields()) {
            if (draft.asks(field.name()) && !CoreFields.isOne(offered.kind(), field)) {
                json.writePOJO(FieldJson.of(field, language));
            }
        }
        json.writeEndArray();
        if (!draft.given().byName().isEmpty()) {
            json.writePOJOField("given", draft.given().byName());
        }
        if (!draft.filled().byName().isEmpty()) {
            json.writePOJOField("filled", draft.filled().byName());
        }
        if (draft.effect().isPresent()) {
            text("effect", ActionForm.words(draft.effect().get()));
        }
        if (draft.amends().isPresent()) {
            json.writeStringField("amends", Long.toString(draft.amends().getAsLong()));
        }
        if (draft.signer().isPresent()) {
            json.writeStringField("signer", draft.signer().get().name());
        }
        json.writeEndObject();
    }

    /** A text in the language written in. */
    public void text(String name, Text text) throws IOException {
        json.writeStringField(name, text.in(language));
    }

    private void texts(String name, List<Text> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Text text : texts) {
            json.writeString(text.in(language));
        }
        json.writeEndArray();
    }

    /** A text that may be missing, and then is. */
    public void string(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
