package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.Binding;
import org.teshema.engine.codes.Sitting;
import org.teshema.engine.codes.SittingOrder;
import org.teshema.engine.codes.SittingScan;
import org.teshema.engine.codes.Sittings;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;

/** The children of a set bound one after the other, scan by scan. */
@Component(service = RestResource.class)
@Path("/api/v1/sittings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SittingsResource implements RestResource {
    /** A photo of 4 MiB in Base64, and the words around it. */
    private static final int MAX_BODY = 6 << 20;

    private final Sittings sittings;

    /** Those sittings. */
    @Activate
    public SittingsResource(@Reference Sittings sittings) {
        this.sittings = sittings;
    }

    /**
     * What is the same for all labels of a sitting.
     *
     * @param mother id of the mother device
     * @param role name of the role of the children
     * @param position name of the position
     * @param place where that is, in words
     */
    public record OpenJson(String mother, String role, String position, String place) {
        SittingOrder toOrder() {
            return new SittingOrder(Ids.field("mother", mother), role, position, place);
        }
    }

    /**
     * One label of a sitting.
     *
     * @param code the text of the symbol, or the short number
     * @param device id of the child it hangs on; the next one without a code where left out
     * @param name what a new child is called
     * @param photo JPEG or PNG of the posted label in Base64, at most 4 MiB before encoding
     */
    public record LabelJson(String code, Optional<String> device, Optional<String> name, String photo) {
        SittingScan toScan() {
            return new SittingScan(code, device.map(id -> Ids.field("device", id)), name, BindJson.picture(photo));
        }
    }

    /** Begins a sitting. */
    @POST
    public Response open(@Context Call call, OpenJson open) {
        Sitting sitting = sittings.open(call.write(), open.toOrder());
        return Answers.created("/api/v1/sittings/" + sitting.id(), SittingJson.of(sitting));
    }

    /** One sitting. */
    @GET
    @Path("{id}")
    public SittingJson get(@Context Call call, @PathParam("id") String id) {
        return SittingJson.of(sittings.get(call.actor(), Ids.path(id)));
    }

    /** Binds the next label. */
    @POST
    @Path("{id}/labels")
    @MaxBody(MAX_BODY)
    public Response bind(@Context Call call, @PathParam("id") String id, LabelJson label) {
        Binding bound = sittings.bind(call.write(), Ids.path(id), label.toScan());
        return Answers.created("/api/v1/bindings/" + bound.id(), BindingJson.of(bound));
    }

    /** Takes the last binding back. */
    @POST
    @Path("{id}/undo")
    public SittingJson undo(@Context Call call, @PathParam("id") String id) {
        return SittingJson.of(sittings.undo(call.write(), Ids.path(id)));
    }

    /** Ends the sitting. */
    @POST
    @Path("{id}/close")
    public SittingJson close(@Context Call call, @PathParam("id") String id) {
        return SittingJson.of(sittings.close(call.write(), Ids.path(id)));
    }
}
