package org.teshema.rest.plugin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.release.ReleaseKey;
import org.teshema.engine.release.ReleaseKeys;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** The keys that sign releases of plugins. */
@Component(service = RestResource.class)
@Path("/api/v1/plugins/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ReleaseKeysResource implements RestResource {
    private final ReleaseKeys keys;

    /** Those keys. */
    @Activate
    public ReleaseKeysResource(@Reference ReleaseKeys keys) {
        this.keys = keys;
    }

    /**
     * A key to be registered.
     *
     * @param district the district it signs for; 310000 for the city's own plugins
     * @param holder who keeps the private half, 1 to 200 characters
     * @param pem the public half, as {@code ./teshema key} writes it
     * @param validFrom first day on which releases of it are taken
     * @param validUntil last such day, at most five years later
     */
    public record NewReleaseKeyJson(
            String district, String holder, String pem, LocalDate validFrom, LocalDate validUntil) {}

    /**
     * Why something about plugins is done.
     *
     * @param reason 1 to 400 characters
     */
    public record DeedReasonJson(String reason) {}

    /** All keys, by the order of their registration. Everybody may read them. */
    @GET
    public PageJson<ReleaseKeyJson> list(@Context Call call) {
        return PageJson.of(keys.list(call.page()), ReleaseKeyJson::of);
    }

    /** One key. Everybody may read it. */
    @GET
    @Path("{id}")
    public ReleaseKeyJson get(@Context Call call, @PathParam("id") String id) {
        return ReleaseKeyJson.of(keys.get(Ids.path(id)));
    }

    /** Registers a key; of the city alone. */
    @POST
    public Response add(@Context Call call, NewReleaseKeyJson key) {
        ReleaseKey made = keys.add(
                call.write(),
                new ReleaseKeys.Order(key.district(), key.holder(), key.pem(), key.validFrom(), key.validUntil()));
        return Answers.created("/api/v1/plugins/keys/" + made.id(), ReleaseKeyJson.of(made));
    }

    /** Revokes a key; of the city alone. What is live of it is stopped on every node. */
    @POST
    @Path("{id}/revoke")
    public ReleaseKeyJson revoke(@Context Call call, @PathParam("id") String id, DeedReasonJson why) {
        return ReleaseKeyJson.of(keys.revoke(call.write(), Ids.path(id), why.reason()));
    }
}
