package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOverState;
import org.teshema.engine.codes.HandOvers;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Ranges of codes that go from one holder to the next; both sides confirm. */
@Component(service = RestResource.class)
@Path("/api/v1/hand-overs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class HandOversResource implements RestResource {
    private final HandOvers handOvers;

    /** Those hand-overs. */
    @Activate
    public HandOversResource(@Reference HandOvers handOvers) {
        this.handOvers = handOvers;
    }

    /**
     * An offer.
     *
     * @param range what is handed over; the giver holds every code of it
     * @param to the receiver's id
     */
    public record OfferJson(RangeJson range, String to) {}

    /** The hand-overs the asker takes part in or supervises, narrowed by {@code state}. */
    @GET
    public PageJson<HandOverJson> list(@Context Call call) {
        Optional<HandOverState> state = call.query("state").map(s -> Ids.word("state", s, HandOverState.class));
        return PageJson.of(handOvers.list(call.actor(), state, call.page()), HandOverJson::of);
    }

    /** One hand-over. */
    @GET
    @Path("{id}")
    public HandOverJson get(@Context Call call, @PathParam("id") String id) {
        return HandOverJson.of(handOvers.get(call.actor(), Ids.path(id)));
    }

    /** Offers a range to the next holder. */
    @POST
    public Response offer(@Context Call call, OfferJson offer) {
        HandOver offered = handOvers.offer(call.write(), offer.range().toRange(), Ids.field("to", offer.to()));
        return Answers.created("/api/v1/hand-overs/" + offered.id(), HandOverJson.of(offered));
    }

    /** Accepts what was offered. */
    @POST
    @Path("{id}/accept")
    public HandOverJson accept(@Context Call call, @PathParam("id") String id, VersionJson step) {
        return HandOverJson.of(handOvers.accept(call.write(), Ids.path(id), step.version()));
    }

    /** Declines what was offered. */
    @POST
    @Path("{id}/refuse")
    public HandOverJson refuse(@Context Call call, @PathParam("id") String id, ReasonJson step) {
        return HandOverJson.of(handOvers.refuse(call.write(), Ids.path(id), step.version(), step.reason()));
    }

    /** Takes an offer back. */
    @POST
    @Path("{id}/withdraw")
    public HandOverJson withdraw(@Context Call call, @PathParam("id") String id, ReasonJson step) {
        return HandOverJson.of(handOvers.withdraw(call.write(), Ids.path(id), step.version(), step.reason()));
    }
}
