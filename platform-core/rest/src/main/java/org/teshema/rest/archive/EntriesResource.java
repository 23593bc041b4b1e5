package org.teshema.rest.archive;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Search;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** Entries over all archives of the asker's scope. */
@Component(service = RestResource.class)
@Path("/api/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
public final class EntriesResource implements RestResource {
    private final Archives archives;

    /** Those archives. */
    @Activate
    public EntriesResource(@Reference Archives archives) {
        this.archives = archives;
    }

    /**
     * Entries of {@code kind} whose {@code field} lies between {@code from} and {@code to}; with {@code current=true} only
     * those that are the current ones of their device.
     */
    @GET
    public PageJson<EntryJson> search(@Context Call call) {
        var search = new Search(
                required(call, "kind"),
                required(call, "field"),
                call.query("from"),
                call.query("to"),
                call.query("current").map("true"::equals).orElse(false));
        return PageJson.of(archives.search(call.actor(), search, call.page()), EntryJson::of);
    }

    /** One entry. */
    @GET
    @Path("{id}")
    public EntryJson get(@Context Call call, @PathParam("id") String id) {
        return EntryJson.of(archives.get(call.actor(), Ids.path(id)));
    }

    private static String required(Call call, String name) {
        return call.query(name)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        name,
                        "检索须给出参数 kind 和 field，例如 ?kind=inspection&field=on&from=2026-01-01。",
                        "A search names kind and field, such as ?kind=inspection&field=on&from=2026-01-01."));
    }
}
