package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
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
import org.teshema.engine.codes.BatchOrder;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.page.Names;
import org.teshema.trust.keys.CodeClass;
import org.teshema.web.Pages;

/** Orders a batch of codes for one's own district, as a form. */
@Component(service = RestResource.class)
@Path(BatchOrderResource.PATH)
@Produces(MediaType.TEXT_HTML)
public final class BatchOrderResource implements RestResource {
    /** Where the form is. */
    public static final String PATH = "/batches/new";

    private static final String TITLE = "title";
    private static final String OCCASION = "occasion";
    private static final String QUANTITY = "quantity";
    private static final String REASON = "reason";

    private final Batches batches;
    private final Pages pages;

    /** Orders some of these. */
    @Activate
    public BatchOrderResource(@Reference Batches batches, @Reference Pages pages) {
        this.batches = batches;
        this.pages = pages;
    }

    /** The form. */
    @GET
    public Response form(@Context Call call) {
        return CodeForm.open(call, pages, PATH, Map.of(), this::form);
    }

    /** Orders them. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response order(@Context Call call, byte[] body) {
        return CodeForm.sent(call, pages, PATH, body, this::form, this::done);
    }

    private Text done(WriteRequest asked, Map<String, String> typed) {
        CodeClass occasion = Arrays.stream(CodeClass.values())
                .filter(one -> one.name().equals(typed.get(OCCASION)))
                .findFirst()
                .orElseThrow(() -> CodeForm.notChosen(OCCASION));
        if (typed.getOrDefault(TITLE, "").isBlank()) {
            throw CodeForm.notChosen(TITLE);
        }
        Batch ordered = batches.order(
                asked, new BatchOrder(typed.get(TITLE), occasion, CodeForm.whole(typed, QUANTITY), typed.get(REASON)));
        return new Text(
                "已申请批次 " + ordered.id() + "，共 " + ordered.quantity() + " 枚，待市局批准。",
                "Batch " + ordered.id() + " of " + ordered.quantity()
                        + " codes is ordered. The city bureau approves it.");
    }

    private CodeForm form(Actor actor) {
        Access.require(actor, Deed.CODE_ORDER);
        return new CodeForm(
                new Text("申请制码", "Order codes"),
                new Text(
                        "申请单位：" + actor.organisation().name() + "。一次最多 " + batches.largest() + " 枚。",
                        "Ordered by " + actor.organisation().name() + ". At most " + batches.largest() + " at a time."),
                PATH,
                "/batches",
                List.of(
                        CodeForm.field(
                                TITLE,
                                "标牌标题",
                                "Title on the labels",
                                new FieldType.Choice(batches.titles().stream()
                                        .map(one -> new FieldType.Option(one, Text.same(one)))
                                        .toList()),
                                true),
                        CodeForm.field(
                                OCCASION,
                                "用于",
                                "For",
                                new FieldType.Choice(Arrays.stream(CodeClass.values())
                                        .map(one -> new FieldType.Option(one.name(), Names.of(one)))
                                        .toList()),
                                true),
                        CodeForm.field(QUANTITY, "数量（枚）", "How many", new FieldType.Whole(1, batches.largest()), true),
                        CodeForm.field(REASON, "用途", "What for", new FieldType.Words(400), true)),
                Map.of());
    }
}
