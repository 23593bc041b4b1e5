package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.web.Pages;

/** All components of pages together, for whoever makes one. It shows nothing of anybody's. */
@Component(service = RestResource.class)
@Path("/style")
@Produces(MediaType.TEXT_HTML)
public final class StyleResource implements RestResource {
    private final Pages pages;

    /** Shows what these pages are made of. */
    @Activate
    public StyleResource(@Reference Pages pages) {
        this.pages = pages;
    }

    /** The page. */
    @GET
    public Response page(@Context Call call) {
        return Frames.page(200, pages.style(Frames.of(call)));
    }
}
