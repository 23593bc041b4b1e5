package org.teshema.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Says whether the platform answers: asked by load balancers, by the front door and by tests. */
@Path("/api/v1/health")
public final class HealthResource {
    /**
     * The state as one word.
     *
     * @param status {@code UP} when requests are served
     */
    public record Health(String status) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Health health() {
        return new Health("UP");
    }
}
