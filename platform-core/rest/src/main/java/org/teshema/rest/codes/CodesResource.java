package org.teshema.rest.codes;

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
import org.teshema.api.code.CodeState;
import org.teshema.engine.codes.Bindings;
import org.teshema.engine.codes.CodeFilter;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** Single codes: search, and the steps that are taken with one of them. */
@Component(service = RestResource.class)
@Path("/api/v1/codes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CodesResource implements RestResource {
    private final Codes codes;
    private final Bindings bindings;

    /** Those codes. */
    @Activate
    public CodesResource(@Reference Codes codes, @Reference Bindings bindings) {
        this.codes = codes;
        this.bindings = bindings;
    }

    /**
     * Codes to be written off before they are bound.
     *
     * @param range which codes
     * @param reason why
     */
    public record SpoilJson(RangeJson range, String reason) {}

    /** How many codes were written off. */
    public record SpoiledJson(int codes) {}

    /** The codes of the asker's scope, narrowed by batch, first, last (serials), state, holder and device. */
    @GET
    public PageJson<CodeJson> list(@Context Call call) {
        return PageJson.of(codes.list(call.actor(), filter(call), call.page()), CodeJson::of);
    }

    /** One code, by its number or the text of its symbol. */
    @GET
    @Path("{code}")
    public CodeJson get(@Context Call call, @PathParam("code") String code) {
        return CodeJson.of(codes.find(call.actor(), code));
    }

    /** Interrupts the use of a bound code. */
    @POST
    @Path("{code}/suspend")
    public CodeJson suspend(@Context Call call, @PathParam("code") String code, ReasonJson step) {
        return CodeJson.of(bindings.suspend(call.write(), code, step.version(), step.reason(), step.reach()));
    }

    /** Takes up the use of a suspended code again. */
    @POST
    @Path("{code}/resume")
    public CodeJson resume(@Context Call call, @PathParam("code") String code, ReasonJson step) {
        return CodeJson.of(bindings.resume(call.write(), code, step.version(), step.reason(), step.reach()));
    }

    /** Withdraws a code for good. */
    @POST
    @Path("{code}/revoke")
    public CodeJson revoke(@Context Call call, @PathParam("code") String code, ReasonJson step) {
        return CodeJson.of(bindings.revoke(call.write(), code, step.version(), step.reason(), step.reach()));
    }

    /** Writes off damaged or lost codes before they are bound. */
    @POST
    @Path("spoil")
    public SpoiledJson spoil(@Context Call call, SpoilJson spoil) {
        return new SpoiledJson(codes.spoil(call.write(), spoil.range().toRange(), spoil.reason()));
    }

    private static CodeFilter filter(Call call) {
        return new CodeFilter(
                call.query("batch").map(id -> Ids.field("batch", id)),
                call.query("first").map(serial -> serial("first", serial)),
                call.query("last").map(serial -> serial("last", serial)),
                call.query("state").map(s -> Ids.word("state", s, CodeState.class)),
                Optional.empty(),
                call.query("holder").map(id -> Ids.field("holder", id)),
                Optional.empty(),
                call.query("device").map(id -> Ids.field("device", id)));
    }

    private static int serial(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    name,
                    "序号应为 1 至 9999999 的整数。",
                    "A serial is a whole number from 1 to 9999999.");
        }
        return Integer.parseInt(text);
    }
}
