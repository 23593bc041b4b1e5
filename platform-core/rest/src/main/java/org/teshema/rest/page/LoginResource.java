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
import org.teshema.engine.account.Session;
import org.teshema.engine.problem.Problem;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.auth.SameOrigin;
import org.teshema.web.Pages;

/** Log-in of people with a browser: the token goes into a cookie that no script can read. */
@Component(service = RestResource.class)
@Path("/login")
@Produces(MediaType.TEXT_HTML)
public final class LoginResource implements RestResource {
    // As long as a token can live at most; the engine ends it sooner when it is not used.
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Accounts accounts;
    private final Pages pages;

    /** Logs in to these accounts. */
    @Activate
    public LoginResource(@Reference Accounts accounts, @Reference Pages pages) {
        this.accounts = accounts;
        this.pages = pages;
    }

    /** The form. */
    @GET
    public Response form(@Context Call call) {
        String next = next(call.query("next").orElse("/"));
        return Frames.page(200, pages.login(Frames.of(call), "", Optional.empty(), next));
    }

    /** Logs in and goes on. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logIn(@Context Call call, byte[] form) {
        SameOrigin.check(call.request());
        Map<String, String> fields = FormBody.read(form);
        String login = fields.getOrDefault("login", "");
        String next = next(fields.getOrDefault("next", "/"));
        try {
            Session session = accounts.logIn(login, fields.getOrDefault("password", ""), call.client());
            return Response.fromResponse(Answers.see(Frames.of(call).link(next)))
                    .header("Set-Cookie", cookie(call, session.token(), LONGEST))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return Frames.page(e.type().status(), pages.login(Frames.of(call), login, Optional.of(e.detail()), next));
        }
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
