package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Side;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;

/** Who one is to the platform. */
@Component(service = RestResource.class)
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MeResource implements RestResource {
    private final Accounts accounts;

    /** One of those accounts. */
    @Activate
    public MeResource(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who is logged in.
     *
     * @param account id of the account
     * @param login its login name
     * @param role the kind of organisation acted for
     * @param side which of the four sides that is
     * @param organisation for whom
     */
    public record MeJson(
            String account, String login, OrganisationKind role, Side side, OrganisationJson organisation) {}

    /**
     * A new password.
     *
     * @param before the one there is
     * @param after the one there shall be
     */
    public record PasswordJson(String before, String after) {
        @Override
        public String toString() {
            return "PasswordJson[]";
        }
    }

    /** Who is logged in. */
    @GET
    public MeJson get(@Context Call call) {
        Actor actor = call.actor();
        return new MeJson(
                Long.toString(actor.accountId()),
                actor.login(),
                actor.role(),
                actor.side(),
                OrganisationJson.of(actor.organisation()));
    }

    /** Changes one's own password; every token of the account ends. */
    @PUT
    @Path("password")
    public Response password(@Context Call call, PasswordJson password) {
        accounts.changePassword(call.write(), password.before(), password.after(), call.client());
        return Response.noContent().build();
    }
}
