package org.teshema.rest.ops;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.demo.FirstStart;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.vitals.Vitals;
import org.teshema.rest.RestResource;

/** Says whether the platform answers and whether it is ready: asked by load balancers, by the front door and by tests. */
@Component(service = RestResource.class)
@Path("/api/v1/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource {
    // Below this a print run or the embedded database may fail at any moment.
    private static final long LITTLE_DISK = 256L << 20;

    private final Vitals vitals;
    private final CityKeys keys;
    private final Plugins plugins;
    private final FirstStart firstStart;

    /** Asks these. */
    @Activate
    public HealthResource(
            @Reference Vitals vitals,
            @Reference CityKeys keys,
            @Reference Plugins plugins,
            @Reference FirstStart firstStart) {
        this.vitals = vitals;
        this.keys = keys;
        this.plugins = plugins;
        this.firstStart = firstStart;
    }

    /** How something is. */
    public enum State {
        /** As it should be. */
        UP,
        /** Serves, but somebody should look. */
        DEGRADED,
        /** Does not serve. */
        DOWN
    }

    /**
     * The state of the platform.
     *
     * @param status the worst of the parts
     * @param parts what it was made of
     */
    public record HealthJson(State status, List<PartJson> parts) {}

    /**
     * One part.
     *
     * @param name {@code database}, {@code keys}, {@code disk}, {@code plugins} or {@code firstStart}
     * @param status how it is
     * @param detail a figure or a reason
     */
    public record PartJson(String name, State status, Optional<String> detail) {}

    /** Ready: 200 when requests are answered from the register, 503 when not; the parts tell why. */
    @GET
    public Response ready() {
        List<PartJson> parts = new ArrayList<>();
        parts.add(new PartJson("database", vitals.databaseAnswers() ? State.UP : State.DOWN, Optional.empty()));
        parts.add(new PartJson(
                "firstStart",
                firstStart.done() ? State.UP : State.DOWN,
                firstStart.done() ? Optional.empty() : Optional.of("LOADING")));
        int issuing = keys.issuingKeys().size();
        parts.add(new PartJson("keys", State.UP, Optional.of(issuing + " issuing keys")));
        parts.add(disk());
        parts.add(plugins());
        State worst = parts.stream().map(PartJson::status).max(State::compareTo).orElseThrow();
        return Response.status(worst == State.DOWN ? 503 : 200)
                .header("Cache-Control", "no-store")
                .entity(new HealthJson(worst, parts))
                .build();
    }

    /** Alive: 200 as soon as requests are taken at all. */
    @GET
    @Path("live")
    public Response live() {
        return Response.ok(new HealthJson(State.UP, List.of()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private PartJson disk() {
        OptionalLong free = vitals.freeDisk();
        if (free.isEmpty()) {
            return new PartJson("disk", State.UP, Optional.empty());
        }
        State state = free.getAsLong() < LITTLE_DISK ? State.DEGRADED : State.UP;
        return new PartJson("disk", state, Optional.of((free.getAsLong() >> 20) + " MiB free"));
    }

    private PartJson plugins() {
        List<PluginReport> reports = plugins.all();
        long refused = reports.stream().filter(p -> p.stage() == Stage.REFUSED).count();
        long serving = reports.stream().filter(p -> p.stage() == Stage.SERVING).count();
        return new PartJson(
                "plugins",
                refused > 0 ? State.DEGRADED : State.UP,
                Optional.of(serving + " serving, " + refused + " refused"));
    }
}
