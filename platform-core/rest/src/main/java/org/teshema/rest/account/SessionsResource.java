package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Session;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;

/** Log-in and log-out. */
@Component(service = RestResource.class)
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SessionsResource implements RestResource {
    private final Accounts accounts;

    /** Sessions of those accounts. */
    @Activate
    public SessionsResource(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who wants to log in.
     *
     * @param login login name
     * @param password password
     */
    public record LogInJson(String login, String password) {
        @Override
        public String toString() {
            return "LogInJson[login=" + login + "]";
        }
    }

    /**
     * What a log-in gives.
     *
     * @param token to be sent as {@code Authorization: Bearer …}
     * @param expiresAt when it ends unless it is used
     * @param role the kind of organisation acted for
     * @param organisation for whom
     */
    public record SessionJson(String token, Instant expiresAt, OrganisationKind role, OrganisationJson organisation) {
        @Override
        public String toString() {
            return "SessionJson[role=" + role + "]";
        }
    }

    /** Logs in. */
    @POST
    public Response logIn(@Context Call call, LogInJson who) {
        Session session = accounts.logIn(who.login(), who.password(), call.client());
        return Answers.created(
                "/api/v1/me",
                new SessionJson(
                        session.token(),
                        session.expiresAt(),
                        session.actor().role(),
                        OrganisationJson.of(session.actor().organisation())));
    }

    /** Logs out: the token of this request ends. */
    @DELETE
    public Response logOut(@Context Call call) {
        call.actor();
        call.token().ifPresent(accounts::logOut);
        return Response.noContent().build();
    }
}
