package org.teshema.rest.plugin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.gate.Plugins;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The plugins at the gate. */
@Component(service = RestResource.class)
@Path("/api/v1/plugins")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginsResource implements RestResource {
    private final Plugins plugins;
    private final AppJobs jobs;

    /** Shows those plugins and their jobs. */
    @Activate
    public PluginsResource(@Reference Plugins plugins, @Reference AppJobs jobs) {
        this.plugins = plugins;
        this.jobs = jobs;
    }

    /** All of them on one page: there are tens, not thousands. Holds no data of anybody's, so everybody may read it. */
    @GET
    public PageJson<PluginJson> list(@Context Call call) {
        return new PageJson<>(
                plugins.all().stream()
                        .map(report -> PluginJson.of(report, call.language()))
                        .toList(),
                Optional.empty());
    }

    /** The jobs of the apps that serve, all on one page, with their last runs: for authorities, of the city's apps and their own. */
    @GET
    @Path("jobs")
    public PageJson<JobJson> jobs(@Context Call call) {
        return new PageJson<>(
                jobs.reports(call.actor()).stream()
                        .map(report -> JobJson.of(report, call.language()))
                        .toList(),
                Optional.empty());
    }
}
