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
import java.time.LocalDate;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Membership;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.NewMembership;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** For whom people act: the people of one's own organisation and of those right under it. */
@Component(service = RestResource.class)
@Path("/api/v1/memberships")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MembershipsResource implements RestResource {
    private final Memberships memberships;

    /** Those memberships. */
    @Activate
    public MembershipsResource(@Reference Memberships memberships) {
        this.memberships = memberships;
    }

    /**
     * That a person shall act for an organisation.
     *
     * @param login login name of their account
     * @param organisationId for whom
     * @param role what they are there
     * @param from the first day; at once when missing
     * @param until the last day; no end when missing
     */
    public record NewMembershipJson(
            String login,
            String organisationId,
            MembershipRole role,
            Optional<LocalDate> from,
            Optional<LocalDate> until) {}

    /**
     * What a membership shall be.
     *
     * @param role what the person is there
     * @param until the last day; no end when missing
     * @param version the version it was read with
     */
    public record MembershipChangeJson(MembershipRole role, Optional<LocalDate> until, int version) {}

    /**
     * Which membership shall end.
     *
     * @param version the version it was read with
     */
    public record MembershipEndJson(int version) {}

    /** The memberships the asker may know of. */
    @GET
    @Personal(accounts = true)
    public PageJson<MembershipJson> list(@Context Call call) {
        return PageJson.of(memberships.list(call.actor(), call.page()), MembershipJson::of);
    }

    /** One of them. */
    @GET
    @Path("{id}")
    @Personal(accounts = true)
    public MembershipJson get(@Context Call call, @PathParam("id") String id) {
        return MembershipJson.of(memberships.get(call.actor(), Ids.path(id)));
    }

    /** Enters a person who has an account. */
    @POST
    public Response give(@Context Call call, NewMembershipJson wanted) {
        Membership given = memberships.give(
                call.write(),
                new NewMembership(
                        wanted.login(),
                        Ids.field("organisationId", wanted.organisationId()),
                        wanted.role(),
                        wanted.from(),
                        wanted.until()));
        return Answers.created("/api/v1/memberships/" + given.id(), MembershipJson.of(given));
    }

    /** Changes a person's role and the last day. */
    @PUT
    @Path("{id}")
    public MembershipJson change(@Context Call call, @PathParam("id") String id, MembershipChangeJson change) {
        return MembershipJson.of(
                memberships.change(call.write(), Ids.path(id), change.version(), change.role(), change.until()));
    }

    /** Ends one; the person's sessions for that organisation end on every node within two seconds. */
    @POST
    @Path("{id}/end")
    public Response end(@Context Call call, @PathParam("id") String id, MembershipEndJson end) {
        memberships.end(call.write(), Ids.path(id), end.version());
        return Response.noContent().build();
    }
}
