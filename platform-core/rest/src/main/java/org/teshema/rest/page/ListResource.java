package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.web.Pages;

/**
 * The lists of the console, a page at a time or whole as a file: each holds what the reader may see and nothing else, and what it is
 * narrowed by stands in the address.
 */
@Component(service = RestResource.class)
@Path(
        "/{list: codes|batches|hand-overs|claims|stock|devices|due|figures|organisations|accounts|keys|ledger|jobs|running}")
public final class ListResource implements RestResource {
    private final CodeLists codes;
    private final DeviceLists devices;
    private final OfficeLists office;
    private final NodeLists node;
    private final Pages pages;

    /** Lists what these have. */
    @Activate
    public ListResource(
            @Reference CodeLists codes,
            @Reference DeviceLists devices,
            @Reference OfficeLists office,
            @Reference NodeLists node,
            @Reference Pages pages) {
        this.codes = codes;
        this.devices = devices;
        this.office = office;
        this.node = node;
        this.pages = pages;
    }

    /** A list, the file of it, or the way to log in. */
    @GET
    public Response list(@Context Call call) {
        String path = call.request().getRequestURI();
        return ListAnswer.narrowed(call, pages, (asked, actor) -> listing(path, asked, actor));
    }

    private Listing<?> listing(String path, Call call, Actor actor) {
        return switch (path) {
            case "/codes" -> codes.codes(call, actor);
            case "/batches" -> codes.batches(call, actor);
            case "/hand-overs" -> codes.handOvers(call, actor);
            case "/claims" -> codes.claims(call, actor);
            case "/stock" -> codes.stock(actor);
            case "/devices" -> devices.devices(call, actor);
            case "/due" -> devices.due(call, actor);
            case "/figures" -> devices.figures(actor);
            case "/organisations" -> office.organisations(call, actor);
            case "/accounts" -> office.accounts(actor);
            case "/jobs" -> node.jobs(actor);
            case "/keys" -> node.keys();
            case "/running" -> node.running();
            default -> node.ledger(call);
        };
    }
}
