package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.rest.RestResource;
import org.teshema.web.Assets;

/** The style sheet and the few other files that pages refer to. */
@Component(service = RestResource.class)
@Path("/assets")
public final class AssetsResource implements RestResource {
    /** Serves what is inside the bundle of the pages. */
    @Activate
    public AssetsResource() {}

    /** A file; its address changes with its content, so it may be kept for ever. */
    @GET
    @Path("{name}")
    public Response file(@PathParam("name") String name) {
        Assets.Asset asset = Assets.named(name).orElseThrow(NotFoundException::new);
        return Response.ok(asset.content(), asset.mediaType())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .build();
    }
}
