package org.teshema.rest.archive;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;
import org.teshema.engine.gate.PluginTable;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The kinds of entry that can be appended now: the city's own and those of the plugins that serve. */
@Component(service = RestResource.class)
@Path("/api/v1/entry-kinds")
@Produces(MediaType.APPLICATION_JSON)
public final class EntryKindsResource implements RestResource {
    private final PluginTable plugins;

    /** The kinds of that table. */
    @Activate
    public EntryKindsResource(@Reference PluginTable plugins) {
        this.plugins = plugins;
    }

    /**
     * A kind.
     *
     * @param name its name
     * @param schemaVersion version of its fields
     * @param title what it is called
     * @param writers who may append one; empty when only the platform itself does
     * @param fields its fields in the order shown
     */
    public record EntryKindJson(
            String name, int schemaVersion, String title, List<Audience> writers, List<FieldJson> fields) {}

    /**
     * A field.
     *
     * @param name its name
     * @param title what it is called
     * @param type {@code words}, {@code whole}, {@code measure}, {@code day}, {@code yes-no}, {@code choice} or {@code photo}
     * @param required whether an entry without it is refused
     * @param maxLength most characters of words
     * @param min least whole number
     * @param max greatest whole number
     * @param unit unit of a measure
     * @param options values of a choice
     */
    public record FieldJson(
            String name,
            String title,
            String type,
            boolean required,
            Optional<Integer> maxLength,
            Optional<Long> min,
            Optional<Long> max,
            Optional<String> unit,
            Optional<List<OptionJson>> options) {}

    /**
     * One value of a choice.
     *
     * @param value the value
     * @param title what it is called
     */
    public record OptionJson(String value, String title) {}

    /** All of them on one page: there are tens, not thousands. Everybody may read it. */
    @GET
    public PageJson<EntryKindJson> list(@Context Call call) {
        Language language = call.language();
        return new PageJson<>(
                plugins.kinds().stream().map(kind -> json(kind, language)).toList(), Optional.empty());
    }

    private static EntryKindJson json(EntryKind kind, Language language) {
        return new EntryKindJson(
                kind.name(),
                kind.schemaVersion(),
                kind.title().in(language),
                kind.writers().stream().sorted().toList(),
                kind.fields().stream().map(field -> json(field, language)).toList());
    }

    private static FieldJson json(Field field, Language language) {
        FieldType type = field.type();
        return new FieldJson(
                field.name(),
                field.title().in(language),
                name(type),
                field.required(),
                type instanceof FieldType.Words words ? Optional.of(words.maxLength()) : Optional.empty(),
                type instanceof FieldType.Whole whole ? Optional.of(whole.min()) : Optional.empty(),
                type instanceof FieldType.Whole whole ? Optional.of(whole.max()) : Optional.empty(),
                type instanceof FieldType.Measure measure && !measure.unit().isEmpty()
                        ? Optional.of(measure.unit())
                        : Optional.empty(),
                type instanceof FieldType.Choice choice
                        ? Optional.of(choice.options().stream()
                                .map(o -> new OptionJson(o.value(), o.title().in(language)))
                                .toList())
                        : Optional.empty());
    }

    private static String name(FieldType type) {
        if (type instanceof FieldType.Words) {
            return "words";
        }
        if (type instanceof FieldType.Whole) {
            return "whole";
        }
        if (type instanceof FieldType.Measure) {
            return "measure";
        }
        if (type instanceof FieldType.Day) {
            return "day";
        }
        if (type instanceof FieldType.YesNo) {
            return "yes-no";
        }
        return type instanceof FieldType.Choice ? "choice" : "photo";
    }
}
