package org.teshema.rest.page;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.codes.BindOrder;
import org.teshema.engine.codes.Bindings;
import org.teshema.engine.codes.Code;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.codes.Postable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.scan.SentForm;
import org.teshema.web.AppPage;
import org.teshema.web.FormPage;
import org.teshema.web.Frame;
import org.teshema.web.Pages;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;

/** Binds a posted label from the phone: the code, then the device, then where the label hangs, with a photo of it. */
@Component(service = RestResource.class)
@Path("/bind")
@Produces(MediaType.TEXT_HTML)
public final class BindResource implements RestResource {
    /** Where a code is bound; with the code in the query its device is asked for next. */
    public static final String PATH = "/bind";

    private static final String PHOTO = "photo";
    private static final String POSITION = "position";
    private static final String PLACE = "place";
    private static final String NORTH = "latitude";
    private static final String EAST = "longitude";
    private static final String POST = "post";
    private static final Text TITLE = new Text("绑码", "Bind a code");

    private final Bindings bindings;
    private final Codes codes;
    private final Photos photos;
    private final Pages pages;

    /** Binds by these. */
    @Activate
    public BindResource(
            @Reference Bindings bindings, @Reference Codes codes, @Reference Photos photos, @Reference Pages pages) {
        this.bindings = bindings;
        this.codes = codes;
        this.photos = photos;
        this.pages = pages;
    }

