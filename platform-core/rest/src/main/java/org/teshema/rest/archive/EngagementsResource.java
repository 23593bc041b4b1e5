package org.teshema.rest.archive;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.device.Engagement;
import org.teshema.engine.device.EngagementKind;
import org.teshema.engine.device.Engagements;
import org.teshema.engine.device.NewEngagement;
import org.teshema.engine.page.Page;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** Who maintains and who inspects a device, from which day to which. */
@Component(service = RestResource.class)
@Path("/api/v1/devices/{id}/engagements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class EngagementsResource implements RestResource {
    private final Engagements engagements;

    /** That book. */
    @Activate
    public EngagementsResource(@Reference Engagements engagements) {
        this.engagements = engagements;
    }

    /**
     * A contract or task to be written down.
     *
     * @param version the version the device was read with
     * @param kind a maintenance contract or an inspection task
     * @param organisationId the maintenance unit or inspection body
     * @param number the parties' own number of it
     * @param from the first day it holds
     * @param until the last day it holds; without it there is no end
     */
    public record NewEngagementJson(
            int version,
            EngagementKind kind,
            String organisationId,
            Optional<String> number,
            LocalDate from,
            Optional<LocalDate> until) {
        NewEngagement toEngagement() {
            return new NewEngagement(version, kind, Ids.field("organisationId", organisationId), number, from, until);
        }
    }

    /** The contracts and tasks of the device, over ones included, in the order they were written down. */
    @GET
    public PageJson<EngagementJson> list(@Context Call call, @PathParam("id") String id) {
        return whole(engagements.list(call.actor(), Ids.path(id)));
    }

    /** Writes a contract or task down; answers all of the device. The one of its kind before is over. */
    @POST
    public PageJson<EngagementJson> agree(
            @Context Call call, @PathParam("id") String id, NewEngagementJson engagement) {
        return whole(engagements.agree(call.write(), Ids.path(id), engagement.toEngagement()));
    }

    private static PageJson<EngagementJson> whole(List<Engagement> all) {
        return PageJson.of(new Page<>(all, Optional.empty()), EngagementJson::of);
    }
}
