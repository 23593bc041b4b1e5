package org.teshema.rest.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.app.AppEvents;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.scan.Verdict;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.vitals.Vitals;
import org.teshema.rest.RestResource;

/** The platform's figures in the text format of Prometheus. They name operations, verdicts and plugins, never a person or a code. */
@Component(service = RestResource.class)
@Path("/api/v1/metrics")
public final class MetricsResource implements RestResource, AutoCloseable {
    private static final List<String> JOB_STATES = List.of("WAITING", "RUNNING", "DONE", "CANCELLED", "FAILED");

    private final Meters meters;
    private final ScanDesk scans;
    private final Plugins plugins;
    private final Ledger ledger;
    private final Vitals vitals;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    // The figures of what stands behind this resource leave with it; what the platform counted since its start stays in
    // the meters.
    private final PrometheusMeterRegistry figures = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AppMeters apps;

    /** Reads the figures of these. */
    @Activate
    public MetricsResource(
            @Reference Meters meters,
            @Reference ScanDesk scans,
            @Reference Plugins plugins,
            @Reference Ledger ledger,
            @Reference Vitals vitals,
            @Reference AppEvents events,
            @Reference AppJobs jobs,
            @Reference AppTables tables,
            @Reference Gateway outgoing) {
        this.meters = meters;
        this.scans = scans;
        this.plugins = plugins;
        this.ledger = ledger;
        this.vitals = vitals;
        this.apps = new AppMeters(
                figures,
                List.of(
                        new AppMeters.Source(
                                "teshema.app.events",
                                "Events that a scene app heard, did not take at a try, and lost for good",
                                events::counts),
                        new AppMeters.Source(
                                "teshema.app.jobs",
                                "Jobs of a scene app that this node did, and that failed",
                                jobs::counts),
                        new AppMeters.Source(
                                "teshema.app.statements",
                                "Statements of a scene app to its own tables, and those that failed",
                                tables::counts),
                        new AppMeters.Source(
                                "teshema.app.http",
                                "Requests of a scene app to other systems, by how they ended",
                                outgoing::counts)));
        register(figures);
    }

    private void register(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            FunctionCounter.builder("teshema.scans", scans, s -> s.counts().getOrDefault(verdict, 0L))
                    .description("Scans answered since the start, by verdict")
                    .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (String state : JOB_STATES) {
            Gauge.builder("teshema.print.jobs", vitals, v -> v.printJobs().getOrDefault(state, 0L))
                    .description("Print jobs, by state")
                    .tag("state", state.toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (String state : List.of("active", "idle", "waiting")) {
            Gauge.builder(
                            "teshema.database.connections",
                            vitals,
                            v -> v.connections().getOrDefault(state, 0))
                    .description("Connections to the database by what they do, and callers that wait for one")
                    .tag("state", state)
                    .register(registry);
        }
        Gauge.builder("teshema.database.up", vitals, v -> v.databaseAnswers() ? 1 : 0)
                .description("Whether the database answers")
                .register(registry);
        Gauge.builder("teshema.disk.free", vitals, v -> v.freeDisk().orElse(0L))
                .description("Bytes left on the disk of the data directory")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("teshema.ledger.size", ledger, MetricsResource::size)
                .description("Leaves under the newest signed checkpoint of the ledger")
                .register(registry);
        Gauge.builder("teshema.ledger.pending", ledger, MetricsResource::pending)
                .description("Leaves that wait for their place in the ledger")
                .register(registry);
    }

    /** All figures. */
    @GET
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    public String scrape() {
        for (PluginReport report : plugins.all()) {
            if (known.add(report.name() + "\n" + report.version())) {
                register(report.name(), report.version());
            }
        }
        apps.look();
        return meters.scrape() + figures.scrape();
    }

    @Override
    @Deactivate
    public void close() {
        figures.close();
    }

    private void register(String name, String version) {
        MeterRegistry registry = figures;
        FunctionCounter.builder("teshema.plugin.calls", plugins, figure(name, version, PluginReport::calls))
                .description("Calls into a plugin since it came")
                .tag("plugin", name)
                .tag("version", version)
                .register(registry);
        FunctionCounter.builder("teshema.plugin.failures", plugins, figure(name, version, PluginReport::faults))
                .description("Calls that threw, were too slow or did not come back")
                .tag("plugin", name)
                .tag("version", version)
                .register(registry);
        FunctionCounter.builder("teshema.plugin.duration", plugins, figure(name, version, PluginReport::seconds))
                .description("Seconds spent in a plugin, all calls together")
                .baseUnit("seconds")
                .tag("plugin", name)
                .tag("version", version)
                .register(registry);
        Gauge.builder(
                        "teshema.plugin.serving",
                        plugins,
                        figure(name, version, report -> report.stage() == Stage.SERVING ? 1 : 0))
                .description("Whether the plugin serves")
                .tag("plugin", name)
                .tag("version", version)
                .register(registry);
        FunctionCounter.builder("teshema.plugin.restarts", plugins, figure(name, version, PluginReport::restarts))
                .description("How often the plugin's district host was started again")
                .tag("plugin", name)
                .tag("version", version)
                .register(registry);
    }

    private static ToDoubleFunction<Plugins> figure(
            String name, String version, ToDoubleFunction<PluginReport> figure) {
        return plugins -> plugins.all().stream()
                .filter(report -> report.name().equals(name) && report.version().equals(version))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }

    private static double size(Ledger ledger) {
        try {
            return ledger.status()
                    .head()
                    .map(head -> (double) head.checkpoint().size())
                    .orElse(0.0);
        } catch (Problem e) {
            return Double.NaN;
        }
    }

    private static double pending(Ledger ledger) {
        try {
            return ledger.status().pending();
        } catch (Problem e) {
            return Double.NaN;
        }
    }
}
