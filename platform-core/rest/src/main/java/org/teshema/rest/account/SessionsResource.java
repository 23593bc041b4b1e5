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
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Entered;
import org.teshema.engine.account.HalfSession;
import org.teshema.engine.account.LogIn;
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

    /**
     * The password was right; a second step is asked for.
     *
     * @param ticket to be sent with the second step; good for nothing else
     * @param expiresAt when it ends
     * @param enrolment what an authenticator app is given, where the account has none yet; told once
     */
    public record HalfSessionJson(String ticket, Instant expiresAt, Optional<EnrolmentJson> enrolment) {
        @Override
        public String toString() {
            return "HalfSessionJson[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * What an authenticator app is given.
     *
     * @param secret in Base32
     * @param uri the same as an {@code otpauth} address, which apps read from a QR symbol
     */
    public record EnrolmentJson(String secret, String uri) {
        @Override
        public String toString() {
            return "EnrolmentJson[]";
        }
    }

    /**
     * The second step.
     *
     * @param ticket what the first step gave
     * @param code the six digits the authenticator app shows, or a recovery code
     */
    public record SecondStepJson(String ticket, String code) {
        @Override
        public String toString() {
            return "SecondStepJson[]";
        }
    }

    /**
     * What the second step gives.
     *
     * @param session the session
     * @param recoveryCodes each opens once in place of a code; told once, when the app was added, otherwise none
     */
    public record EnteredJson(SessionJson session, List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "EnteredJson[session=" + session + "]";
        }
    }

    /** Logs in: 201 with a session, or 202 with a ticket for the second step. */
    @POST
    public Response logIn(@Context Call call, LogInJson who) {
        LogIn done = accounts.logIn(who.login(), who.password(), call.client());
        if (done instanceof HalfSession half) {
            return Response.status(Response.Status.ACCEPTED)
                    .entity(new HalfSessionJson(
                            half.ticket(),
                            half.expiresAt(),
                            half.enrolment().map(app -> new EnrolmentJson(app.secret(), app.uri()))))
                    .header("Cache-Control", "no-store")
                    .build();
        }
        return Answers.created("/api/v1/me", json((Session) done));
    }

    /** Does the second step of a log-in. */
    @POST
    @Path("second-step")
    public Response secondStep(@Context Call call, SecondStepJson step) {
        Entered entered = accounts.secondStep(step.ticket(), step.code(), call.client());
        return Answers.created("/api/v1/me", new EnteredJson(json(entered.session()), entered.recoveryCodes()));
    }

    static SessionJson json(Session session) {
        return new SessionJson(
                session.token(),
                session.expiresAt(),
                session.actor().role(),
                OrganisationJson.of(session.actor().organisation()));
    }

    /** Logs out: the token of this request ends. */
    @DELETE
    public Response logOut(@Context Call call) {
        call.actor();
        call.token().ifPresent(accounts::logOut);
        return Response.noContent().build();
    }
}
