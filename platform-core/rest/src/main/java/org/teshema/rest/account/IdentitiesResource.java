package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.oidc.IdentityLink;
import org.teshema.engine.oidc.Links;
import org.teshema.engine.oidc.Oidc;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** Which subject of the provider of identities is which account. */
@Component(service = RestResource.class)
@Path("/api/v1/identities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class IdentitiesResource implements RestResource {
    private final Links links;
    private final Oidc oidc;

    /** Those links, to that provider. */
    @Activate
    public IdentitiesResource(@Reference Links links, @Reference Oidc oidc) {
        this.links = links;
        this.oidc = oidc;
    }

    /**
     * That a subject of a provider is an account.
     *
     * @param id its id
     * @param issuer the provider
     * @param subject how it calls the person
     * @param account id of the account
     * @param login its login name
     * @param linkedAt since when
     */
    public record IdentityJson(
            String id, String issuer, String subject, String account, String login, Instant linkedAt) {
        static IdentityJson of(IdentityLink link) {
            return new IdentityJson(
                    Long.toString(link.id()),
                    link.issuer(),
                    link.subject(),
                    Long.toString(link.accountId()),
                    link.login(),
                    link.linkedAt());
        }
    }

    /**
     * A link to be made.
     *
     * @param account id of the account
     * @param subject how the provider calls the person
     */
    public record NewIdentityJson(String account, String subject) {}

    /**
     * For whom a code is asked.
     *
     * @param account id of the account
     */
    public record LinkCodeRequestJson(String account) {}

    /**
     * A code by which its owner links an account at their first log-in by the provider.
     *
     * @param code told once
     * @param expiresAt when it links no more
     */
    public record LinkCodeJson(String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "LinkCodeJson[expiresAt=" + expiresAt + "]";
        }
    }

    /** The links of the accounts the asker may know of. */
    @GET
    @Personal(accounts = true)
    public PageJson<IdentityJson> list(@Context Call call) {
        return PageJson.of(links.list(call.actor(), call.page()), IdentityJson::of);
    }

    /** Links an account to a subject of the configured provider. */
    @POST
    public Response link(@Context Call call, NewIdentityJson wanted) {
        WriteRequest asked = call.write();
        String issuer = oidc.issuer()
                .orElseThrow(() ->
                        Problem.of(ProblemType.WRONG_STATE, "未配置统一身份认证。", "No provider of identities is configured."));
        IdentityLink made = links.link(asked, issuer, Ids.field("account", wanted.account()), wanted.subject());
        return Answers.created("/api/v1/identities", IdentityJson.of(made));
    }

    /** Gives out a code that links an account once; codes given out for it before link no more. */
    @POST
    @Path("codes")
    public Response code(@Context Call call, LinkCodeRequestJson wanted) {
        Links.Code code = links.code(call.actor(), Ids.field("account", wanted.account()));
        return Answers.created("/api/v1/identities", new LinkCodeJson(code.code(), code.expiresAt()));
    }

    /** Takes a link away; the sessions that began by it end on every node within two seconds. */
    @DELETE
    @Path("{id}")
    public Response unlink(@Context Call call, @PathParam("id") String id) {
        links.unlink(call.write(), Ids.path(id));
        return Response.noContent().build();
    }
}
