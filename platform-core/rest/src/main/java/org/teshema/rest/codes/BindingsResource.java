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
import org.teshema.engine.codes.Bindings;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Labels that hang on devices: from then on the code stands for the device. */
@Component(service = RestResource.class)
@Path("/api/v1/bindings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BindingsResource implements RestResource {
    /** A photo of 4 MiB in Base64, and the words around it. */
    private static final int MAX_BODY = 6 << 20;

    private static final String BINDINGS = "/api/v1/bindings/";

    private final Bindings bindings;

    /** Those bindings. */
    @Activate
    public BindingsResource(@Reference Bindings bindings) {
        this.bindings = bindings;
    }

    /**
     * A label put up in place of another.
     *
     * @param old number or text of the code that hung there
     * @param version the version the old code was read with
     * @param reason why it is replaced
     * @param label the new label
     */
    public record ReplaceJson(String old, int version, String reason, BindJson label) {}

    /** The bindings of the asker's scope, narrowed by {@code device}. */
    @GET
    public PageJson<BindingJson> list(@Context Call call) {
        Optional<Long> device = call.query("device").map(id -> Ids.field("device", id));
        return PageJson.of(bindings.list(call.actor(), device, call.page()), BindingJson::of);
    }

    /** One binding. */
    @GET
    @Path("{id}")
    public BindingJson get(@Context Call call, @PathParam("id") String id) {
        return BindingJson.of(bindings.get(call.actor(), Ids.path(id)));
    }

    /** Binds a posted label to its device. */
    @POST
    @MaxBody(MAX_BODY)
    public Response bind(@Context Call call, BindJson label) {
        Binding bound = bindings.bind(call.write(), label.toOrder());
        return Answers.created(BINDINGS + bound.id(), BindingJson.of(bound));
    }

    /** Puts a new code in the place of one that hangs. */
    @POST
    @Path("replacements")
    @MaxBody(MAX_BODY)
    public Response replace(@Context Call call, ReplaceJson replace) {
        Binding bound = bindings.replace(
                call.write(), replace.old(), replace.version(), replace.label().toOrder(), replace.reason());
        return Answers.created(BINDINGS + bound.id(), BindingJson.of(bound));
    }
}
