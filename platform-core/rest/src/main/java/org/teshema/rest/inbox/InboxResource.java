package org.teshema.rest.inbox;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Language;
import org.teshema.engine.inbox.Inbox;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** The inbox of the organisation the asker acts for. */
@Component(service = RestResource.class)
@Path("/api/v1/inbox")
@Produces(MediaType.APPLICATION_JSON)
public final class InboxResource implements RestResource {
    private final Inbox inbox;

    /** That inbox. */
    @Activate
    public InboxResource(@Reference Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * How much there is to do.
     *
     * @param open items nobody of the organisation has dealt with yet
     */
    public record InboxCountJson(long open) {}

    /** What concerns the asker's organisation, in the order it came, narrowed by {@code state}: open or done. */
    @GET
    public PageJson<InboxItemJson> list(@Context Call call) {
        Language language = call.language();
        return PageJson.of(
                inbox.list(call.actor(), InboxStates.of(call.query("state")), call.page()),
                item -> InboxItemJson.of(item, language));
    }

    /** How many items are open. */
    @GET
    @Path("count")
    public InboxCountJson count(@Context Call call) {
        return new InboxCountJson(inbox.open(call.actor()));
    }

    /** Marks an item as dealt with, for the whole organisation. One that is marked already stays as it was. */
    @POST
    @Path("{id}/done")
    public InboxItemJson done(@Context Call call, @PathParam("id") String id) {
        return InboxItemJson.of(inbox.done(call.write(), Ids.path(id)), call.language());
    }
}
