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
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.release.Canaries;
import org.teshema.engine.release.Installations;
import org.teshema.engine.release.Release;
import org.teshema.engine.release.Releases;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Releases of plugins: brought as signed jars, checked, kept, and made live. */
@Component(service = RestResource.class)
@Path("/api/v1/plugins/releases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ReleasesResource implements RestResource {
    private static final String JAR = "application/java-archive";

    private final Releases releases;
    private final Installations installations;
    private final Canaries canaries;

    /** Those releases. */
    @Activate
    public ReleasesResource(
            @Reference Releases releases, @Reference Installations installations, @Reference Canaries canaries) {
        this.releases = releases;
        this.installations = installations;
        this.canaries = canaries;
    }

    /** The releases that are kept, by the order of their coming; with {@code plugin} those of one. Everybody may read of them. */
    @GET
    public PageJson<ReleaseJson> list(@Context Call call) {
        return PageJson.of(releases.list(call.query("plugin"), call.page()), ReleaseJson::of);
    }

    /** One release. Everybody may read of it. */
    @GET
    @Path("{id}")
    public ReleaseJson get(@Context Call call, @PathParam("id") String id) {
        return ReleaseJson.of(releases.get(Ids.path(id)));
    }

    /**
     * What would come of a jar: every check is made, nothing is kept. Of its district and of the city.
     */
    @POST
    @Path("plan")
    @Consumes(JAR)
    @MaxBody(16 << 20)
    public ReleasePlanJson plan(@Context Call call, byte[] jar) {
        return ReleasePlanJson.of(releases.plan(call.actor(), jar), call.language());
    }

    /** Checks a signed jar, has the city's gate sign it and keeps it; nothing is installed yet. Of its district and of the city. */
    @POST
    @Consumes(JAR)
    @MaxBody(16 << 20)
    public Response add(@Context Call call, byte[] jar) {
        Release kept = releases.store(call.write(), jar);
        return Answers.created("/api/v1/plugins/releases/" + kept.id(), ReleaseJson.of(kept));
    }

    /**
     * Whom a release is tried on: one station or a share, and not both.
     *
     * @param station id of the station 监管所 whose devices it serves
     * @param perMille so many of a thousand devices it serves, 1 to 1000
     * @param reason why, 1 to 400 characters
     */
    public record NewTrialJson(Optional<String> station, Optional<Integer> perMille, String reason) {}

    /**
     * Tries a release on one station or a share of the devices, on every node, while the live one goes on serving the rest. Of its
     * district and of the city.
     */
    @POST
    @Path("{id}/canary")
    public InstallationJson canary(@Context Call call, @PathParam("id") String id, NewTrialJson trial) {
        return InstallationJson.of(
                canaries.begin(
                        call.write(), Ids.path(id), Shares.of(trial.station(), trial.perMille()), trial.reason()),
                call.language());
    }

    /** Makes a release live, on every node. Of its district and of the city. */
    @POST
    @Path("{id}/install")
    public InstallationJson install(
            @Context Call call, @PathParam("id") String id, ReleaseKeysResource.DeedReasonJson why) {
        return InstallationJson.of(installations.install(call.write(), Ids.path(id), why.reason()), call.language());
    }
}
