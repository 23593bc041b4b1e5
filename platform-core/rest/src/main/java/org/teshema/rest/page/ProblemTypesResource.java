package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.problem.ProblemTypes;
import org.teshema.web.Pages;

/** Explains each type of problem at the very address that its {@code type} names. */
@Component(service = RestResource.class)
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
public final class ProblemTypesResource implements RestResource {
    private final Pages pages;

    /** Explains on these pages. */
    @Activate
    public ProblemTypesResource(@Reference Pages pages) {
        this.pages = pages;
    }

    /** One type. */
    @GET
    @Path("{slug}")
    public Response type(@Context Call call, @PathParam("slug") String slug) {
        ProblemTypes.Explained type = ProblemTypes.find(slug).orElseThrow(NotFoundException::new);
        return Frames.page(200, pages.problemType(Frames.of(call), slug, type.status(), type.title(), type.meaning()));
    }
}
