package org.teshema.rest.inbox;

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
import org.teshema.api.text.Language;
import org.teshema.engine.digest.Digests;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.page.Page;
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
    private final Digests digests;

    /** That inbox, and what it came to day by day. */
    @Activate
    public InboxResource(@Reference Inbox inbox, @Reference Digests digests) {
        this.inbox = inbox;
        this.digests = digests;
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

    /** The daily digests, the newest first; they are kept for some months. */
    @GET
    @Path("digests")
    public PageJson<DigestJson> digests(@Context Call call) {
        Language language = call.language();
        return PageJson.of(
                new Page<>(digests.mine(call.actor()), Optional.empty()), one -> DigestJson.of(one, language));
    }

    /** The digest of one day. */
    @GET
    @Path("digests/{day}")
    public DigestJson digest(@Context Call call, @PathParam("day") String day) {
        return DigestJson.of(digests.get(call.actor(), Days.path(day)), call.language());
    }

    /** Marks an item as dealt with, for the whole organisation. One that is marked already stays as it was. */
    @POST
    @Path("{id}/done")
    public InboxItemJson done(@Context Call call, @PathParam("id") String id) {
        return InboxItemJson.of(inbox.done(call.write(), Ids.path(id)), call.language());
    }
}
