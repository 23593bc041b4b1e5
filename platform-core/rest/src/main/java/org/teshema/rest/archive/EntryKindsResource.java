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
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Theme;
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
     * @param concerns who finds such an entry about a device in its inbox; empty when nobody does
     * @param urgent whether life may hang on it, so that no limit of what the public writes stops it
     * @param theme what its entries tell of a device
     * @param fields its fields in the order shown
     */
    public record EntryKindJson(
            String name,
            int schemaVersion,
            String title,
            List<Audience> writers,
            List<Concern> concerns,
            boolean urgent,
            Theme theme,
            List<FieldJson> fields) {}

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
                kind.concerns().stream().sorted().toList(),
                kind.urgent(),
                kind.theme(),
                kind.fields().stream()
                        .map(field -> FieldJson.of(field, language))
                        .toList());
    }
}
