package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.ClaimOrder;
import org.teshema.engine.codes.Claims;
import org.teshema.engine.codes.Code;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.SerialRange;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.web.AppPage;
import org.teshema.web.FormPage;
import org.teshema.web.Pages;

/**
 * Gives one label of the roll out for one device: the label is scanned or its number typed, the device chosen among those that wait for
 * a code; the unit that uses it is who gets it. What an inspection body does at a supervision inspection 监督检验.
 */
@Component(service = RestResource.class)
@Path(GivePageResource.PATH)
@Produces(MediaType.TEXT_HTML)
public final class GivePageResource implements RestResource {
    /** Where the page is. */
    public static final String PATH = "/give";

    private static final String CODE = "code";
    private static final String DEVICE = "device";
    private static final String REASON = "reason";
    private static final int MOST = 200;
    private static final Text TITLE = new Text("向设备发放特种设备码", "Give a code out for a device");

    private final Codes codes;
    private final Claims claims;
    private final Pages pages;

    /** Gives codes of these. */
    @Activate
    public GivePageResource(@Reference Codes codes, @Reference Claims claims, @Reference Pages pages) {
        this.codes = codes;
        this.claims = claims;
        this.pages = pages;
    }

    /** The form; whoever is not logged in is asked to. */
    @GET
    public Response form(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).login());
        }
        Access.require(actor.get(), Deed.CODE_CLAIM);
        Map<String, String> typed =
                call.query(CODE).map(code -> Map.of(CODE, code)).orElse(Map.of());
        return Frames.page(
                200,
                page(
                        call,
                        claims.waiting(actor.get(), MOST),
                        typed,
                        Map.of(),
                        UUID.randomUUID().toString()));
    }

    /** Gives it out. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response give(@Context Call call, byte[] form) {
        Map<String, String> typed = FormBody.read(form);
        String key = typed.getOrDefault(FormBody.KEY, "");
        List<Claims.Waiting> waiting = claims.waiting(call.actor(), MOST);
        try {
            Code code = codes.find(call.actor(), typed.getOrDefault(CODE, ""));
            var range = new SerialRange(code.batch(), code.serial(), code.serial());
            long device = Long.parseLong(chosen(typed));
            var claim = claims.give(
                    call.write(key),
                    new ClaimOrder(
                            range,
                            claims.userOf(call.actor(), device),
                            Optional.of(device),
                            Optional.ofNullable(typed.get(REASON))));
            return Frames.page(
                    200,
                    pages.done(
                            Frames.of(call),
                            TITLE,
                            new Text(
                                    code.number().grouped() + " 已发放给“"
                                            + claim.unit().name() + "”，待其绑码。",
                                    code.number().grouped() + " is given out to “"
                                            + claim.unit().name() + "”, who binds it."),
                            Optional.empty(),
                            List.of(new AppPage.Door(new Text("发下一个码", "Give another out"), PATH)),
                            List.of()));
        } catch (Problem e) {
            if (e.field().isEmpty() && e.type() != ProblemType.RANGE_NOT_HELD) {
                throw e;
            }
            String field =
                    e.field().filter(Set.of(CODE, DEVICE, REASON)::contains).orElse(CODE);
            return Frames.page(e.type().status(), page(call, waiting, typed, Map.of(field, e.detail()), key));
        }
    }

    private static String chosen(Map<String, String> typed) {
        String device = typed.getOrDefault(DEVICE, "");
        if (!device.matches("[0-9]{1,18}")) {
            throw Problem.inField(ProblemType.INVALID, DEVICE, "请选择设备。", "Choose the device.");
        }
        return device;
    }

    private String page(
            Call call, List<Claims.Waiting> waiting, Map<String, String> typed, Map<String, Text> errors, String key) {
        List<FieldType.Option> devices = waiting.stream()
                .map(one -> new FieldType.Option(
                        Long.toString(one.device()),
                        Text.same(one.name() + " · " + one.place() + " · " + one.unitName())))
                .toList();
        if (devices.isEmpty()) {
            return pages.done(
                    Frames.of(call),
                    TITLE,
                    new Text(
                            "没有等待领码的设备：您可以发码的设备都已有码，或已发放。",
                            "No device waits for a code: those you may give one to have theirs."),
                    Optional.empty(),
                    List.of(AppPage.Door.home()),
                    List.of());
        }
        var frame = Frames.of(call);
        return pages.form(
                frame,
                new FormPage(
                        TITLE,
                        frame.language() == Language.ZH
                                ? "每枚标牌对应一台设备；由该设备的使用单位张贴和绑码。"
                                : "One label for one device; the unit that uses it posts and binds it.",
                        frame.link(PATH),
                        frame.link("/"),
                        List.of(
                                field(
                                        CODE,
                                        "标牌上的码（扫描内容或 13 位编号）",
                                        "The label: what was scanned, or its 13 digits",
                                        new FieldType.Words(400),
                                        true),
                                field(DEVICE, "设备", "Device", new FieldType.Choice(devices), true),
                                field(
                                        REASON,
                                        "原因（区局发放时必填）",
                                        "Why (needed where a district gives it out)",
                                        new FieldType.Words(400),
                                        false)),
                        typed,
                        errors,
                        Map.of(FormBody.KEY, key)));
    }

    private static Field field(String name, String zh, String en, FieldType type, boolean required) {
        return new Field(name, new Text(zh, en), type, required, Set.of());
    }
}
