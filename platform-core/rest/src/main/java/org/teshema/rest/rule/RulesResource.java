package org.teshema.rest.rule;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.rule.RuleBooks;
import org.teshema.engine.rule.RuleFilter;
import org.teshema.engine.rule.StatedRule;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** The rules that count, and the city's corrections of them. */
@Component(service = RestResource.class)
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RulesResource implements RestResource {
    private final RuleBooks books;

    /** Those rules. */
    @Activate
    public RulesResource(@Reference RuleBooks books) {
        this.books = books;
    }

    /**
     * A row to be added to the rules of a plugin.
     *
     * @param plugin name of the plugin
     * @param row the row
     * @param reason why, 1 to 400 characters
     */
    public record NewRuleJson(String plugin, RuleRowJson row, String reason) {}

    /**
     * That a correction counts no longer.
     *
     * @param reason why, 1 to 400 characters
     */
    public record WithdrawalJson(String reason) {}

    /**
     * The rules of all plugins, by topic, id and first day; narrowed by {@code topic}, {@code category}, {@code on} (the day they hold)
     * and {@code plugin}. Everybody may read them.
     */
    @GET
    public PageJson<RuleJson> list(@Context Call call) {
        var filter = new RuleFilter(
                call.query("topic"),
                call.query("category").map(code -> Ids.category("category", code)),
                call.query("on").map(day -> Ids.day("on", day)),
                call.query("plugin"));
        return PageJson.of(books.list(filter, call.page()), RuleJson::of);
    }

    /** One correction, withdrawn or not. Everybody may read it. */
    @GET
    @Path("{id}")
    public RuleJson get(@Context Call call, @PathParam("id") String id) {
        return RuleJson.of(books.get(Ids.path(id)));
    }

    /** Adds a row to the rules of a plugin; of the city alone. */
    @POST
    public Response add(@Context Call call, NewRuleJson rule) {
        StatedRule made = books.add(call.write(), rule.plugin(), rule.row().toRow(), rule.reason());
        return Answers.created(
                "/api/v1/rules/" + made.correction().orElseThrow().id(), RuleJson.of(made));
    }

    /** Takes a correction back; of the city alone. */
    @POST
    @Path("{id}/withdraw")
    public RuleJson withdraw(@Context Call call, @PathParam("id") String id, WithdrawalJson withdrawal) {
        return RuleJson.of(books.withdraw(call.write(), Ids.path(id), withdrawal.reason()));
    }
}
