package org.teshema.rest.archive;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.segment.Segments;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;

/** The segments of all registration units. */
@Component(service = RestResource.class)
@Path("/api/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
public final class SegmentsResource implements RestResource {
    private final Segments segments;

    /** Those segments. */
    @Activate
    public SegmentsResource(@Reference Segments segments) {
        this.segments = segments;
    }

    /** How many segments the asker's scope holds and how many kilometres they are, by district, category and class. */
    @GET
    @Path("totals")
    public SegmentTotalsJson totals(@Context Call call) {
        return SegmentTotalsJson.of(segments.totals(call.actor()));
    }
}
