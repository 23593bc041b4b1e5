package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.CityKeys;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.web.Pages;
import org.teshema.web.VerifyPage;

/** Tells how anybody checks a code with published keys and OpenSSL, without trusting this site. */
@Component(service = RestResource.class)
@Path("/verify")
@Produces(MediaType.TEXT_HTML)
public final class VerifyResource implements RestResource {
    private final CityKeys keys;
    private final Pages pages;

    /** Publishes these keys. */
    @Activate
    public VerifyResource(@Reference CityKeys keys, @Reference Pages pages) {
        this.keys = keys;
        this.pages = pages;
    }

    /** The page. */
    @GET
    public Response page(@Context Call call) {
        List<VerifyPage.Key> published =
                keys.issuingKeys().stream().map(VerifyResource::key).toList();
        return Frames.page(
                200,
                pages.verify(
                        Frames.of(call),
                        new VerifyPage(
                                keys.prefix().url(), keys.root().profile().userId(), published)));
    }

    private static VerifyPage.Key key(IssuingKey key) {
        return new VerifyPage.Key(
                key.index(),
                key.keyId(),
                key.codeClass().zh(),
                key.signFrom() + " – " + key.signUntil(),
                key.verifyUntil().toString(),
                "/api/v1/keys/" + key.keyId() + ".pem");
    }
}
