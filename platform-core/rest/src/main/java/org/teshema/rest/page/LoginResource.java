package org.teshema.rest.page;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Entered;
import org.teshema.engine.account.HalfSession;
import org.teshema.engine.account.LogIn;
import org.teshema.engine.account.Session;
import org.teshema.engine.oidc.Oidc;
import org.teshema.engine.problem.Problem;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.trust.symbol.Correction;
import org.teshema.trust.symbol.QrSymbol;
import org.teshema.trust.symbol.Run;
import org.teshema.web.Frame;
import org.teshema.web.Pages;
import org.teshema.web.SecondStepPage;

/** Log-in of people with a browser: the token goes into a cookie that no script can read. */
@Component(service = RestResource.class)
@Path("/login")
@Produces(MediaType.TEXT_HTML)
public final class LoginResource implements RestResource {
    // As long as a token can live at most; the engine ends it sooner when it is not used.
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Accounts accounts;
    private final Oidc oidc;
    private final Pages pages;

    /** Logs in to these accounts. */
    @Activate
    public LoginResource(@Reference Accounts accounts, @Reference Oidc oidc, @Reference Pages pages) {
        this.accounts = accounts;
        this.oidc = oidc;
        this.pages = pages;
    }

    /** The form. */
    @GET
    public Response form(@Context Call call) {
        String next = next(call.query("next").orElse("/"));
        return Frames.page(200, pages.login(Frames.of(call), "", Optional.empty(), next, oidc.title()));
    }

    /** Logs in and goes on. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logIn(@Context Call call, byte[] form) {
        Map<String, String> fields = FormBody.read(form);
        String login = fields.getOrDefault("login", "");
        String next = next(fields.getOrDefault("next", "/"));
        try {
            LogIn done = accounts.logIn(login, fields.getOrDefault("password", ""), call.client());
            return entered(call, pages, done, next);
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return Frames.page(
                    e.type().status(),
                    pages.login(Frames.of(call), login, Optional.of(e.detail()), next, oidc.title()));
        }
    }

    /** The second step has no page of its own: it begins with the first. */
    @GET
    @Path("second")
    public Response secondStep(@Context Call call) {
        return Answers.see(Frames.of(call).link("/login"));
    }

    /** Does the second step and goes on. */
    @POST
    @Path("second")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response secondStep(@Context Call call, byte[] form) {
        Map<String, String> fields = FormBody.read(form);
        String ticket = fields.getOrDefault("ticket", "");
        String next = next(fields.getOrDefault("next", "/"));
        try {
            Entered entered = accounts.secondStep(ticket, fields.getOrDefault("code", ""), call.client());
            if (entered.recoveryCodes().isEmpty()) {
                return into(call, entered.session(), next);
            }
            String html = pages.recovery(Frames.of(call), entered.recoveryCodes(), next);
            return Response.fromResponse(Frames.page(200, html))
                    .header("Set-Cookie", cookie(call, entered.session().token(), LONGEST))
                    .build();
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            var again = new SecondStepPage(ticket, Optional.empty(), Optional.of(e.detail()), next);
            return Frames.page(e.type().status(), pages.secondStep(Frames.of(call), again));
        }
    }

    /** Goes on with a session, or to the second step. */
    static Response entered(Call call, Pages pages, LogIn done, String next) {
        return done instanceof HalfSession half
                ? secondStep(call, pages, half, next)
                : into(call, (Session) done, next);
    }

    private static Response secondStep(Call call, Pages pages, HalfSession half, String next) {
        Optional<SecondStepPage.App> app = half.enrolment().map(LoginResource::app);
        var page = new SecondStepPage(half.ticket(), app, Optional.empty(), next);
        return Frames.page(200, pages.secondStep(frame(call), page));
    }

    /** Who comes back from a provider has an address that leads nowhere twice. */
    private static Frame frame(Call call) {
        return call.request().getRequestURI().startsWith("/login/oidc/")
                ? Frame.plain(call.language(), "/login")
                : Frames.of(call);
    }

    /** What an authenticator app is given: its symbol with the light border a reader needs, and the key in groups of four. */
    private static SecondStepPage.App app(HalfSession.Enrolment enrolment) {
        QrSymbol symbol = QrSymbol.encode(enrolment.uri(), Correction.M);
        var path = new StringBuilder();
        for (Run run : symbol.runs()) {
            path.append('M')
                    .append(run.x() + QrSymbol.QUIET_ZONE)
                    .append(' ')
                    .append(run.y() + QrSymbol.QUIET_ZONE)
                    .append('h')
                    .append(run.width())
                    .append('v')
                    .append(run.height())
                    .append("h-")
                    .append(run.width())
                    .append('z');
        }
        String grouped = enrolment.secret().replaceAll("(.{4})(?!$)", "$1 ");
        return new SecondStepPage.App(grouped, path.toString(), symbol.size() + 2 * QrSymbol.QUIET_ZONE);
    }

    static Response into(Call call, Session session, String next) {
        return Response.fromResponse(Answers.see(Frames.of(call).link(next)))
                .header("Set-Cookie", cookie(call, session.token(), LONGEST))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** The cookie with that token; not sent in clear where the platform is reached by TLS. */
    static String cookie(Call call, String token, Duration life) {
        return Call.COOKIE + "=" + token + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (call.request().isSecure() ? "; Secure" : "");
    }

    /** A path of our own to go on to; anything else, such as another host, becomes the first page. */
    static String next(String asked) {
        boolean own = asked.matches("/[A-Za-z0-9_./?=&%-]{0,400}") && !asked.startsWith("//");
        return own ? asked : "/";
    }
}
