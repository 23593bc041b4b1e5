package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Side;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.OpenSession;
import org.teshema.engine.account.Session;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;

/** Who one is to the platform. */
@Component(service = RestResource.class)
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MeResource implements RestResource {
    private final Accounts accounts;
    private final Memberships memberships;

    /** One of those accounts. */
    @Activate
    public MeResource(@Reference Accounts accounts, @Reference Memberships memberships) {
        this.accounts = accounts;
        this.memberships = memberships;
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

    /**
     * An organisation one may act for today.
     *
     * @param organisation which
     * @param role what one is there
     * @param until the last day; missing for no end
     * @param current whether it is the one acted for with this token
     */
    public record ServedJson(
            OrganisationJson organisation, MembershipRole role, Optional<LocalDate> until, boolean current) {}

    /**
     * The organisations one may act for today.
     *
     * @param items one's own first
     */
    public record ServedListJson(List<ServedJson> items) {}

    /**
     * For whom to act from now on.
     *
     * @param organisationId one of those one may act for
     */
    public record SwitchJson(String organisationId) {}

    /** The organisations one may act for today. */
    @GET
    @Path("organisations")
    public ServedListJson organisations(@Context Call call) {
        Actor actor = call.actor();
        return new ServedListJson(memberships.mine(actor).stream()
                .map(one -> new ServedJson(
                        OrganisationJson.of(one.organisation()),
                        one.role(),
                        one.until(),
                        one.organisation().id() == actor.organisation().id()))
                .toList());
    }

    /** Acts for another organisation: the token of this request ends, and the answer has another in its place. */
    @POST
    @Path("organisation")
    public Response switchOrganisation(@Context Call call, SwitchJson to) {
        Session session = memberships.switchTo(
                call.actor(), call.token().orElse(""), Ids.field("organisationId", to.organisationId()));
        return Answers.created("/api/v1/me", SessionsResource.json(session));
    }

    /** Changes one's own password; every token of the account ends. */
    @PUT
    @Path("password")
    public Response password(@Context Call call, PasswordJson password) {
        accounts.changePassword(call.write(), password.before(), password.after(), call.client());
        return Response.noContent().build();
    }

    /**
     * A log-in of one's own that holds.
     *
     * @param id to end it by
     * @param since when it began
     * @param lastUsedAt when it was used last, to the minute
     * @param network where it began, coarse; empty when unknown
     * @param current whether it is the one this is asked with
     */
    public record OpenSessionJson(
            String id, Instant since, Instant lastUsedAt, Optional<String> network, boolean current) {
        static OpenSessionJson of(OpenSession open) {
            return new OpenSessionJson(
                    Long.toString(open.id()),
                    open.since(),
                    open.lastUsed(),
                    Optional.of(open.network()).filter(network -> !network.isEmpty()),
                    open.isThis());
        }
    }

    /**
     * One's own log-ins.
     *
     * @param items those that hold, the last used first
     */
    public record OpenSessionsJson(List<OpenSessionJson> items) {}

    /**
     * What it takes to reset one's own second factor.
     *
     * @param password password
     * @param recoveryCode a recovery code that was not used yet
     */
    public record FactorResetJson(String password, String recoveryCode) {
        @Override
        public String toString() {
            return "FactorResetJson[]";
        }
    }

    /** One's own log-ins that hold. */
    @GET
    @Path("sessions")
    public OpenSessionsJson sessions(@Context Call call) {
        return new OpenSessionsJson(accounts.sessions(call.actor(), call.token().orElse("")).stream()
                .map(OpenSessionJson::of)
                .toList());
    }

    /** Ends one of them, on every node within two seconds. */
    @DELETE
    @Path("sessions/{id}")
    public Response endSession(@Context Call call, @PathParam("id") String id) {
        accounts.endSession(call.actor(), Ids.path(id));
        return Response.noContent().build();
    }

    /** Ends all of them. */
    @DELETE
    @Path("sessions")
    public Response endSessions(@Context Call call) {
        accounts.logOutEverywhere(call.actor());
        return Response.noContent().build();
    }

    /** Resets one's own second factor; every token of the account ends, and the next log-in adds an authenticator app anew. */
    @POST
    @Path("second-factor/reset")
    public Response resetFactor(@Context Call call, FactorResetJson reset) {
        accounts.resetOwnFactor(call.write(), reset.password(), reset.recoveryCode(), call.client());
        return Response.noContent().build();
    }
}
