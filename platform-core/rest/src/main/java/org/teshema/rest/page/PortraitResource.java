package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.engine.portrait.Portrait;
import org.teshema.engine.portrait.Portraits;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.read.Personal;
import org.teshema.web.Pages;

/** The portrait of a device as a page, and the list of all that was ever recorded of it. */
@Component(service = RestResource.class)
@Path("/devices/{id}")
public final class PortraitResource implements RestResource {
    private final Portraits portraits;
    private final PortraitPages drawn;
    private final EntryLists entries;
    private final Pages pages;

    /** Draws those portraits. */
    @Activate
    public PortraitResource(
            @Reference Portraits portraits,
            @Reference PortraitPages drawn,
            @Reference EntryLists entries,
            @Reference Pages pages) {
        this.portraits = portraits;
        this.drawn = drawn;
        this.entries = entries;
        this.pages = pages;
    }

    /** The portrait, one of its tables as a file, or the way to log in. */
    @GET
    @Personal
    public Response portrait(@Context Call call, @PathParam("id") String id) {
        return ListAnswer.tables(
                call,
                (actor, name) -> Optional.ofNullable(
                        drawn.tables(portrait(call, actor, id)).get(name)),
                actor -> pages.portrait(Frames.of(call), drawn.of(portrait(call, actor, id))));
    }

    private Portrait portrait(Call call, Actor actor, String id) {
        return portraits.of(actor, Ids.path(id), call.language());
    }

    /** What was recorded of it, a page at a time or whole as a file. */
    @GET
    @Path("entries")
    public Response entries(@Context Call call, @PathParam("id") String id) {
        long device = Ids.path(id);
        return ListAnswer.of(call, pages, actor -> entries.of(call, actor, device));
    }
}
