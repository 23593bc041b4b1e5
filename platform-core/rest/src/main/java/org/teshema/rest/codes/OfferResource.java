package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Code;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.codes.SerialRange;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.page.Filters;
import org.teshema.web.Pages;

/** Hands a range of codes over, as a form: by batch and serials, or by the numbers on its first and last label. */
@Component(service = RestResource.class)
@Path(OfferResource.PATH)
@Produces(MediaType.TEXT_HTML)
public final class OfferResource implements RestResource {
    /** Where the form is. */
    public static final String PATH = "/hand-overs/new";

    private static final String BATCH = "batch";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String TO = "to";
    private static final int LONGEST_SERIAL = 7;

    private final HandOvers handOvers;
    private final Codes codes;
    private final Pages pages;

    /** Hands over codes of these. */
    @Activate
    public OfferResource(@Reference HandOvers handOvers, @Reference Codes codes, @Reference Pages pages) {
        this.handOvers = handOvers;
        this.codes = codes;
        this.pages = pages;
    }

    /** The form; a link may name the range. */
    @GET
    public Response form(@Context Call call) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (String name : List.of(BATCH, FIRST, LAST)) {
            Filters.asked(call, name).ifPresent(value -> filled.put(name, value));
        }
        return CodeForm.open(call, pages, PATH, filled, this::form);
    }

    /** Offers it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response offer(@Context Call call, byte[] body) {
        return CodeForm.sent(call, pages, PATH, body, this::form, this::done);
    }

    private Text done(WriteRequest asked, Map<String, String> typed) {
        SerialRange range = range(asked.actor(), typed);
        String to = typed.getOrDefault(TO, "");
        if (to.isBlank()) {
            throw CodeForm.notChosen(TO);
        }
        HandOver offered = handOvers.offer(asked, range, Ids.field(TO, to));
        int size = offered.range().size();
        return new Text(
                "已向“" + offered.to().name() + "”移交 " + size + " 枚，待其确认接收；确认前可以撤回。",
                size + " codes are on their way to " + offered.to().name()
                        + ", who confirms them. Until then you may take them back.");
    }

    private SerialRange range(Actor actor, Map<String, String> typed) {
        End first = end(actor, typed, FIRST);
        End last = end(actor, typed, LAST);
        if (first.batch() != last.batch()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    LAST,
                    "起止两码不在同一批次；请按批次分次移交。",
                    "The first and the last code are of two batches. Hand each batch over by itself.");
        }
        return new SerialRange(first.batch(), first.serial(), last.serial());
    }

    /** One end of the range. */
    private record End(long batch, int serial) {}

    /** A serial of the batch, or the code of that number. */
    private End end(Actor actor, Map<String, String> typed, String name) {
        String text = typed.getOrDefault(name, "").replaceAll("\\s", "");
        String batch = typed.getOrDefault(BATCH, "").strip();
        if (text.length() <= LONGEST_SERIAL) {
            int serial = CodeForm.whole(typed, name);
            if (batch.isEmpty()) {
                throw Problem.inField(
                        ProblemType.INVALID,
                        BATCH,
                        "按序号移交时请填批次；填标牌上的 13 位编号则不必。",
                        "A serial needs its batch; the 13 digits on a label do not.");
            }
            return new End(Ids.field(BATCH, batch), serial);
        }
        try {
            Code code = codes.find(actor, text);
            return new End(code.batch(), code.serial());
        } catch (Problem e) {
            throw Problem.inField(e.type(), name, e.detail().zh(), e.detail().en());
        }
    }

    private CodeForm form(Actor actor) {
        List<FieldType.Option> receivers = handOvers.receivers(actor).stream()
                .map(one -> new FieldType.Option(Long.toString(one.id()), Text.same(one.name())))
                .toList();
        if (receivers.isEmpty()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "还没有可以接收码的单位；请先登记。",
                    "There is nobody yet to hand codes over to. Enter the organisation first.");
        }
        return new CodeForm(
                new Text("移交一段码", "Hand codes over"),
                new Text(
                        "移交本单位在库的码；对方确认接收后才算完成。批次和序号见“码”列表。",
                        "Codes in your stock; it is done once the other side confirms. Batches and serials stand in the list of codes."),
                PATH,
                "/hand-overs",
                List.of(
                        CodeForm.field(
                                BATCH,
                                "批次（起止填标牌编号时可不填）",
                                "Batch (not needed with numbers of labels)",
                                new FieldType.Words(18),
                                false),
                        CodeForm.field(
                                FIRST,
                                "起：序号或标牌上的 13 位编号",
                                "First: serial, or the 13 digits on the label",
                                new FieldType.Words(20),
                                true),
                        CodeForm.field(
                                LAST,
                                "止：序号或标牌上的 13 位编号",
                                "Last: serial, or the 13 digits on the label",
                                new FieldType.Words(20),
                                true),
                        CodeForm.field(TO, "接收单位", "To", new FieldType.Choice(receivers), true)),
                Map.of());
    }
}
