package org.teshema.rest.rule;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.rule.DeviceClocks;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;

/** What was due of one device on a day. */
@Component(service = RestResource.class)
@Path("/api/v1/devices/{device}/clocks")
@Produces(MediaType.APPLICATION_JSON)
public final class DeviceClocksResource implements RestResource {
    private final DeviceClocks clocks;
    private final CityClock clock;

    /** Those clocks. */
    @Activate
    public DeviceClocksResource(@Reference DeviceClocks clocks, @Reference CityClock clock) {
        this.clocks = clocks;
        this.clock = clock;
    }

    /**
     * What the clocks of the device showed on the day {@code on}, today where it is missing, under the rules of that day and from what had
     * happened by then; with {@code known} by the entries and corrections of rules that had been recorded at that moment. For today it is
     * what a scan shows.
     */
    @GET
    public ClocksJson on(@Context Call call, @PathParam("device") String device) {
        LocalDate on = call.query("on").map(day -> Ids.day("on", day)).orElseGet(clock::today);
        Optional<Instant> known = call.query("known").map(moment -> Ids.instant("known", moment));
        return ClocksJson.of(clocks.on(call.actor(), Ids.path(device), on, known, call.language()), call.language());
    }
}
