package org.teshema.rest.scan;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.Taking;
import org.teshema.rest.Call;
import org.teshema.rest.CodePath;
import org.teshema.rest.MaxBody;
import org.teshema.rest.Reply;
import org.teshema.rest.RestResource;
import org.teshema.rest.ShortWay;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.page.Multipart;
import org.teshema.web.Pages;

/** What the address in a code leads to. */
@Component(service = RestResource.class)
@Path("/s")
public final class ScanResource implements RestResource, ShortWay {
    private final Desk desk;
    private final Predicate<HttpServletRequest> rehearsed;
    private final ScanFaces faces;
    private final Actions actions;
    private final CodePath codes;

    /** Answers from that desk, on those pages. */
    @Activate
    public ScanResource(@Reference Desk desk, @Reference Pages pages, @Reference Rehearsal rehearsal) {
        this(desk, pages, request -> rehearsal.asked(request));
    }

    /**
     * The same.
     *
     * @param rehearsed whether a request is the platform's own and not to be counted as a scan
     */
    ScanResource(Desk desk, Pages pages, Predicate<HttpServletRequest> rehearsed) {
        this.desk = desk;
        this.rehearsed = rehearsed;
        this.faces = new ScanFaces(pages, desk.prefix());
        this.actions = new Actions(desk, pages, Taking.SCAN);
        this.codes = CodePath.of(desk.prefix());
    }

    /** The answer to a scan as page, JSON or linkset. */
    @GET
    @Path("{text:.*}")
    public Response scan(@Context Call call) {
        String path = call.request().getRequestURI();
        return get(call, path).toResponse();
    }

    @Override
    public String operation() {
        return "scan.scan";
    }

    @Override
    public boolean leadsTo(String path) {
        return codes.text(path).filter(text -> text.indexOf('/') < 0).isPresent();
    }

    @Override
    public Reply get(Call call, String path) {
        return faces.reply(call, answer(call, path), path);
    }

    /** The form of an action. */
    @GET
    @Path("{text:[^/]+}/actions/{name}")
    public Response form(@Context Call call, @PathParam("name") String name) {
        String path = Actions.scanned(call);
        return actions.form(call, answer(call, path), path, name);
    }

    /** Takes an action whose form was filled in. */
    @POST
    @Path("{text:[^/]+}/actions/{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response take(@Context Call call, @PathParam("name") String name, byte[] form) {
        String path = Actions.scanned(call);
        return actions.taken(call, answer(call, path), path, name, form);
    }

    /** Takes an action whose form has photos. */
    @POST
    @Path("{text:[^/]+}/actions/{name}")
    @Consumes(Multipart.TYPE)
    @MaxBody(Multipart.MOST_BYTES)
    public Response takeWithPhotos(@Context Call call, @PathParam("name") String name, byte[] form) {
        return take(call, name, form);
    }

    /** Takes an action from a program. */
    @POST
    @Path("{text:[^/]+}/actions/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response takeJson(@Context Call call, @PathParam("name") String name, ActionJson asked) {
        return actions.taken(call, answer(call, Actions.scanned(call)), name, asked);
    }

    private ScanAnswer answer(Call call, String path) {
        // The raw address: the text of a code has nothing to decode, and what has is no code.
        String text = codes.text(path).orElse("");
        if (rehearsed.test(call.request())) {
            call.request().setAttribute(Meters.OPERATION, Rehearsal.OPERATION);
            return desk.rehearse(text, call.language());
        }
        return Shown.noted(call, desk.scan(text, call.actorIfAny(), call.language()));
    }
}
