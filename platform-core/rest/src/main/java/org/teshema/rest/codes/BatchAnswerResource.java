package org.teshema.rest.codes;

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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchState;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CodeAction;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.page.Names;
import org.teshema.web.Pages;

/** The answer to an order of codes, as a form: it is approved, or rejected with the reason. */
@Component(service = RestResource.class)
@Path("/batches/{id}/answer")
@Produces(MediaType.TEXT_HTML)
public final class BatchAnswerResource implements RestResource {
    private static final String ANSWER = "answer";
    private static final String REASON = "reason";
    private static final String LIST = "/batches";

    private final Batches batches;
    private final Pages pages;

    /** Answers to orders of these. */
    @Activate
    public BatchAnswerResource(@Reference Batches batches, @Reference Pages pages) {
        this.batches = batches;
        this.pages = pages;
    }

    /** Where the form of that batch is. */
    public static String of(long id) {
        return LIST + "/" + id + "/answer";
    }

    /** The form. */
    @GET
    public Response form(@Context Call call, @PathParam("id") String id) {
        long one = Ids.path(id);
        return CodeForm.open(call, pages, of(one), Map.of(), actor -> form(actor, one, true));
    }

    /** The answer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@Context Call call, @PathParam("id") String id, byte[] body) {
        long one = Ids.path(id);
        return CodeForm.sent(
                call,
                pages,
                of(one),
                body,
                actor -> form(actor, one, false),
                (asked, typed) -> done(asked, one, typed));
    }

    private Text done(WriteRequest asked, long id, Map<String, String> typed) {
        int version = CodeForm.version(typed);
        Batch done = switch (typed.getOrDefault(ANSWER, "")) {
            case "APPROVE" -> batches.approve(asked, id, version);
            case "REJECT" -> batches.reject(asked, id, version, typed.get(REASON));
            default -> throw CodeForm.notChosen(ANSWER);
        };
        return done.state() == BatchState.REJECTED
                ? new Text("批次 " + id + " 的申请已驳回。", "The order of batch " + id + " is rejected.")
                : new Text("批次 " + id + " 的申请已批准，可以制码。", "The order of batch " + id + " is approved. It can be made.");
    }

    private CodeForm form(Actor actor, long id, boolean open) {
        Access.require(actor, Deed.CODE_APPROVE);
        Batch batch = batches.get(actor, id);
        List<FieldType.Option> options = batches.answers(actor, batch).stream()
                .map(step -> new FieldType.Option(step.name(), words(step)))
                .toList();
        if (options.isEmpty() && open) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "此申请已有答复，不能再次办理。",
                    "This order has its answer and cannot be answered again.");
        }
        return new CodeForm(
                new Text("答复制码申请", "Answer an order of codes"),
                new Text(
                        "批次 " + id + "：“" + batch.orderedBy().name() + "”申请 " + batch.quantity() + " 枚“" + batch.title()
                                + "”，用于" + Names.of(batch.codeClass()).zh() + "。" + batch.reason(),
                        "Batch " + id + ": " + batch.orderedBy().name() + " orders " + batch.quantity() + " of "
                                + batch.title() + " for "
                                + Names.of(batch.codeClass()).en() + ". " + batch.reason()),
                of(id),
                LIST,
                options.isEmpty()
                        ? List.of()
                        : List.of(
                                CodeForm.field(ANSWER, "答复", "Answer", new FieldType.Choice(options), true),
                                CodeForm.field(
                                        REASON,
                                        "原因（驳回时必填）",
                                        "Why (needed to reject)",
                                        new FieldType.Words(400),
                                        false)),
                Map.of("version", Integer.toString(batch.version())));
    }

    private static Text words(CodeAction step) {
        return step == CodeAction.APPROVE ? new Text("批准", "Approve") : new Text("驳回", "Reject");
    }
}
