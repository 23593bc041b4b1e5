package org.teshema.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.engine.demo.DemoCity;
import org.teshema.engine.problem.Problem;

/** Loads a demonstration city into this platform. */
@Service
@Command(
        scope = "teshema",
        name = "demo-city",
        description =
                "Loads a generated city: units, devices, archives and signed codes. Never do this to a real register")
public final class DemoCityCommand implements Action {
    @Option(name = "--devices", description = "How many devices, 100 to 2000000")
    int devices = 10_000;

    @Option(name = "--seed", description = "What the city is made from: the same seed gives the same city")
    long seed = 2026;

    @Reference
    DemoCity city;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        long began = System.nanoTime();
        try {
            city.load(devices, seed, done -> out.println(done + " of " + devices + " devices"));
            double seconds = (System.nanoTime() - began) / 1e9;
            out.println(String.format(
                    java.util.Locale.ROOT, "Loaded in %.1f s, %.0f devices a second.", seconds, devices / seconds));
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }
}
