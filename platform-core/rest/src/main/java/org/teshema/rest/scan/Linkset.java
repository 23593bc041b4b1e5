package org.teshema.rest.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.scan.Link;
import org.teshema.api.text.Text;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.rest.json.Json;

/** The links of one code as a linkset (RFC 9264, section 4.2): to its own faces, and to what plugins offer for it. */
final class Linkset {
    private final String site;
    private final String path;
    private final Map<String, List<Link>> byRelation = new LinkedHashMap<>();

    /**
     * The links of a code.
     *
     * @param site scheme and host of the city's codes, without a slash at the end
     * @param path where the code is found
     */
    Linkset(ScanAnswer answer, String site, String path) {
        this.site = site;
        this.path = path;
        add(own("alternate", new Text("页面", "Page"), "text/html"));
        add(own("alternate", new Text("数据", "Data"), "application/json"));
        answer.links().forEach(this::add);
    }

    private Link own(String relation, Text title, String mediaType) {
        return new Link(relation, URI.create(path), title, mediaType);
    }

    private void add(Link link) {
        byRelation.computeIfAbsent(link.relation(), r -> new ArrayList<>()).add(link);
    }

    /** Where the first link of that relation leads. */
    Optional<String> target(String relation) {
        return Optional.ofNullable(byRelation.get(relation)).map(links -> href(links.get(0)));
    }

    private String href(Link link) {
        String target = link.target().toString();
        return target.startsWith("/") ? site + target : target;
    }

    /** As {@code application/linkset+json}. */
    Written write() {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(2048);
                JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("linkset");
            json.writeStartObject();
            json.writeStringField("anchor", site + path);
            for (Map.Entry<String, List<Link>> relation : byRelation.entrySet()) {
                json.writeArrayFieldStart(relation.getKey());
                for (Link link : relation.getValue()) {
                    write(json, link);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            byte[] body = bytes.toByteArray();
            return new Written(body, Written.tag(body, body.length, "l"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonGenerator json, Link link) throws IOException {
        json.writeStartObject();
        json.writeStringField("href", href(link));
        json.writeStringField("type", link.mediaType());
        json.writeStringField("title", link.title().en());
        json.writeArrayFieldStart("title*");
        title(json, link.title().zh(), "zh");
        title(json, link.title().en(), "en");
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void title(JsonGenerator json, String value, String language) throws IOException {
        json.writeStartObject();
        json.writeStringField("value", value);
        json.writeStringField("language", language);
        json.writeEndObject();
    }
}
