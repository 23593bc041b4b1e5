package org.teshema.rest.app;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppAnswer;
import org.teshema.engine.app.AppCard;
import org.teshema.engine.app.AppDesk;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.app.AppTaken;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.Multipart;
import org.teshema.rest.scan.ActionForm;
import org.teshema.rest.scan.ActionJson;
import org.teshema.rest.scan.Emergency;
import org.teshema.rest.scan.ScanFace;
import org.teshema.rest.scan.SentForm;
import org.teshema.rest.scan.SignerJson;
import org.teshema.rest.scan.Signers;
import org.teshema.rest.scan.TakenJson;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** The scene apps: their cards, their pages, and what their pages let people do. */
@Component(service = RestResource.class)
@Path("/apps")
public final class AppsResource implements RestResource {
    private static final Text RECORDED = new Text("已写入设备档案。", "Recorded in the archive of the device.");

    private final AppDesk desk;
    private final AppJobs jobs;
    private final Accounts accounts;
    private final Photos photos;
    private final Emergency emergency;
    private final Pages pages;

    /** Answers from that desk and those jobs, on those pages; whoever signs has one of those accounts, and whoever is in danger calls those numbers. */
    @Activate
    public AppsResource(
            @Reference AppDesk desk,
            @Reference AppJobs jobs,
            @Reference Accounts accounts,
            @Reference Photos photos,
            @Reference Emergency emergency,
            @Reference Pages pages) {
        this.desk = desk;
        this.jobs = jobs;
        this.accounts = accounts;
        this.photos = photos;
        this.emergency = emergency;
        this.pages = pages;
    }

    /** The apps that have something for the caller, all on one page: there are tens. As page or JSON. */
    @GET
    public Response list(@Context Call call) {
        List<AppCard> cards = desk.cards(call.actorIfAny());
        if (isForPeople(call)) {
            return Frames.page(200, pages.apps(Frames.of(call), AppPages.of(cards)));
        }
        return json(
                200,
                new PageJson<>(
                        cards.stream()
                                .map(card -> AppJson.of(card, call.language()))
                                .toList(),
                        Optional.empty()));
    }

    /** How the jobs of apps stand, as a page for authorities; programs read {@code /api/v1/plugins/jobs}. */
    @GET
    @Path("jobs")
    public Response jobs(@Context Call call) {
        if (call.actorIfAny().isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=/apps/jobs"));
        }
        return Frames.page(200, pages.app(Frames.of(call), JobPage.of(jobs.reports(call.actor()))));
    }

    /** A page of an app as page or JSON; of a page about one device with {@code code}, the 13 digits of its code. */
    @GET
    @Path("{app}/{page}")
    public Response page(@Context Call call, @PathParam("app") String app, @PathParam("page") String page) {
        AppAnswer answer;
        try {
            answer = answer(call, app, page);
        } catch (Problem e) {
            if (e.type() == ProblemType.UNAUTHENTICATED && isForPeople(call)) {
                return Answers.see(Frames.of(call).login());
            }
            throw e;
        }
        if (isForPeople(call)) {
            Frame frame = Frames.of(call);
            return Frames.page(200, pages.app(frame, AppPages.of(answer, frame, phones(answer))));
        }
        return json(200, AppWriter.write(answer, call.language(), name -> AppPages.action(answer, name)));
    }

    /** The form of an action. */
    @GET
    @Path("{app}/{page}/actions/{name}")
    public Response form(
            @Context Call call,
            @PathParam("app") String app,
            @PathParam("page") String page,
            @PathParam("name") String name) {
        AppAnswer answer = answer(call, app, page);
        OfferedAction offered = offered(answer, name);
        return Frames.page(200, form(call, answer, offered, offered.token(), ActionForm.filled(offered), Map.of()));
    }

    /** Takes an action whose form was filled in. */
    @POST
    @Path("{app}/{page}/actions/{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response take(
            @Context Call call,
            @PathParam("app") String app,
            @PathParam("page") String page,
            @PathParam("name") String name,
            byte[] form) {
        SentForm sent = SentForm.read(call.request().getContentType(), form);
        AppAnswer answer;
        try {
            answer = answer(call, app, page);
        } catch (Problem e) {
            boolean loggedOut = e.type() == ProblemType.UNAUTHENTICATED;
            if (!loggedOut && e.type() != ProblemType.PLUGIN_AWAY && e.type() != ProblemType.DATABASE_AWAY) {
                throw e;
            }
            Frame frame = Frames.of(call);
            String own = call.request().getRequestURI() + "?code="
                    + call.query("code")
                            .filter(code -> code.matches("[0-9]{13}"))
                            .orElse("");
            boolean photosLost = sent.hasPhotos() && (call.actorIfAny().isEmpty() || !isKept(call, sent));
            return Frames.page(
                    e.type().status(),
                    pages.kept(frame, loggedOut, photosLost, frame.link(own), frame.link("/apps"), sent.kept()));
        }
        Optional<AppTaken> earlier = earlier(call, answer, name, sent.token());
        if (earlier.isPresent()) {
            return done(call, answer, new Text("已登记", "Recorded"), RECORDED, earlier.get());
        }
        OfferedAction offered = offered(answer, name);
        AppTaken taken;
        try {
            keep(call, sent, offered).ifPresent(wrong -> {
                throw wrong;
            });
            taken = taken(call, answer, offered, sent.token(), sent.values(offered.kind()), sent.signer());
        } catch (Problem e) {
            if (!SentForm.isShownAgain(e)) {
                throw e;
            }
            return Frames.page(
                    e.type().status(),
                    form(call, answer, offered, sent.tokenAfter(e, offered), sent.typed(), SentForm.errors(e)));
        }
        return done(
                call,
                answer,
                offered.action().title(),
                answer.scanned()
                        .filter(scanned -> offered.kind().urgent())
                        .map(scanned -> AppPhones.sent(
                                offered.kind(),
                                scanned.device(),
                                scanned.station().isPresent()))
                        .orElse(RECORDED),
                taken);
    }

