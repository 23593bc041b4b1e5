package org.teshema.rest.page;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.oidc.Oidc;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.NoBrowser;
import org.teshema.rest.RestResource;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** The way to the provider of identities and back, and what it says by itself. */
@Component(service = RestResource.class)
@Path("/login/oidc")
@Produces(MediaType.TEXT_HTML)
public final class OidcResource implements RestResource {
    /** What a browser keeps while it is away. */
    static final String COOKIE = "teshema-oidc";

    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final int LONGEST_FORM = 64 * 1024;

    private final Oidc oidc;
    private final Pages pages;

    /** The way to that provider. */
    @Activate
    public OidcResource(@Reference Oidc oidc, @Reference Pages pages) {
        this.oidc = oidc;
        this.pages = pages;
    }

    /** Sends the browser to the provider. */
    @GET
    public Response depart(@Context Call call) {
        String next = LoginResource.next(call.query("next").orElse("/"));
        try {
            Oidc.Departure departure = oidc.depart(Frames.of(call).link(next));
            return Response.fromResponse(Answers.see(departure.to().toString()))
                    .header("Set-Cookie", kept(call, departure.kept(), AWAY))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (Problem e) {
            return again(call, e);
        }
    }

    /** Takes the browser in that comes back. */
    @GET
    @Path("callback")
    public Response arrive(@Context Call call) {
        String query = Optional.ofNullable(call.request().getQueryString()).orElse("");
        try {
            Oidc.Arrival arrival = oidc.arrive(
                    FormBody.read(query.getBytes(StandardCharsets.UTF_8)),
                    call.cookie(COOKIE).orElse(""),
                    call.client());
            Response into = arrival.logIn().isPresent()
                    ? LoginResource.entered(call, pages, arrival.logIn().get(), arrival.next())
                    : Frames.page(200, pages.link(plain(call), arrival.unlinked(), Optional.empty()));
            return Response.fromResponse(into)
                    .header("Set-Cookie", kept(call, "", Duration.ZERO))
                    .build();
        } catch (Problem e) {
            return again(call, e);
        }
    }

    /** Links whom the provider knows by a code, and takes them in. */
    @POST
    @Path("link")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response link(@Context Call call, byte[] form) {
        Map<String, String> fields = FormBody.read(form);
        String unlinked = fields.getOrDefault("unlinked", "");
        try {
            Oidc.Arrival arrival = oidc.link(unlinked, fields.getOrDefault("code", ""), call.client());
            return LoginResource.entered(call, pages, arrival.logIn().orElseThrow(), arrival.next());
        } catch (Problem e) {
            if (e.type().status() >= 500) {
                throw e;
            }
            return Frames.page(e.type().status(), pages.link(plain(call), unlinked, Optional.of(e.detail())));
        }
    }

    /** Ends what the provider says has ended there. No browser comes here: the token says whose word it is. */
    @POST
    @Path("ended")
    @Produces(MediaType.WILDCARD)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @NoBrowser
    public Response ended(@Context Call call, byte[] form) {
        if (form.length > LONGEST_FORM) {
            throw Problem.of(ProblemType.INVALID, "退出通知过大。", "That log-out is too large.");
        }
        oidc.loggedOut(FormBody.read(form).getOrDefault("logout_token", ""));
        return Response.ok().header("Cache-Control", "no-store").build();
    }

    private Response again(Call call, Problem e) {
        if (e.type().status() >= 500) {
            throw e;
        }
        return Response.fromResponse(Frames.page(
                        e.type().status(), pages.login(plain(call), "", Optional.of(e.detail()), "/", oidc.title())))
                .header("Set-Cookie", kept(call, "", Duration.ZERO))
                .build();
    }

    /** A frame whose links carry nothing on of what the browser came back with. */
    private static Frame plain(Call call) {
        return Frame.plain(call.language(), "/login");
    }

    /** The host's own and nobody's above it, out of reach for scripts, and sent along when the provider sends the browser back. */
    private static String kept(Call call, String value, Duration life) {
        return COOKIE + "=" + value + "; Path=/login/oidc; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (call.request().isSecure() ? "; Secure" : "");
    }
}
