package org.teshema.engine.gate;

import java.util.stream.Stream;
import org.teshema.api.plugin.Plugin;
import org.teshema.plugin.boiler.BoilerPlugin;
import org.teshema.plugin.crane.CranePlugin;
import org.teshema.plugin.elevator.ElevatorPlugin;
import org.teshema.plugin.explosionproof.ExplosionProofPlugin;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.plugin.pressurevessel.PressureVesselPlugin;
import org.teshema.plugin.ride.RidePlugin;
import org.teshema.plugin.ropeway.RopewayPlugin;
import org.teshema.plugin.vehicle.VehiclePlugin;

/** The plugins that the distribution brings, new ones each time. */
public final class EveryCategory {
    private EveryCategory() {}

    /** One for each kind of equipment. */
    public static Plugin[] categories() {
        return new Plugin[] {
            new BoilerPlugin(),
            new PressureVesselPlugin(),
            new ElevatorPlugin(),
            new CranePlugin(),
            new VehiclePlugin(),
            new RidePlugin(),
            new PipelinePlugin(),
            new RopewayPlugin()
        };
    }

    /** Those, and the aspect. */
    public static Plugin[] all() {
        return Stream.concat(Stream.of(categories()), Stream.of(new ExplosionProofPlugin()))
                .toArray(Plugin[]::new);
    }
}
