package org.teshema.rest.archive;

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
import org.teshema.engine.family.Families;
import org.teshema.engine.family.JoinOrder;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;

/** Sets: a mother device with its children. */
@Component(service = RestResource.class)
@Path("/api/v1/devices/{id}/children")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class FamilyResource implements RestResource {
    private final Families families;

    /** Those sets. */
    @Activate
    public FamilyResource(@Reference Families families) {
        this.families = families;
    }

    /**
     * A device that becomes a child.
     *
     * @param child id of the device
     * @param role name of the role it takes
     * @param version the version the child was read with
     * @param reason why
     */
    public record JoinJson(String child, String role, int version, Optional<String> reason) {
        JoinOrder toOrder() {
            return new JoinOrder(Ids.field("child", child), role, version, reason);
        }
    }

    /**
     * A child that goes.
     *
     * @param version the version it was read with
     * @param reason why
     */
    public record LeaveJson(int version, String reason) {}

    /**
     * A child that goes to another set.
     *
     * @param to id of its new mother
     * @param role name of the role it takes there
     * @param version the version it was read with
     * @param reason why
     */
    public record MoveJson(String to, String role, int version, Optional<String> reason) {}

    /** The set whose mother the device is. */
    @GET
    public FamilyJson get(@Context Call call, @PathParam("id") String id) {
        return FamilyJson.of(families.of(call.actor(), Ids.path(id)), call.language());
    }

    /** Makes a device a child of the set. */
    @POST
    public FamilyJson join(@Context Call call, @PathParam("id") String id, JoinJson join) {
        return FamilyJson.of(families.join(call.write(), Ids.path(id), join.toOrder()), call.language());
    }

    /** Lets a child go. */
    @POST
    @Path("{child}/leave")
    public FamilyJson leave(
            @Context Call call, @PathParam("id") String id, @PathParam("child") String child, LeaveJson leave) {
        return FamilyJson.of(
                families.leave(call.write(), Ids.path(id), Ids.path(child), leave.version(), leave.reason()),
                call.language());
    }

    /** Moves a child to another set; answers the set it is in now. */
    @POST
    @Path("{child}/move")
    public FamilyJson move(
            @Context Call call, @PathParam("id") String id, @PathParam("child") String child, MoveJson move) {
        var order = new JoinOrder(Ids.path(child), move.role(), move.version(), move.reason());
        return FamilyJson.of(
                families.move(call.write(), Ids.path(id), Ids.field("to", move.to()), order), call.language());
    }
}
