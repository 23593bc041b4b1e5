package org.teshema.rest.scan;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.CodeCard;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.rest.Call;
import org.teshema.rest.auth.SameOrigin;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** The actions a scan offers, as forms and as requests. Thread-safe. */
final class Actions {
    private static final String PART = "/actions/";

    private final Desk desk;
    private final Pages pages;

    Actions(Desk desk, Pages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    /** The path of the scan that an action belongs to, raw. */
    static String scanned(Call call) {
        String path = call.request().getRequestURI();
        int end = path.lastIndexOf(PART);
        return end < 0 ? path : path.substring(0, end);
    }

    Response form(Call call, ScanAnswer answer, String path, String name) {
        OfferedAction offered = offered(call, answer, name);
        return Frames.page(200, page(call, answer, path, offered, offered.token(), Map.of(), Map.of()));
    }

    Response taken(Call call, ScanAnswer answer, String path, String name, byte[] form) {
        SameOrigin.check(call.request());
        OfferedAction offered = offered(call, answer, name);
        Map<String, String> values = new LinkedHashMap<>(FormBody.read(form));
        String token = Optional.ofNullable(values.remove(ActionForm.TOKEN)).orElse("");
        try {
            take(call, answer, offered, token, values);
        } catch (Problem e) {
            if (e.type() != ProblemType.INVALID || e.field().isEmpty()) {
                throw e;
            }
            Map<String, Text> errors = Map.of(e.field().get(), e.detail());
            return Frames.page(400, page(call, answer, path, offered, token, values, errors));
        }
        return Frames.page(
                200,
                pages.done(
                        Frames.of(call),
                        offered.action().title(),
                        new Text("已写入设备档案。", "Recorded in the archive of the device."),
                        Frames.of(call).link(path)));
    }

    Response taken(Call call, ScanAnswer answer, String name, ActionJson asked) {
        OfferedAction offered = offered(call, answer, name);
        return Response.status(Response.Status.CREATED)
                .type("application/json")
                .entity(take(call, answer, offered, asked.token(), asked.values()))
                .build();
    }

    private TakenJson take(Call call, ScanAnswer answer, OfferedAction offered, String token, Map<String, ?> values) {
        String code = answer.code().map(CodeCard::id).orElseThrow();
        return TakenJson.of(desk.take(call.actor(), code, offered.kind().name(), token, values));
    }

    private static OfferedAction offered(Call call, ScanAnswer answer, String name) {
        Actor actor = call.actor();
        return answer.actions().stream()
                .filter(o -> o.action().name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "“" + actor.organisation().name() + "”对此设备没有这项操作；可办理的操作见扫码页面。",
                        actor.organisation().name()
                                + " has no such action for this device; the scan page lists those it has."));
    }

    private String page(
            Call call,
            ScanAnswer answer,
            String path,
            OfferedAction offered,
            String token,
            Map<String, String> values,
            Map<String, Text> errors) {
        String about =
                answer.code().flatMap(CodeCard::number).map(n -> grouped(n)).orElse("")
                        + answer.device().map(d -> " · " + d.device().place()).orElse("");
        Frame frame = Frames.of(call);
        return pages.form(
                frame,
                ActionForm.of(
                        offered,
                        about,
                        frame.link(path + PART + offered.action().name()),
                        frame.link(path),
                        token,
                        values,
                        errors));
    }

    private static String grouped(String number) {
        return ShortNumber.parse(number).map(ShortNumber::grouped).orElse(number);
    }

    /** The telephone for reports, where the desk has one besides that for emergencies. */
    static Optional<Section.Phone> report(ScanAnswer answer) {
        if (answer.emergency().size() < 2) {
            return Optional.empty();
        }
        Section.Phone service = answer.emergency().get(answer.emergency().size() - 1);
        return Optional.of(new Section.Phone(
                new Text("举报可疑二维码：", "Report a suspicious label:"), service.number(), Optional.empty()));
    }
}
