package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Account;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.NewAccount;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** The accounts of one's own organisation and of those right under it. */
@Component(service = RestResource.class)
@Path("/api/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountsResource implements RestResource {
    private final Accounts accounts;

    /** Those accounts. */
    @Activate
    public AccountsResource(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * An account to be made.
     *
     * @param login login name
     * @param password first password, for its owner to change
     * @param organisationId whose own it is, and for whom its owner will act
     * @param role what its owner is there; MEMBER when missing
     */
    public record NewAccountJson(String login, String password, String organisationId, Optional<MembershipRole> role) {
        @Override
        public String toString() {
            return "NewAccountJson[login=" + login + "]";
        }
    }

    /**
     * Whether an account can log in.
     *
     * @param active whether it can
     * @param version the version it was read with
     */
    public record ActiveJson(boolean active, int version) {}

    /** The accounts the asker may know of. */
    @GET
    @Personal(accounts = true)
    public PageJson<AccountJson> list(@Context Call call) {
        return PageJson.of(accounts.list(call.actor(), call.page()), AccountJson::of);
    }

    /** One of them. */
    @GET
    @Path("{id}")
    @Personal(accounts = true)
    public AccountJson get(@Context Call call, @PathParam("id") String id) {
        return AccountJson.of(accounts.get(call.actor(), Ids.path(id)));
    }

    /** Makes one. */
    @POST
    public Response create(@Context Call call, NewAccountJson account) {
        Account made = accounts.create(
                call.write(),
                new NewAccount(
                        account.login(),
                        account.password(),
                        Ids.field("organisationId", account.organisationId()),
                        account.role().orElse(MembershipRole.MEMBER)));
        return Answers.created("/api/v1/accounts/" + made.id(), AccountJson.of(made));
    }

    /** Lets one log in, or no longer. */
    @PUT
    @Path("{id}/active")
    public AccountJson setActive(@Context Call call, @PathParam("id") String id, ActiveJson active) {
        return AccountJson.of(accounts.setActive(call.write(), Ids.path(id), active.version(), active.active()));
    }

    /** Takes the second factor off one, whose owner has lost it; every token of the account ends. */
    @POST
    @Path("{id}/second-factor/reset")
    public Response resetFactor(@Context Call call, @PathParam("id") String id) {
        accounts.resetFactor(call.write(), Ids.path(id));
        return Response.noContent().build();
    }
}
