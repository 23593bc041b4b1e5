package org.teshema.rest.webhook;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.webhook.Delivery;
import org.teshema.engine.webhook.Webhook;
import org.teshema.engine.webhook.WebhookEvent;
import org.teshema.engine.webhook.Webhooks;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.auth.SameOrigin;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.Minutes;
import org.teshema.web.Pages;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;
import org.teshema.web.WebhookPage;

/** The webhook as a page: where messages go, a field for another address, buttons, and what became of the last messages. */
@Component(service = RestResource.class)
@Path("/webhook")
@Produces(MediaType.TEXT_HTML)
public final class WebhookPageResource implements RestResource {
    private static final String PATH = "/webhook";

    private final Webhooks webhooks;
    private final Pages pages;

    /** Shows those webhooks. */
    @Activate
    public WebhookPageResource(@Reference Webhooks webhooks, @Reference Pages pages) {
        this.webhooks = webhooks;
        this.pages = pages;
    }

    /** The page; whoever is not logged in is asked to. */
    @GET
    public Response show(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + PATH));
        }
        return page(call, 200, "", Optional.empty(), Optional.empty());
    }

    /** Has messages sent to that address, and shows the secret once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(@Context Call call, byte[] form) {
        SameOrigin.check(call.request());
        Map<String, String> fields = FormBody.read(form);
        String typed = fields.getOrDefault("address", "");
        WriteRequest asked = call.write(fields.get(FormBody.KEY));
        try {
            return page(call, 200, "", Optional.empty(), Optional.of(webhooks.enter(asked, typed)));
        } catch (Problem e) {
            if (e.field().isEmpty()) {
                throw e;
            }
            return page(call, e.type().status(), typed, Optional.of(e.detail()), Optional.empty());
        }
    }

    /** Sends a message that says nothing. */
    @POST
    @Path("test")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response test(@Context Call call, byte[] form) {
        return done(call, form, webhooks::test);
    }

    /** Sends what was given up once more. */
    @POST
    @Path("again")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response again(@Context Call call, byte[] form) {
        return done(call, form, webhooks::again);
    }

    /** Sends nothing any more. */
    @POST
    @Path("off")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response off(@Context Call call, byte[] form) {
        return done(call, form, webhooks::switchOff);
    }

    private static Response done(Call call, byte[] form, Consumer<WriteRequest> deed) {
        SameOrigin.check(call.request());
        deed.accept(call.write(FormBody.read(form).get(FormBody.KEY)));
        return Answers.see(Frames.of(call).link(PATH));
    }

    private Response page(Call call, int status, String typed, Optional<Text> error, Optional<String> secret) {
        Actor actor = call.actor();
        var page = new WebhookPage(
                webhooks.isOpen(),
                webhooks.find(actor).map(WebhookPageResource::now),
                webhooks.deliveries(actor).stream()
                        .map(WebhookPageResource::row)
                        .toList(),
                typed,
                error,
                secret,
                UUID.randomUUID().toString());
        return Frames.page(status, pages.webhook(Frames.of(call), page));
    }

    private static WebhookPage.Now now(Webhook webhook) {
        return new WebhookPage.Now(
                webhook.place(),
                webhook.active(),
                Minutes.of(webhook.enteredAt()),
                webhook.restUntil().map(Minutes::of),
                webhook.waiting(),
                webhook.givenUp());
    }

    private static List<Cell> row(Delivery delivery) {
        return List.of(
                Cell.of(Minutes.of(delivery.madeAt())),
                Cell.of(event(delivery.event())),
                state(delivery),
                Cell.of(Integer.toString(delivery.tries())),
                Cell.of(delivery.outcome().map(WebhookPageResource::outcome).orElseGet(() -> Text.same("—"))));
    }

    private static Text event(WebhookEvent event) {
        return switch (event) {
            case ENTRY -> new Text("收件箱事项", "An item of the inbox");
            case DIGEST -> new Text("每日摘要", "Daily digest");
            case TEST -> new Text("测试", "Test");
        };
    }

    private static Cell state(Delivery delivery) {
        return switch (delivery.state()) {
            case WAITING ->
                new Cell(
                        new Text("待发送 " + Minutes.of(delivery.dueAt()), "To be sent " + Minutes.of(delivery.dueAt())),
                        Tone.PLAIN,
                        Optional.empty());
            case SENT -> new Cell(new Text("已送达", "Delivered"), Tone.GOOD, Optional.empty());
            case GIVEN_UP -> new Cell(new Text("未送达", "Not delivered"), Tone.BAD, Optional.empty());
        };
    }

    /** A status as it is; what else there may be in words. */
    private static Text outcome(String outcome) {
        return switch (outcome) {
            case "REFUSED" -> new Text("平台未开放该地址", "The platform sends nothing there");
            case "TOO_SLOW" -> new Text("对方 5 秒内没有应答", "No answer within 5 seconds");
            case "TOO_MUCH" -> new Text("对方应答过长", "The answer was too long");
            case "AWAY" -> new Text("无法连接对方", "It cannot be reached");
            default -> new Text("对方应答 " + outcome, "It answered " + outcome);
        };
    }
}
