package org.teshema.rest.ledger;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The ledger, for whoever wants to check it. */
@Component(service = RestResource.class)
@Path("/api/v1/ledger")
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource implements RestResource {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final Ledger ledger;

    /** Shows this ledger. */
    @Activate
    public LedgerResource(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    /** How it is. */
    @GET
    public LedgerJson status() {
        return LedgerJson.of(ledger.status());
    }

    /** The newest checkpoint as it is signed: what the verifier reads. */
    @GET
    @Path("checkpoint")
    @Produces("text/plain;charset=UTF-8;qs=0.5")
    public String note() {
        return ledger.head().note();
    }

    /** The newest checkpoint. */
    @GET
    @Path("checkpoint")
    public CheckpointJson checkpoint() {
        return CheckpointJson.of(ledger.head());
    }

    /** A leaf. */
    @GET
    @Path("leaves/{index}")
    public LeafJson leaf(@PathParam("index") String index) {
        return LeafJson.of(ledger.leaf(whole("index", index)));
    }

    /** The leaves about {@code ?subject=}, oldest first. */
    @GET
    @Path("entries")
    public PageJson<LeafJson> entries(@Context Call call) {
        return PageJson.of(ledger.ofSubject(required(call, "subject"), call.page()), LeafJson::of);
    }

    /** Shows that the leaf {@code ?index=} is in the checkpoint of {@code ?size=}, or in the newest. */
    @GET
    @Path("proofs/inclusion")
    public InclusionJson inclusion(@Context Call call) {
        long index = whole("index", required(call, "index"));
        return InclusionJson.of(ledger.inclusion(index, maybe(call, "size")));
    }

    /** Shows that the checkpoint of size {@code ?from=} is the beginning of that of {@code ?to=}, or of the newest. */
    @GET
    @Path("proofs/consistency")
    public ConsistencyJson consistency(@Context Call call) {
        long from = whole("from", required(call, "from"));
        return ConsistencyJson.of(ledger.consistency(from, maybe(call, "to")));
    }

    private static Optional<Long> maybe(Call call, String name) {
        return call.query(name).map(text -> whole(name, text));
    }

    private static String required(Call call, String name) {
        return call.query(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID, name, "缺少参数 " + name + "。", "The parameter " + name + " is missing."));
    }

    private static long whole(String name, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw Problem.inField(
                    ProblemType.INVALID, name, name + " 应为不小于 0 的整数。", name + " is a whole number, 0 or more.");
        }
        return Long.parseLong(text);
    }
}
