package org.teshema.rest.plugin;

import jakarta.ws.rs.Consumes;
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
import org.teshema.engine.gate.Tier;
import org.teshema.engine.host.Tiers;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** Where plugins run: in the platform's process, or in a district host. */
@Component(service = RestResource.class)
@Path("/api/v1/plugins/tiers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TiersResource implements RestResource {
    private final Tiers tiers;

    /** Those choices. */
    @Activate
    public TiersResource(@Reference Tiers tiers) {
        this.tiers = tiers;
    }

    /**
     * A choice to be made.
     *
     * @param tier IN_PROCESS or DISTRICT_HOST
     * @param reason 1 to 400 characters
     */
    public record NewTierJson(String tier, String reason) {}

    /** The choices that were made, on one page, by the plugin's name; a plugin without one runs where its kind usually does. */
    @GET
    public PageJson<TierJson> list(@Context Call call) {
        return new PageJson<>(tiers.list().stream().map(TierJson::of).toList(), Optional.empty());
    }

    /** Chooses where a plugin runs, on every node; of the city alone. It moves within seconds. */
    @POST
    @Path("{plugin}")
    public TierJson choose(@Context Call call, @PathParam("plugin") String plugin, NewTierJson choice) {
        return TierJson.of(tiers.choose(call.write(), plugin, tier(choice.tier()), choice.reason()));
    }

    private static Tier tier(String word) {
        for (Tier tier : Tier.values()) {
            if (tier.name().equals(word)) {
                return tier;
            }
        }
        throw Problem.inField(
                ProblemType.INVALID,
                "tier",
                "运行层是 IN_PROCESS 或 DISTRICT_HOST，不是“" + word + "”。",
                "A tier is IN_PROCESS or DISTRICT_HOST, not \"" + word + "\".");
    }
}
