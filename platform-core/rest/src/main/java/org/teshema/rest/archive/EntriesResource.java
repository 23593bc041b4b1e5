package org.teshema.rest.archive;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Search;
import org.teshema.engine.paper.Papers;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** Entries over all archives of the asker's scope. */
@Component(service = RestResource.class)
@Path("/api/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
public final class EntriesResource implements RestResource {
    private final Archives archives;
    private final Papers papers;

    /** Those archives, and the papers that some of their entries are. */
    @Activate
    public EntriesResource(@Reference Archives archives, @Reference Papers papers) {
        this.archives = archives;
        this.papers = papers;
    }

    /**
     * Entries of {@code kind} whose {@code field} lies between {@code from} and {@code to}; with {@code current=true} only
     * those that are the current ones of their device.
     */
    @GET
    @Personal
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
    @Personal
    public EntryJson get(@Context Call call, @PathParam("id") String id) {
        return EntryJson.of(archives.get(call.actor(), Ids.path(id)));
    }

    /** The official paper that the entry is, with the device's code. */
    @GET
    @Path("{id}/paper")
    @Produces({"application/pdf", MediaType.APPLICATION_JSON})
    @Personal
    public Response paper(@Context Call call, @PathParam("id") String id) {
        byte[] pdf = papers.pdf(call.actor(), Ids.path(id), call.language());
        return Response.ok(pdf, "application/pdf")
                .header("Content-Disposition", "inline; filename=\"paper-" + id + ".pdf\"")
                .build();
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
