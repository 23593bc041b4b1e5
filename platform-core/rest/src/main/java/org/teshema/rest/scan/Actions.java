package org.teshema.rest.scan;

import jakarta.ws.rs.core.Response;
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
import org.teshema.engine.scan.Taking;
import org.teshema.rest.Call;
import org.teshema.rest.page.Frames;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** The actions a scan offers, as forms and as requests. Thread-safe. */
final class Actions {
    private static final String PART = "/actions/";
    private static final int AWAY = 503;

    private final Desk desk;
    private final Pages pages;
    private final String source;

    /**
     * Actions on a way to a device.
     *
     * @param source what an entry is said to come from: the symbol that was scanned, or the number that was typed
     */
    Actions(Desk desk, Pages pages, String source) {
        this.desk = desk;
        this.pages = pages;
        this.source = source;
    }

    /** The path of the scan that an action belongs to, raw. */
    static String scanned(Call call) {
        String path = call.request().getRequestURI();
        int end = path.lastIndexOf(PART);
        return end < 0 ? path : path.substring(0, end);
    }

    Response form(Call call, ScanAnswer answer, String path, String name) {
        OfferedAction offered = offered(call, answer, name);
        Map<String, String> filled = ActionForm.filled(offered);
        return Frames.page(200, page(call, answer, path, offered, offered.token(), filled, Map.of()));
    }

    Response taken(Call call, ScanAnswer answer, String path, String name, byte[] form) {
        SentForm sent = SentForm.read(call.request().getContentType(), form);
        if (call.actorIfAny().isEmpty()) {
            return kept(call, true, path, name, sent);
        }
        Optional<OfferedAction> still = find(answer, name);
        if (still.isEmpty() && answer.verdict().status() == AWAY) {
            return kept(call, false, path, name, sent);
        }
        if (still.isEmpty()
                && code(answer)
                        .flatMap(code -> desk.earlier(call.actor(), code, sent.token()))
                        .isPresent()) {
            return done(call, new Text("已登记", "Recorded"), path);
        }
        // Whoever would offer it may be among those who did not answer.
        if (still.isEmpty() && answer.hasGaps()) {
            return kept(call, false, path, name, sent);
        }
        OfferedAction offered = still.orElseGet(() -> offered(call, answer, name));
        try {
            sent.keep(offered.kind(), photo -> desk.keep(call.actor(), photo)).ifPresent(wrong -> {
                throw wrong;
            });
            take(call, answer, offered, sent.token(), sent.values(offered.kind()), sent.signer());
        } catch (Problem e) {
            if (!SentForm.isShownAgain(e)) {
                throw e;
            }
            return Frames.page(
                    e.type().status(),
                    page(call, answer, path, offered, sent.tokenAfter(e, offered), sent.typed(), SentForm.errors(e)));
        }
        return done(call, offered.action().title(), path);
    }

    private Response kept(Call call, boolean loggedOut, String path, String name, SentForm sent) {
        Frame frame = Frames.of(call);
        boolean photosLost = sent.hasPhotos() && (loggedOut || !isKept(call, sent));
        return Frames.page(
                loggedOut ? 401 : AWAY,
                pages.kept(
                        frame, loggedOut, photosLost, frame.link(path + PART + name), frame.link(path), sent.kept()));
    }

    private boolean isKept(Call call, SentForm sent) {
        try {
            return sent.keep(photo -> desk.keep(call.actor(), photo)).isEmpty();
        } catch (Problem e) {
            // The database is away, too: all but the photos goes on waiting in the page.
            return false;
        }
    }

    private Response done(Call call, Text title, String path) {
        return Frames.page(
                200,
                pages.done(
                        Frames.of(call),
                        title,
                        new Text("已写入设备档案。", "Recorded in the archive of the device."),
                        Frames.of(call).link(path)));
    }

    Response taken(Call call, ScanAnswer answer, String name, ActionJson asked) {
        Optional<TakenJson> earlier = find(answer, name).isPresent()
                ? Optional.empty()
                : code(answer)
                        .flatMap(code -> desk.earlier(call.actor(), code, asked.token()))
                        .map(TakenJson::of);
        return Response.status(Response.Status.CREATED)
                .type("application/json")
                .entity(earlier.orElseGet(() ->
                        take(call, answer, offered(call, answer, name), asked.token(), asked.values(), asked.signer())))
                .build();
    }

    private TakenJson take(
            Call call,
            ScanAnswer answer,
            OfferedAction offered,
            String token,
            Map<String, ?> values,
            Optional<SignerJson> signer) {
        Optional<Actor> signed = Signers.of(offered, signer, call, desk::prove);
        return TakenJson.of(desk.take(new Taking(
                Optional.of(call.actor()),
                code(answer).orElseThrow(),
                offered.kind().name(),
                offered.action().draft(),
                token,
                values,
                source,
                signed)));
    }

    private static Optional<String> code(ScanAnswer answer) {
        return answer.code().map(CodeCard::id);
    }

    private static Optional<OfferedAction> find(ScanAnswer answer, String name) {
        return answer.actions().stream()
                .filter(o -> o.action().name().equals(name))
                .findFirst();
    }

    private static OfferedAction offered(Call call, ScanAnswer answer, String name) {
        Actor actor = call.actor();
        return find(answer, name)
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
                        true,
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
        return Optional.of(
                new Section.Phone(new Text("举报可疑标牌：", "Report a suspect label:"), service.number(), Optional.empty()));
    }
}
