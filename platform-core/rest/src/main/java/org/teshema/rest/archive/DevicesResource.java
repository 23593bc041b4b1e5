package org.teshema.rest.archive;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceExport;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.NewDeviceJson.NewIdentifierJson;
import org.teshema.rest.json.PageJson;

/** The register of devices. */
@Component(service = RestResource.class)
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DevicesResource implements RestResource {
    private final Devices devices;
    private final DeviceRegister register;
    private final DeviceExport export;

    /** That register. */
    @Activate
    public DevicesResource(
            @Reference Devices devices, @Reference DeviceRegister register, @Reference DeviceExport export) {
        this.devices = devices;
        this.register = register;
        this.export = export;
    }

    /** How many devices a list holds. */
    public record CountJson(long count) {}

    /**
     * A printed number for a device that is there.
     *
     * @param version the version the device was read with
     * @param identifier the number
     */
    public record AddedIdentifierJson(int version, NewIdentifierJson identifier) {}

    /**
     * The devices of the asker's scope, narrowed by {@code category}, {@code district}, {@code status}, {@code usingUnitId},
     * {@code identifier} and {@code q}.
     */
    @GET
    public PageJson<DeviceJson> list(@Context Call call) {
        return PageJson.of(devices.list(call.actor(), filter(call), call.page()), DeviceJson::of);
    }

    /** How many the same list holds in all. */
    @GET
    @Path("count")
    public CountJson count(@Context Call call) {
        return new CountJson(devices.count(call.actor(), filter(call)));
    }

    /** The same list whole, as CSV. */
    @GET
    @Path("export")
    @Produces("text/csv")
    public Response export(@Context Call call) {
        Actor actor = call.actor();
        DeviceFilter filter = filter(call);
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            export.write(actor, filter, writer);
            writer.flush();
        };
        return Response.ok(body, "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"devices.csv\"")
                .build();
    }

    /** One device. */
    @GET
    @Path("{id}")
    public DeviceJson get(@Context Call call, @PathParam("id") String id) {
        return DeviceJson.of(devices.get(call.actor(), Ids.path(id)));
    }

    /** Enters a device. */
    @POST
    public Response create(@Context Call call, NewDeviceJson device) {
        DeviceFile made = register.enter(call.write(), device.toDevice());
        return Answers.created("/api/v1/devices/" + made.id(), DeviceJson.of(made));
    }

    /** Changes a device. */
    @PATCH
    @Path("{id}")
    public DeviceJson change(@Context Call call, @PathParam("id") String id, DeviceChangeJson change) {
        return DeviceJson.of(register.change(call.write(), Ids.path(id), change.toChange()));
    }

    /** Transfers a device to another unit or place. */
    @POST
    @Path("{id}/transfers")
    public DeviceJson transfer(@Context Call call, @PathParam("id") String id, TransferJson transfer) {
        return DeviceJson.of(register.transfer(call.write(), Ids.path(id), transfer.toTransfer()));
    }

    /** Adds a printed number. */
    @POST
    @Path("{id}/identifiers")
    public DeviceJson addIdentifier(@Context Call call, @PathParam("id") String id, AddedIdentifierJson added) {
        return DeviceJson.of(register.addIdentifier(
                call.write(), Ids.path(id), added.version(), added.identifier().toIdentifier()));
    }

    private static DeviceFilter filter(Call call) {
        return new DeviceFilter(
                call.query("category").map(code -> Ids.category("category", code)),
                call.query("district"),
                call.query("status").map(s -> Ids.word("status", s, DeviceStatus.class)),
                Ids.maybe("usingUnitId", call.query("usingUnitId")),
                call.query("identifier"),
                Optional.of(call.query("q").orElse("")).filter(q -> !q.isBlank()));
    }
}
