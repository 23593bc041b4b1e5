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
import org.teshema.engine.release.Canaries;
import org.teshema.engine.release.Installations;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The plugins that came as releases: what is to run, the way back, and the switch. */
@Component(service = RestResource.class)
@Path("/api/v1/plugins/installations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class InstallationsResource implements RestResource {
    private final Installations installations;
    private final Canaries canaries;

    /** Those installations. */
    @Activate
    public InstallationsResource(@Reference Installations installations, @Reference Canaries canaries) {
        this.installations = installations;
        this.canaries = canaries;
    }

    /** All of them on one page, by the plugin's name. Everybody may read them. */
    @GET
    public PageJson<InstallationJson> list(@Context Call call) {
        return new PageJson<>(
                installations.list().stream()
                        .map(one -> InstallationJson.of(one, call.language()))
                        .toList(),
                Optional.empty());
    }

    /** One of them. Everybody may read it. */
    @GET
    @Path("{plugin}")
    public InstallationJson get(@Context Call call, @PathParam("plugin") String plugin) {
        return InstallationJson.of(installations.get(plugin), call.language());
    }

    /** Goes back to the release that was live before, in one step; what the plugin kept stays. Of its district and of the city. */
    @POST
    @Path("{plugin}/roll-back")
    public InstallationJson rollBack(
            @Context Call call, @PathParam("plugin") String plugin, ReleaseKeysResource.DeedReasonJson why) {
        return InstallationJson.of(installations.rollBack(call.write(), plugin, why.reason()), call.language());
    }

    /** Makes the release on trial live for everybody, in one step. Of its district and of the city. */
    @POST
    @Path("{plugin}/promote")
    public InstallationJson promote(
            @Context Call call, @PathParam("plugin") String plugin, ReleaseKeysResource.DeedReasonJson why) {
        return InstallationJson.of(canaries.promote(call.write(), plugin, why.reason()), call.language());
    }

    /** Ends the trial in one step: the live release serves everybody again; what was kept stays. Of its district and of the city. */
    @POST
    @Path("{plugin}/withdraw")
    public InstallationJson withdraw(
            @Context Call call, @PathParam("plugin") String plugin, ReleaseKeysResource.DeedReasonJson why) {
        return InstallationJson.of(canaries.withdraw(call.write(), plugin, why.reason()), call.language());
    }

    /** Stops the plugin on every node; what it kept stays. Of its district and of the city. */
    @POST
    @Path("{plugin}/stop")
    public InstallationJson stop(
            @Context Call call, @PathParam("plugin") String plugin, ReleaseKeysResource.DeedReasonJson why) {
        return InstallationJson.of(installations.stop(call.write(), plugin, why.reason()), call.language());
    }
}
