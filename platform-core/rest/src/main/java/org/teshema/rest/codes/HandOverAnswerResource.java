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
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CodeAction;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.web.Pages;

/** The answer to a hand-over, as a form: its receiver accepts or refuses it, its giver takes it back. */
@Component(service = RestResource.class)
@Path("/hand-overs/{id}/answer")
@Produces(MediaType.TEXT_HTML)
public final class HandOverAnswerResource implements RestResource {
    private static final String ANSWER = "answer";
    private static final String REASON = "reason";
    private static final String LIST = "/hand-overs";

    private final HandOvers handOvers;
    private final Pages pages;

    /** Answers to these. */
    @Activate
    public HandOverAnswerResource(@Reference HandOvers handOvers, @Reference Pages pages) {
        this.handOvers = handOvers;
        this.pages = pages;
    }

    /** Where the form of that hand-over is. */
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
        String reason = typed.get(REASON);
        HandOver done = switch (typed.getOrDefault(ANSWER, "")) {
            case "ACCEPT" -> handOvers.accept(asked, id, version);
            case "REFUSE" -> handOvers.refuse(asked, id, version, reason);
            case "WITHDRAW" -> handOvers.withdraw(asked, id, version, reason);
            default -> throw CodeForm.notChosen(ANSWER);
        };
        int size = done.range().size();
        return switch (done.state()) {
            case ACCEPTED ->
                new Text(
                        "已接收 " + size + " 枚，计入本单位库存；收发双方均已确认。",
                        size + " codes are accepted and in your stock. Both sides have confirmed.");
            case REFUSED ->
                new Text(
                        "已拒收 " + size + " 枚，退回“" + done.from().name() + "”。",
                        size + " codes are refused and go back to "
                                + done.from().name() + ".");
            default -> new Text("已撤回 " + size + " 枚，仍为本单位库存。", size + " codes are taken back into your stock.");
        };
    }

    /** What may be answered now; a form that comes back is shown with whatever is left of it. */
    private CodeForm form(Actor actor, long id, boolean open) {
        HandOver handOver = handOvers.get(actor, id);
        List<FieldType.Option> options = handOvers.steps(actor, handOver).stream()
                .map(step -> new FieldType.Option(step.name(), words(step)))
                .toList();
        if (options.isEmpty() && open) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "此交接单不待本单位答复：已有答复，或由对方答复。",
                    "This hand-over does not wait for your answer: it has one, or it is the other side's.");
        }
        return new CodeForm(
                new Text("答复交接", "Answer a hand-over"),
                new Text(
                        "批次 " + handOver.range().batch() + "，序号 "
                                + handOver.range().first() + " 至 "
                                + handOver.range().last() + "，共 "
                                + handOver.range().size() + " 枚；由“"
                                + handOver.from().name() + "”移交“"
                                + handOver.to().name() + "”。",
                        "Batch " + handOver.range().batch() + ", serials "
                                + handOver.range().first() + " to "
                                + handOver.range().last() + ", "
                                + handOver.range().size() + " codes, from "
                                + handOver.from().name() + " to "
                                + handOver.to().name() + "."),
                of(id),
                LIST,
                options.isEmpty()
                        ? List.of()
                        : List.of(
                                CodeForm.field(ANSWER, "答复", "Answer", new FieldType.Choice(options), true),
                                CodeForm.field(
                                        REASON,
                                        "原因（拒收或撤回时必填）",
                                        "Why (needed to refuse or withdraw)",
                                        new FieldType.Words(400),
                                        false)),
                Map.of("version", Integer.toString(handOver.version())));
    }

    private static Text words(CodeAction step) {
        return switch (step) {
            case ACCEPT -> new Text("接收：实物已清点无误", "Accept: the labels are counted and here");
            case REFUSE -> new Text("拒收：退回发出单位", "Refuse: they go back");
            default -> new Text("撤回：不再移交", "Withdraw: they stay with you");
        };
    }
}
