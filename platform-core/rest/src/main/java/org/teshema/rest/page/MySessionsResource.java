package org.teshema.rest.page;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Membership;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.account.OpenSession;
import org.teshema.engine.account.Session;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.web.Frame;
import org.teshema.web.Pages;
import org.teshema.web.SessionsPage;

/** One's own log-ins as a page, with a button to end each of them or all, a new password, and the reset of one's own second step. */
@Component(service = RestResource.class)
@Path("/my-sessions")
@Produces(MediaType.TEXT_HTML)
public final class MySessionsResource implements RestResource {
    private static final String PATH = "/my-sessions";
    private static final Set<String> PASSWORDS = Set.of("before", "after", "again");

    private final Accounts accounts;
    private final Memberships memberships;
    private final Pages pages;

    /** Shows log-ins to these accounts. */
    @Activate
    public MySessionsResource(
            @Reference Accounts accounts, @Reference Memberships memberships, @Reference Pages pages) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.pages = pages;
    }

    /** The page; whoever is not logged in is asked to. */
    @GET
    public Response list(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + PATH));
        }
        return page(call, 200, Optional.empty(), Map.of());
    }

    /** Changes one's own password; all log-ins end, this one as well. */
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response password(@Context Call call, byte[] form) {
        Map<String, String> fields = FormBody.read(form);
        String after = fields.getOrDefault("after", "");
        try {
            WriteRequest asked = call.write(fields.get(FormBody.KEY));
            if (!after.equals(fields.get("again"))) {
                throw Problem.inField(
                        ProblemType.INVALID, "again", "两次输入的新密码不一致。", "This is not the same new password.");
            }
            accounts.changePassword(asked, fields.getOrDefault("before", ""), after, call.client());
        } catch (Problem e) {
            if (e.type().status() >= 500 || e.type() == ProblemType.UNAUTHENTICATED) {
                throw e;
            }
            String field = e.field().filter(PASSWORDS::contains).orElse("");
            return page(call, e.type().status(), Optional.empty(), Map.of(field, e.detail()));
        }
        Frame out = Frames.of(call, call.language(), Optional.empty());
        String page = pages.done(
                out,
                new Text("修改密码", "Change the password"),
                new Text(
                        "密码已修改，所有登录已结束；请用新密码重新登录。",
                        "The password is changed and all log-ins have ended. Log in with the new one."),
                out.link("/login"));
        return Response.fromResponse(Frames.page(200, page))
                .header("Set-Cookie", LoginResource.cookie(call, "", Duration.ZERO))
                .build();
    }

    /** Ends one of them. */
    @POST
    @Path("{id}/end")
    public Response end(@Context Call call, @PathParam("id") String id) {
        accounts.endSession(call.actor(), Ids.path(id));
        return Answers.see(Frames.of(call).link(PATH));
    }

    /** Ends all of them, the one that asks as well. */
    @POST
    @Path("end")
    public Response endAll(@Context Call call) {
        accounts.logOutEverywhere(call.actor());
        return out(call);
    }

    /** Acts for another organisation from now on. */
    @POST
    @Path("organisation/{id}")
    public Response switchOrganisation(@Context Call call, @PathParam("id") String id) {
        Session session = memberships.switchTo(call.actor(), call.token().orElse(""), Ids.path(id));
        return LoginResource.into(call, session, "/");
    }

    /** Resets one's own second step. */
    @POST
    @Path("second-factor")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resetFactor(@Context Call call, byte[] form) {
        Map<String, String> fields = FormBody.read(form);
        try {
            accounts.resetOwnFactor(
                    call.write(fields.get(FormBody.KEY)),
                    fields.getOrDefault("password", ""),
                    fields.getOrDefault("code", ""),
                    call.client());
            return out(call);
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return page(call, e.type().status(), Optional.of(e.detail()), Map.of());
        }
    }

    private Response page(Call call, int status, Optional<Text> error, Map<String, Text> wrong) {
        Actor actor = call.actor();
        var page = new SessionsPage(
                accounts.sessions(actor, call.token().orElse("")).stream()
                        .map(MySessionsResource::one)
                        .toList(),
                served(actor),
                accounts.isEnrolled(actor),
                UUID.randomUUID().toString(),
                error,
                wrong);
        return Frames.page(status, pages.sessions(Frames.of(call), page));
    }

    /** Those to choose from; none where there is no choice. */
    private List<SessionsPage.Served> served(Actor actor) {
        List<Membership> mine = memberships.mine(actor);
        return mine.size() < 2
                ? List.of()
                : mine.stream()
                        .map(one -> new SessionsPage.Served(
                                one.organisation().id(),
                                one.organisation().name(),
                                Names.role(one.organisation().kind()),
                                one.organisation().id() == actor.organisation().id()))
                        .toList();
    }

    private static SessionsPage.One one(OpenSession open) {
        return new SessionsPage.One(
                open.id(), Minutes.of(open.since()), Minutes.of(open.lastUsed()), open.network(), open.isThis());
    }

    private static Response out(Call call) {
        return Response.fromResponse(Answers.see(Frames.of(call).link("/login")))
                .header("Set-Cookie", LoginResource.cookie(call, "", Duration.ZERO))
                .build();
    }
}
