package org.teshema.rest.webhook;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.webhook.Delivery;
import org.teshema.engine.webhook.Webhooks;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The webhook of the organisation the asker acts for; its administrators alone handle it. */
@Component(service = RestResource.class)
@Path("/api/v1/webhook")
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookResource implements RestResource {
    private final Webhooks webhooks;

    /** Those webhooks. */
    @Activate
    public WebhookResource(@Reference Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Where messages are to go.
     *
     * @param address whole, at a place that the operator lists; it is kept sealed
     */
    public record NewWebhookJson(String address) {
        /** Without the address, which may hold a secret. */
        @Override
        public String toString() {
            return "NewWebhookJson[]";
        }
    }

    /**
     * What messages are signed with.
     *
     * @param secret key of the HMAC-SM3 of the body, in hexadecimal; told once
     */
    public record WebhookSecretJson(String secret) {
        @Override
        public String toString() {
            return "WebhookSecretJson[]";
        }
    }

    /** The webhook. */
    @GET
    public WebhookJson get(@Context Call call) {
        return found(call.actor());
    }

    /** Has messages sent to that address from now on; another secret comes with each address. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public WebhookSecretJson enter(@Context Call call, NewWebhookJson wanted) {
        return new WebhookSecretJson(webhooks.enter(call.write(), Objects.requireNonNullElse(wanted.address(), "")));
    }

    /** Sends nothing any more; what waits is dropped. */
    @POST
    @Path("off")
    public WebhookJson off(@Context Call call) {
        WriteRequest asked = call.write();
        webhooks.switchOff(asked);
        return found(asked.actor());
    }

    /** Sends a message that says nothing, once; how it ended stands among the deliveries a moment later. */
    @POST
    @Path("test")
    public WebhookJson test(@Context Call call) {
        WriteRequest asked = call.write();
        webhooks.test(asked);
        return found(asked.actor());
    }

    /** Sends what was given up within seven days once more. */
    @POST
    @Path("again")
    public WebhookJson again(@Context Call call) {
        WriteRequest asked = call.write();
        webhooks.again(asked);
        return found(asked.actor());
    }

    /** The last fifty messages, the newest first. */
    @GET
    @Path("deliveries")
    public PageJson<DeliveryJson> deliveries(@Context Call call) {
        return PageJson.of(new Page<Delivery>(webhooks.deliveries(call.actor()), Optional.empty()), DeliveryJson::of);
    }

    private WebhookJson found(Actor actor) {
        return webhooks.find(actor)
                .map(WebhookJson::of)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "本单位没有登记消息推送。", "Your organisation has no webhook."));
    }
}
