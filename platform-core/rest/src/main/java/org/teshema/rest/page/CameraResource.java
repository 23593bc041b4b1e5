package org.teshema.rest.page;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.LabelPicture;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.scan.ScanFace;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/**
 * Reads a code with the camera, in a page: live where the browser has script, from a photo of the label in any case, or its number is
 * typed. What is sent is read and kept nowhere.
 */
@Component(service = RestResource.class)
@Path("/camera")
public final class CameraResource implements RestResource {
    private static final String LABEL = "label";
    private static final int MOST_BYTES = 5 << 20;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{13}");
    private static final Pattern TEXT = Pattern.compile("[0-9A-Za-z]{20,600}");

    private final String prefix;
    private final Pages pages;

    /** Reads the codes of that city. */
    @Activate
    public CameraResource(@Reference CityKeys keys, @Reference Pages pages) {
        this(keys.prefix().url(), pages);
    }

    CameraResource(String prefix, Pages pages) {
        this.prefix = prefix;
        this.pages = pages;
    }

    /** The page; what is read leads to its scan, or with {@code to=bind} to the page that binds it. */
    @GET
    public Response page(@Context Call call) {
        return page(call, 200, Optional.empty());
    }

    /** Reads a photo of a label, of somebody logged in: a page goes where it leads, a program is told its text. */
    @POST
    @Consumes(Multipart.TYPE)
    @MaxBody(MOST_BYTES)
    public Response read(@Context Call call, byte[] form) {
        call.actor();
        byte[] picture =
                Multipart.read(call.request().getContentType(), form).files().getOrDefault(LABEL, new byte[0]);
        boolean page = ScanFace.of(call.request().getHeader("Accept")) == ScanFace.HTML;
        try {
            Optional<String> text = LabelPicture.read(picture);
            if (!page) {
                return Response.ok(Map.of("text", text.orElse("")), "application/json")
                        .header("Cache-Control", "no-store")
                        .build();
            }
            Optional<String> path = text.flatMap(said -> path(said, binds(call)));
            return path.isPresent()
                    ? Answers.see(Frames.of(call).link(path.get()))
                    : page(
                            call,
                            422,
                            Optional.of(
                                    new Text(
                                            "照片里没有找到本市的特种设备码；请靠近些、对准二维码再拍一张。",
                                            "There is no code of this city in the photo. Go nearer, hold it straight and take another.")));
        } catch (Problem e) {
            if (!page || e.type() != ProblemType.INVALID) {
                throw e;
            }
            return page(call, e.type().status(), Optional.of(e.detail()));
        }
    }

    private static boolean binds(Call call) {
        return call.query("to").filter("bind"::equals).isPresent();
    }

    private Response page(Call call, int status, Optional<Text> error) {
        Frame frame = Frames.of(call);
        return Frames.page(
                status,
                pages.camera(frame, prefix, binds(call), call.actorIfAny().isPresent(), error));
    }

    /** Where the text of a symbol leads here; whatever it says, to no other host. */
    private Optional<String> path(String text, boolean binds) {
        boolean own = text.regionMatches(true, 0, prefix, 0, prefix.length());
        String rest = own ? text.substring(prefix.length()) : text;
        if (NUMBER.matcher(rest).matches()) {
            return Optional.of((binds ? "/bind?code=" : "/n/") + rest);
        }
        return own && TEXT.matcher(rest).matches()
                ? Optional.of((binds ? "/bind?code=" : "/s/") + rest)
                : Optional.empty();
    }
}
