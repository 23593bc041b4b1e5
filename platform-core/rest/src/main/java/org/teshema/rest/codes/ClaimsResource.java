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
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.Claim;
import org.teshema.engine.codes.ClaimOrder;
import org.teshema.engine.codes.Claims;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Codes given out to using units. */
@Component(service = RestResource.class)
@Path("/api/v1/claims")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ClaimsResource implements RestResource {
    private final Claims claims;

    /** Those claims. */
    @Activate
    public ClaimsResource(@Reference Claims claims) {
        this.claims = claims;
    }

    /**
     * Codes to be given out.
     *
     * @param range which codes
     * @param unit id of the using unit that gets them
     * @param device id of the device they are for; needed at a supervision inspection
     * @param reason why it is done this way, where the rule asks for a reason
     */
    public record GiveJson(RangeJson range, String unit, Optional<String> device, Optional<String> reason) {}

    /**
     * Codes that were given out.
     *
     * @param id its id
     * @param district district the codes are used in
     * @param range which codes
     * @param from who gave them out
     * @param unit who got them
     * @param device the device they are for, where they were given out for one
     * @param reason why it was done this way
     * @param givenAt when
     */
    public record ClaimJson(
            String id,
            String district,
            RangeJson range,
            PartyJson from,
            PartyJson unit,
            Optional<String> device,
            Optional<String> reason,
            Instant givenAt) {
        static ClaimJson of(Claim claim) {
            return new ClaimJson(
                    Long.toString(claim.id()),
                    claim.district(),
                    RangeJson.of(claim.range()),
                    PartyJson.of(claim.from()),
                    PartyJson.of(claim.unit()),
                    claim.device().map(id -> Long.toString(id)),
                    claim.reason(),
                    claim.givenAt());
        }
    }

    /** The claims of the asker's scope. */
    @GET
    public PageJson<ClaimJson> list(@Context Call call) {
        return PageJson.of(claims.list(call.actor(), call.page()), ClaimJson::of);
    }

    /** One claim. */
    @GET
    @Path("{id}")
    public ClaimJson get(@Context Call call, @PathParam("id") String id) {
        return ClaimJson.of(claims.get(call.actor(), Ids.path(id)));
    }

    /** Gives codes out to a using unit. */
    @POST
    public Response give(@Context Call call, GiveJson give) {
        Optional<Long> device = give.device().map(id -> Ids.field("device", id));
        Claim given = claims.give(
                call.write(),
                new ClaimOrder(give.range().toRange(), Ids.field("unit", give.unit()), device, give.reason()));
        return Answers.created("/api/v1/claims/" + given.id(), ClaimJson.of(given));
    }
}