    /** The public sends no photos: nobody could be asked about them, and anybody could fill the city's disks. */
    private Optional<Problem> keep(Call call, SentForm sent, OfferedAction offered) {
        if (sent.hasPhotos() && call.actorIfAny().isEmpty()) {
            return Optional.of(Problem.of(
                    ProblemType.INVALID,
                    "未登录时不能上传照片；请去掉照片后提交。",
                    "Photos are taken from people who are logged in. Send it without."));
        }
        return sent.keep(offered.kind(), photo -> photos.add(call.actor(), photo));
    }

    private boolean isKept(Call call, SentForm sent) {
        try {
            return sent.keep(photo -> photos.add(call.actor(), photo)).isEmpty();
        } catch (Problem e) {
            // The database is away, too: all but the photos goes on waiting in the page.
            return false;
        }
    }

    private List<Section.Phone> phones(AppAnswer answer) {
        return answer.scanned()
                .map(scanned -> AppPhones.of(answer.page(), scanned.device(), emergency.emergency()))
                .orElse(List.of());
    }

    private Response done(Call call, AppAnswer answer, Text title, Text words, AppTaken taken) {
        return Frames.page(
                200,
                pages.done(
                        Frames.of(call),
                        title,
                        words,
                        taken.receipt().map(Receipt::words),
                        AppPages.doors(answer, taken.receipt()),
                        phones(answer)));
    }

    /** Takes an action whose form has photos. */
    @POST
    @Path("{app}/{page}/actions/{name}")
    @Consumes(Multipart.TYPE)
    @MaxBody(Multipart.MOST_BYTES)
    public Response takeWithPhotos(
            @Context Call call,
            @PathParam("app") String app,
            @PathParam("page") String page,
            @PathParam("name") String name,
            byte[] form) {
        return take(call, app, page, name, form);
    }

    /** What was recorded with that token where the page does not offer the action any more. */
    private Optional<AppTaken> earlier(Call call, AppAnswer answer, String name, String token) {
        return find(answer, name).isPresent() ? Optional.empty() : desk.earlier(answer, token, call.actorIfAny());
    }

    /** Takes an action from a program. */
    @POST
    @Path("{app}/{page}/actions/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response takeJson(
            @Context Call call,
            @PathParam("app") String app,
            @PathParam("page") String page,
            @PathParam("name") String name,
            ActionJson asked) {
        AppAnswer answer = answer(call, app, page);
        AppTaken taken = earlier(call, answer, name, asked.token())
                .orElseGet(() ->
                        taken(call, answer, offered(answer, name), asked.token(), asked.values(), asked.signer()));
        return json(201, TakenJson.of(taken.entry(), taken.receipt(), call.language()));
    }

    private AppAnswer answer(Call call, String app, String page) {
        AppAnswer answer =
                desk.page(app, page, Frames.of(call).query(), call.actorIfAny(), call.client(), call.language());
        if (answer.caller().audience() != Audience.PUBLIC) {
            // What an app shows is the app's to know: each of its pages counts.
            call.personal(answer.scanned()
                    .map(scanned -> "device " + scanned.device().id().value())
                    .orElse(call.request().getRequestURI()));
        }
        return answer;
    }

    private AppTaken taken(
            Call call,
            AppAnswer answer,
            OfferedAction offered,
            String token,
            Map<String, ?> values,
            Optional<SignerJson> signer) {
        Optional<Actor> signed = Signers.of(offered, signer, call, accounts::prove);
        return desk.take(answer, offered, token, values, call.actorIfAny(), call.client(), signed);
    }

    private static Optional<OfferedAction> find(AppAnswer answer, String name) {
        return answer.actions().stream()
                .filter(one -> one.action().name().equals(name))
                .findFirst();
    }

    private static OfferedAction offered(AppAnswer answer, String name) {
        return find(answer, name)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND, "此页面没有这项操作，或不对您开放。", "The page has no such action, or not for you."));
    }

    private String form(
            Call call,
            AppAnswer answer,
            OfferedAction offered,
            String token,
            Map<String, String> values,
            Map<String, Text> errors) {
        Frame frame = Frames.of(call);
        return pages.form(
                frame,
                ActionForm.of(
                                offered,
                                call.actorIfAny().isPresent(),
                                answer.scanned().map(AppPages::about).orElse(""),
                                frame.link(
                                        AppPages.action(answer, offered.action().name())),
                                frame.link(AppPages.back(answer)),
                                token,
                                values,
                                errors)
                        .calling(phones(answer)));
    }

    private static boolean isForPeople(Call call) {
        return ScanFace.of(call.request().getHeader("Accept")) == ScanFace.HTML;
    }

    private static Response json(int status, Object body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept, Accept-Language, Authorization, Cookie")
                .entity(body)
                .build();
    }
}
