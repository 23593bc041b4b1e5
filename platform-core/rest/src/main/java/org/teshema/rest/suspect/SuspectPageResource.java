package org.teshema.rest.suspect;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.digest.Digests;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.suspect.Outcome;
import org.teshema.engine.suspect.Report;
import org.teshema.engine.suspect.SuspectLabel;
import org.teshema.engine.suspect.SuspectLabels;
import org.teshema.engine.suspect.Why;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.auth.SameOrigin;
import org.teshema.rest.inbox.DigestRows;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.ListAnswer;
import org.teshema.web.AppPage;
import org.teshema.web.Pages;

/** Suspect labels as pages: the form of everybody, and what a bureau does about what was told. */
@Component(service = RestResource.class)
@Path("/suspect")
@Produces(MediaType.TEXT_HTML)
public final class SuspectPageResource implements RestResource {
    static final String PATH = "/suspect";
    static final String LABELS = PATH + "/labels";

    /** Those that wait to be looked into. */
    private static final String WAITING = LABELS + "?state=open";

    private final SuspectLabels labels;
    private final Digests digests;
    private final SuspectPages forms;
    private final Pages pages;

    /** Shows those labels, and which of them a digest counted. */
    @Activate
    public SuspectPageResource(
            @Reference SuspectLabels labels,
            @Reference Districts districts,
            @Reference Digests digests,
            @Reference Pages pages) {
        this.labels = labels;
        this.digests = digests;
        this.forms = new SuspectPages(districts);
        this.pages = pages;
    }

    /** The form; with {@code ?text=} it opens with what was scanned. */
    @GET
    public Response form(@Context Call call) {
        Map<String, String> filled =
                call.query("text").map(text -> Map.of(SuspectPages.WORDS, text)).orElse(Map.of());
        return form(call, 200, filled, Map.of(), UUID.randomUUID().toString());
    }

    /** Takes a report. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response report(@Context Call call, byte[] form) {
        SameOrigin.check(call.request());
        Map<String, String> fields = FormBody.read(form);
        String key = key(fields.getOrDefault(FormBody.KEY, ""));
        try {
            labels.report(call.actorIfAny(), read(fields), call.client(), key);
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return form(call, e.type().status(), fields, Map.of(e.field().orElse(""), e.detail()), key);
        }
        return Frames.page(
                200,
                pages.done(
                        Frames.of(call),
                        new Text("已收到举报", "Received"),
                        new Text(
                                "市场监管部门将核查。在核实之前请不要扫码付款或填写个人信息。",
                                "The authority will look into it. Until then do not pay and enter nothing personal there."),
                        Optional.empty(),
                        List.of(
                                new AppPage.Door(new Text("怎样核对真伪", "How to check a label"), "/verify"),
                                AppPage.Door.home()),
                        List.of()));
    }

    /** What was told of, for who looks into it, a page at a time or whole as a file; with {@code ?state=open} what waits for it. */
    @GET
    @Path("labels")
    public Response list(@Context Call call) {
        boolean open =
                call.query(SuspectPages.STATE).filter(SuspectPages.OPEN::equals).isPresent();
        Optional<DigestRows> digest = DigestRows.asked(call);
        return ListAnswer.of(
                call,
                pages,
                actor -> forms.list(
                        call,
                        open,
                        digest,
                        digest.map(one -> one.of(digests, actor))
                                .<Function<Cursor, Page<SuspectLabel>>>map(
                                        counted -> cursor -> labels.list(actor, counted, cursor))
                                .orElse(cursor -> labels.list(actor, open, cursor))));
    }

    /** One of them, with a form to say what was found out. */
    @GET
    @Path("labels/{id}")
    public Response label(@Context Call call, @PathParam("id") String id) {
        if (call.actorIfAny().isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + LABELS + "/" + Ids.path(id)));
        }
        return label(call, 200, Ids.path(id), Map.of(), Map.of());
    }

    /** Says what was found out. */
    @POST
    @Path("labels/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response close(@Context Call call, @PathParam("id") String id, byte[] form) {
        SameOrigin.check(call.request());
        Map<String, String> fields = FormBody.read(form);
        try {
            Outcome outcome = of(Outcome.values(), fields.get(SuspectPages.OUTCOME))
                    .orElseThrow(() -> Problem.inField(
                            ProblemType.INVALID, SuspectPages.OUTCOME, "请选择核查结果。", "Choose what was found out."));
            labels.close(
                    call.write(fields.get(FormBody.KEY)),
                    Ids.path(id),
                    outcome,
                    fields.getOrDefault(SuspectPages.NOTE, ""));
        } catch (Problem e) {
            if (e.field().isEmpty()) {
                throw e;
            }
            return label(
                    call,
                    e.type().status(),
                    Ids.path(id),
                    fields,
                    Map.of(e.field().get(), e.detail()));
        }
        return Answers.see(Frames.of(call).link(WAITING));
    }

    private Response form(Call call, int status, Map<String, String> filled, Map<String, Text> errors, String key) {
        return Frames.page(
                status,
                pages.form(
                        Frames.of(call),
                        forms.report(
                                call.language(),
                                Frames.of(call).link(PATH),
                                Frames.of(call).link("/"),
                                filled,
                                errors,
                                key)));
    }

    private Response label(Call call, int status, long id, Map<String, String> filled, Map<String, Text> errors) {
        Actor actor = call.actor();
        return Frames.page(
                status,
                pages.form(
                        Frames.of(call),
                        forms.close(
                                labels.get(actor, id),
                                labels.sightings(actor, id),
                                call.language(),
                                Frames.of(call).link(LABELS + "/" + id),
                                Frames.of(call).link(WAITING),
                                filled,
                                errors,
                                UUID.randomUUID().toString())));
    }

    private static Report read(Map<String, String> fields) {
        Why why = of(Why.values(), fields.get(SuspectPages.WHY))
                .orElseThrow(() ->
                        Problem.inField(ProblemType.INVALID, SuspectPages.WHY, "请选择哪里可疑。", "Choose what is suspect."));
        return new Report(
                fields.getOrDefault(SuspectPages.WORDS, ""),
                why,
                Optional.of(fields.getOrDefault(SuspectPages.DISTRICT, "")).filter(id -> !id.isEmpty()),
                fields.getOrDefault(SuspectPages.PLACE, ""));
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, String name) {
        return Stream.of(values).filter(one -> one.name().equals(name)).findFirst();
    }

    /** A key that was drawn here; whatever else comes is none. */
    private static String key(String sent) {
        try {
            return UUID.fromString(sent).toString();
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                    ProblemType.INVALID, "表单不完整，请返回重新填写。", "The form is broken. Please go back and fill it in again.");
        }
    }
}
