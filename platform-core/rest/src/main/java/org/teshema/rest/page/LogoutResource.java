package org.teshema.rest.page;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.oidc.Oidc;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** Gives a browser's token back. */
@Component(service = RestResource.class)
@Path("/logout")
public final class LogoutResource implements RestResource {
    private final Accounts accounts;
    private final Oidc oidc;
    private final Pages pages;

    /** Logs out of these accounts. */
    @Activate
    public LogoutResource(@Reference Accounts accounts, @Reference Oidc oidc, @Reference Pages pages) {
        this.accounts = accounts;
        this.oidc = oidc;
        this.pages = pages;
    }

    /** Logs out, and goes on to the provider where the log-in came from one. */
    @POST
    public Response logOut(@Context Call call) {
        Optional<URI> farewell = call.cookie(Call.COOKIE).flatMap(oidc::farewell);
        call.cookie(Call.COOKIE).ifPresent(accounts::logOut);
        Response out = farewell.map(there -> there(call, there.toString())).orElseGet(() -> Answers.see("/"));
        return Response.fromResponse(out)
                .header("Set-Cookie", LoginResource.cookie(call, "", Duration.ZERO))
                .build();
    }

    /** A form of ours may lead to us only, so the browser goes on by itself. */
    private Response there(Call call, String there) {
        Frame frame = Frame.plain(call.language(), "/logout");
        return Response.fromResponse(Frames.page(200, pages.farewell(frame, there)))
                .header("Refresh", "0; url=" + there)
                .build();
    }
}
