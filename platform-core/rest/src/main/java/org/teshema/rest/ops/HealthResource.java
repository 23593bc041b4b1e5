package org.teshema.rest.ops;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.rest.RestResource;

/** Says whether the platform answers: asked by load balancers, by the front door and by tests. */
@Component(service = RestResource.class)
@Path("/api/v1/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource {
    /** Answers from start to stop. */
    @Activate
    public HealthResource() {}

    /**
     * The state as one word.
     *
     * @param status {@code UP} when requests are served
     */
    public record Health(String status) {}

    /** Alive. */
    @GET
    public Health health() {
        return new Health("UP");
    }
}
