package org.teshema.rest.suspect;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.suspect.Outcome;
import org.teshema.engine.suspect.SuspectLabels;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Labels that somebody took for forged, for who looks into them: a bureau those of its district, the city all. */
@Component(service = RestResource.class)
@Path("/api/v1/suspect-labels")
@Produces(MediaType.APPLICATION_JSON)
public final class SuspectLabelsResource implements RestResource {
    private final SuspectLabels labels;

    /** Those labels. */
    @Activate
    public SuspectLabelsResource(@Reference SuspectLabels labels) {
        this.labels = labels;
    }

    /**
     * What was found out.
     *
     * @param outcome in a word
     * @param note in a sentence
     */
    public record ClosedJson(Optional<Outcome> outcome, Optional<String> note) {}

    /** Those that are open, in the order they were told of first. */
    @GET
    public PageJson<SuspectLabelJson> list(@Context Call call) {
        return PageJson.of(labels.list(call.actor(), true, call.page()), SuspectLabelJson::of);
    }

    /** One of them, open or not. */
    @GET
    @Path("{id}")
    public SuspectLabelJson get(@Context Call call, @PathParam("id") String id) {
        return SuspectLabelJson.of(labels.get(call.actor(), Ids.path(id)));
    }

    /** Says what was found out. */
    @POST
    @Path("{id}/close")
    @Consumes(MediaType.APPLICATION_JSON)
    public SuspectLabelJson close(@Context Call call, @PathParam("id") String id, ClosedJson said) {
        WriteRequest write = call.write();
        Outcome outcome = said.outcome()
                .orElseThrow(
                        () -> Problem.inField(ProblemType.INVALID, "outcome", "请说明核查结果。", "Say what was found out."));
        return SuspectLabelJson.of(
                labels.close(write, Ids.path(id), outcome, said.note().orElse("")));
    }
}
