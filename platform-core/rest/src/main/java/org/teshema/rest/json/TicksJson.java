package org.teshema.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Map;
import org.teshema.api.archive.Ticks;

/** An answered checklist: an object of items, each with its {@code tick} and, where there is one, its {@code note}. */
final class TicksJson extends JsonSerializer<Ticks> {
    static Module module() {
        return new SimpleModule("ticks").addSerializer(Ticks.class, new TicksJson());
    }

    @Override
    public void serialize(Ticks ticks, JsonGenerator json, SerializerProvider serializers) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Ticks.Tick> item : ticks.byItem().entrySet()) {
            json.writeObjectFieldStart(item.getKey());
            json.writeStringField("tick", item.getValue().mark().word());
            if (!item.getValue().note().isEmpty()) {
                json.writeStringField("note", item.getValue().note());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