    /** The next thing to say: the code, the device, or the rest. */
    @GET
    public Response next(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).login());
        }
        Access.require(actor.get(), Deed.CODE_BIND);
        Optional<String> said = call.query("code").filter(text -> !text.isBlank());
        if (said.isEmpty()) {
            return Frames.page(200, pages.askCode(Frames.of(call), "", Optional.empty()));
        }
        Code code;
        try {
            code = claimed(actor.get(), said.get());
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            String typed = said.get().length() <= 24 ? said.get() : "";
            return Frames.page(e.type().status(), pages.askCode(Frames.of(call), typed, Optional.of(e.detail())));
        }
        Optional<String> device = call.query("device");
        if (device.isEmpty()) {
            return devices(call, actor.get(), code);
        }
        Sheet sheet = sheet(actor.get(), code, device.get());
        return form(call, 200, sheet, UUID.randomUUID().toString(), Map.of(), Map.of());
    }

    /** Binds. */
    @POST
    @Consumes({Multipart.TYPE, MediaType.APPLICATION_FORM_URLENCODED})
    @MaxBody(Multipart.MOST_BYTES)
    public Response bind(@Context Call call, byte[] body) {
        SentForm sent = SentForm.read(call.request().getContentType(), body);
        Frame frame = Frames.of(call);
        if (call.actorIfAny().isEmpty()) {
            return Frames.page(
                    401,
                    pages.kept(
                            frame,
                            true,
                            sent.hasPhotos(),
                            here(frame, call.query("code").orElse(""), call.query("device")),
                            frame.link(PATH),
                            sent.typed()));
        }
        Actor actor = call.actor();
        String key = sent.typed().getOrDefault(FormBody.KEY, "");
        Code code = codes.find(actor, call.query("code").orElse(""));
        if (code.state() == CodeState.BOUND) {
            // Sent twice; whose binding it is, the page of the code says.
            return Answers.see(frame.link("/n/" + code.number().digits()));
        }
        Sheet sheet = sheet(actor, code, call.query("device").orElse(""));
        try {
            sent.keep(sheet.kind(), photo -> photos.add(actor, photo)).ifPresent(wrong -> {
                throw wrong;
            });
            Map<String, Object> typed = sent.values(sheet.kind());
            typed.remove(FormBody.KEY);
            Values values = ValueReader.read(sheet.kind(), typed);
            bindings.bind(
                    call.write(key),
                    sheet.order(values),
                    photos.get(actor, values.text(PHOTO).orElseThrow()));
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return form(call, e.type().status(), sheet, key, sent.typed(), SentForm.errors(e));
        }
        return Frames.page(
                200,
                pages.done(
                        frame,
                        TITLE,
                        new Text("已绑定；扫码即见此设备。", "Bound. From now on a scan shows this device."),
                        Optional.empty(),
                        List.of(
                                new AppPage.Door(
                                        new Text("查看此码", "See the code"),
                                        "/n/" + code.number().digits()),
                                new AppPage.Door(new Text("绑下一个码", "Bind another"), PATH)),
                        List.of()));
    }

    private Code claimed(Actor actor, String text) {
        Code code = codes.find(actor, text);
        if (code.state() != CodeState.CLAIMED) {
            Text state = Names.of(code.state()).words();
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "code",
                    "此码的状态是“" + state.zh() + "”；只有已领用、未绑定的码可以绑定。",
                    "The code is \"" + state.en()
                            + "\"; only a code that was given out and is not bound can be bound.");
        }
        return code;
    }

    private Response devices(Call call, Actor actor, Code code) {
        Frame frame = Frames.of(call);
        var page = bindings.postable(actor, call.query("q").filter(words -> !words.isBlank()), call.page());
        List<List<Cell>> rows = page.items().stream()
                .map(device -> List.of(
                        Cell.link(device.name(), path(code.number().digits(), Optional.of(Long.toString(device.id())))),
                        Cell.of(device.place())))
                .toList();
        return Frames.page(
                200,
                pages.table(
                        frame,
                        new TablePage(
                                new Text("绑码：选择设备", "Bind a code: which device"),
                                new Text(
                                        "码 " + code.number().grouped() + " 贴在哪台设备上？这里列出本单位尚无码的设备。",
                                        "Which device does code "
                                                + code.number().grouped()
                                                + " hang on? Here are those of your unit that have none yet."),
                                List.of(new Text("设备", "Device"), new Text("地点", "Place")),
                                rows,
                                page.next()
                                        .map(cursor ->
                                                path(code.number().digits(), Optional.empty()) + "&cursor=" + cursor),
                                new Text("本单位的设备都已有码。", "All devices of your unit have codes."))));
    }

    private Response form(
            Call call, int status, Sheet sheet, String key, Map<String, String> typed, Map<String, Text> errors) {
        Frame frame = Frames.of(call);
        return Frames.page(
                status,
                pages.form(
                        frame,
                        new FormPage(
                                TITLE,
                                sheet.code().number().grouped() + " · "
                                        + sheet.device().name() + " · "
                                        + sheet.device().place(),
                                here(frame, sheet.code().number().digits(), Optional.of(sheet.id())),
                                frame.link(path(sheet.code().number().digits(), Optional.empty())),
                                sheet.kind().fields(),
                                typed,
                                errors,
                                Map.of(FormBody.KEY, key))));
    }

    private static String here(Frame frame, String code, Optional<String> device) {
        return frame.link(path(code, device));
    }

    private static String path(String code, Optional<String> device) {
        return PATH + "?code=" + URLEncoder.encode(code, StandardCharsets.UTF_8)
                + device.map(id -> "&device=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .orElse("");
    }

    private Sheet sheet(Actor actor, Code code, String device) {
        Postable one = bindings.postable(actor, Ids.field("device", device));
        return new Sheet(code, one, fields(bindings.how(actor, one)));
    }

    private static EntryKind fields(Bindings.How how) {
        List<FieldType.Option> positions = how.posting().positions().stream()
                .map(position -> new FieldType.Option(position.name(), position.title()))
                .toList();
        var fields = new ArrayList<Field>();
        fields.add(field(PHOTO, new Text("贴好后的照片", "Photo of the posted label"), new FieldType.Photo(), true));
        fields.add(field(POSITION, new Text("张贴位置", "Position"), new FieldType.Choice(positions), true));
        fields.add(field(PLACE, new Text("位置说明", "Where exactly"), new FieldType.Words(300), true));
        if (how.posts() > 0) {
            fields.add(field(
                    POST,
                    new Text("码桩编号（设备本身的码不填）", "Number of the code post (none for the device's own code)"),
                    new FieldType.Whole(1, how.posts()),
                    false));
        }
        fields.add(field(NORTH, new Text("纬度", "Latitude"), new FieldType.Measure("°"), false));
        fields.add(field(EAST, new Text("经度", "Longitude"), new FieldType.Measure("°"), false));
        return new EntryKind("bind", 1, TITLE, fields, Set.of());
    }

    private static Field field(String name, Text title, FieldType type, boolean required) {
        return new Field(name, title, type, required, Set.of());
    }

    /**
     * What is asked for one code and one device.
     *
     * @param kind its fields, in the form that the reader of values knows
     */
    private record Sheet(Code code, Postable device, EntryKind kind) {
        String id() {
            return Long.toString(device.id());
        }

        BindOrder order(Values values) {
            return new BindOrder(
                    code.number().digits(),
                    device.id(),
                    values.text(POSITION).orElse(""),
                    values.text(PLACE).orElse(""),
                    values.measure(EAST).map(BigDecimal::doubleValue),
                    values.measure(NORTH).map(BigDecimal::doubleValue),
                    values.whole(POST).map(Math::toIntExact).orElse(0),
                    new byte[0]);
        }
    }
}
