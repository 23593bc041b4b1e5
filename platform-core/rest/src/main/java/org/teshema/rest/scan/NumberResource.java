package org.teshema.rest.scan;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.text.Normalizer;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.Taking;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.Multipart;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** Looks a code up by the number printed below it, where no camera is at hand. */
@Component(service = RestResource.class)
@Path("/n")
public final class NumberResource implements RestResource {
    private final Desk desk;
    private final Pages pages;
    private final ScanFaces faces;
    private final Actions actions;

    /** Answers from that desk, on those pages. */
    @Activate
    public NumberResource(@Reference Desk desk, @Reference Pages pages) {
        this.desk = desk;
        this.pages = pages;
        this.faces = new ScanFaces(pages, desk.prefix());
        this.actions = new Actions(desk, pages, Taking.NUMBER);
    }

    /** Where a number is typed in; with a number in the query it goes on to the answer. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response enter(@Context Call call) {
        Frame frame = Frames.of(call);
        Optional<String> typed = call.query("number");
        if (typed.isEmpty()) {
            return Frames.page(200, pages.number(frame, "", Optional.empty()));
        }
        Optional<ShortNumber> number = ShortNumber.parse(typed.get());
        if (number.isEmpty()) {
            Text error = isFollowUp(typed.get())
                    ? new Text(
                            "标牌编号是 13 位。报警、报修、投诉后得到的 14 位查询号，请从下面的链接进入查询。",
                            "The number of a label has 13 digits. With the 14 that you were given after an alarm or a report go on by"
                                    + " the link below.")
                    : new Text(
                            "编号应为 13 位数字，末位为校验位；请核对标牌后重新输入。",
                            "A number has 13 digits, the last one a check digit. Please check the label and type it again.");
            return Frames.page(400, pages.number(frame, typed.get(), Optional.of(error)));
        }
        return Answers.see(frame.link("/n/" + number.get().digits()));
    }

    /** Whether it looks like what apps give out for asking how something stands. */
    private static boolean isFollowUp(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("[\\s-]", "")
                .matches("[0-9]{14}");
    }

    /** The answer to a number as page, JSON or linkset. */
    @GET
    @Path("{number}")
    public Response scan(@Context Call call, @PathParam("number") String number) {
        return faces.reply(call, answer(call, number), call.request().getRequestURI())
                .toResponse();
    }

    /** The form of an action. */
    @GET
    @Path("{number}/actions/{name}")
    public Response form(@Context Call call, @PathParam("number") String number, @PathParam("name") String name) {
        return actions.form(call, answer(call, number), Actions.scanned(call), name);
    }

    /** Takes an action whose form was filled in. */
    @POST
    @Path("{number}/actions/{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response take(
            @Context Call call, @PathParam("number") String number, @PathParam("name") String name, byte[] form) {
        return actions.taken(call, answer(call, number), Actions.scanned(call), name, form);
    }

    /** Takes an action whose form has photos. */
    @POST
    @Path("{number}/actions/{name}")
    @Consumes(Multipart.TYPE)
    @MaxBody(Multipart.MOST_BYTES)
    public Response takeWithPhotos(
            @Context Call call, @PathParam("number") String number, @PathParam("name") String name, byte[] form) {
        return take(call, number, name, form);
    }

    private ScanAnswer answer(Call call, String number) {
        return Shown.noted(call, desk.byNumber(number, call.client(), call.actorIfAny(), call.language()));
    }
}
