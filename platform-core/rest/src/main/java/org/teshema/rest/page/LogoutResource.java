package org.teshema.rest.page;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Accounts;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.auth.SameOrigin;

/** Gives a browser's token back. */
@Component(service = RestResource.class)
@Path("/logout")
public final class LogoutResource implements RestResource {
    private final Accounts accounts;

    /** Logs out of these accounts. */
    @Activate
    public LogoutResource(@Reference Accounts accounts) {
        this.accounts = accounts;
    }

    /** Logs out. */
    @POST
    public Response logOut(@Context Call call) {
        SameOrigin.check(call.request());
        call.cookie(Call.COOKIE).ifPresent(accounts::logOut);
        return Response.fromResponse(Answers.see("/"))
                .header("Set-Cookie", LoginResource.cookie(call, "", Duration.ZERO))
                .build();
    }
}
