package org.teshema.rest.ops;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.demo.FirstStart;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.ledger.LedgerStatus;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.release.Convergence;
import org.teshema.engine.vitals.Vitals;
import org.teshema.rest.RestResource;
import org.teshema.rest.scan.Rehearsal;

/** Says whether the platform answers and whether it is ready: asked by load balancers, by the front door and by tests. */
@Component(service = RestResource.class)
@Path("/api/v1/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource {
    // Below this a print run or the embedded database may fail at any moment.
    private static final Set<Stage> TROUBLED = EnumSet.of(Stage.REFUSED, Stage.PROPOSED, Stage.QUARANTINED);
    private static final long LITTLE_DISK = 256L << 20;

    private final Vitals vitals;
    private final IntSupplier issuingKeys;
    private final Plugins plugins;
    private final Supplier<List<String>> absent;
    private final BooleanSupplier firstStart;
    private final BooleanSupplier rehearsed;
    private final Supplier<LedgerStatus> ledger;

    /** Asks these. */
    @Activate
    public HealthResource(
            @Reference Vitals vitals,
            @Reference CityKeys keys,
            @Reference Plugins plugins,
            @Reference Convergence convergence,
            @Reference FirstStart firstStart,
            @Reference Rehearsal rehearsal,
            @Reference Ledger ledger) {
        this(
                vitals,
                () -> keys.issuingKeys().size(),
                plugins,
                convergence::absent,
                firstStart::done,
                rehearsal::isOver,
                ledger::status);
    }

    /** The same of anything that can say how these are. */
    HealthResource(
            Vitals vitals,
            IntSupplier issuingKeys,
            Plugins plugins,
            Supplier<List<String>> absent,
            BooleanSupplier firstStart,
            BooleanSupplier rehearsed,
            Supplier<LedgerStatus> ledger) {
        this.vitals = vitals;
        this.issuingKeys = issuingKeys;
        this.plugins = plugins;
        this.absent = absent;
        this.firstStart = firstStart;
        this.rehearsed = rehearsed;
        this.ledger = ledger;
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
     * @param name {@code database}, {@code firstStart}, {@code rehearsal}, {@code keys}, {@code ledger}, {@code disk} or {@code plugins}
     * @param status how it is
     * @param detail a figure or a reason; a ledger that signs nothing more says {@code REFUSING} and why
     */
    public record PartJson(String name, State status, Optional<String> detail) {}

    /** Ready: 200 when requests are answered from the register, 503 when not; the parts tell why. */
    @GET
    public Response ready() {
        List<PartJson> parts = new ArrayList<>();
        boolean answers = vitals.databaseAnswers();
        parts.add(new PartJson("database", answers ? State.UP : State.DOWN, Optional.empty()));
        boolean started = firstStart.getAsBoolean();
        parts.add(new PartJson(
                "firstStart", started ? State.UP : State.DOWN, started ? Optional.empty() : Optional.of("LOADING")));
        boolean over = rehearsed.getAsBoolean();
        parts.add(new PartJson(
                "rehearsal", over ? State.UP : State.DOWN, over ? Optional.empty() : Optional.of("RUNNING")));
        parts.add(new PartJson("keys", State.UP, Optional.of(issuingKeys.getAsInt() + " issuing keys")));
        if (answers) {
            parts.add(ledger());
        }
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

    /** Codes are answered and changes kept while the ledger refuses to sign, so it is no reason to send people away. */
    private PartJson ledger() {
        try {
            LedgerStatus status = ledger.get();
            return status.objection()
                    .map(why -> new PartJson(
                            "ledger", State.DEGRADED, Optional.of("REFUSING: " + why.zh() + " / " + why.en())))
                    .orElseGet(() -> new PartJson(
                            "ledger", State.UP, Optional.of(status.pending() + " leaves wait for their place")));
        } catch (Problem e) {
            // The database went between two questions: the part of that name will say so.
            return new PartJson("ledger", State.DEGRADED, Optional.of(e.detail().en()));
        }
    }

    private PartJson disk() {
        OptionalLong free = vitals.freeDisk();
        if (free.isEmpty()) {
            return new PartJson("disk", State.UP, Optional.empty());
        }
        State state = free.getAsLong() < LITTLE_DISK ? State.DEGRADED : State.UP;
        return new PartJson("disk", state, Optional.of((free.getAsLong() >> 20) + " MiB free"));
    }

    /** Which plugins do not run that should, and why: who is refused, does not come up, or could not be installed. */
    private PartJson plugins() {
        List<PluginReport> reports = plugins.all();
        long serving = reports.stream().filter(p -> p.stage() == Stage.SERVING).count();
        List<String> troubles = new ArrayList<>();
        for (PluginReport one : reports) {
            if (one.reason().isPresent() && TROUBLED.contains(one.stage())) {
                troubles.add(one.name() + " " + one.version() + ": "
                        + one.reason().get().zh() + " / " + one.reason().get().en());
            }
        }
        troubles.addAll(absent.get());
        return new PartJson(
                "plugins",
                troubles.isEmpty() ? State.UP : State.DEGRADED,
                Optional.of(serving + " serving, " + troubles.size() + " not"
                        + (troubles.isEmpty() ? "" : ": " + String.join("; ", troubles))));
    }
}
