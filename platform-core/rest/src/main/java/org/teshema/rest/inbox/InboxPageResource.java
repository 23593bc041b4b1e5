package org.teshema.rest.inbox;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Actor;
import org.teshema.engine.digest.Digests;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.inbox.InboxItem;
import org.teshema.engine.inbox.InboxState;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.suspect.SuspectLabels;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.webhook.Webhooks;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.ListAnswer;
import org.teshema.rest.page.Listing;
import org.teshema.rest.page.Minutes;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.InboxPage;
import org.teshema.web.Pages;

/** The inbox as a page: what is open, of that what has a day, or what is done, and a button beside each open item. */
@Component(service = RestResource.class)
@Path("/inbox")
@Produces(MediaType.TEXT_HTML)
public final class InboxPageResource implements RestResource {
    private static final String PATH = "/inbox";

    private final Inbox inbox;
    private final Digests digests;
    private final Webhooks webhooks;
    private final SuspectLabels suspects;
    private final CityClock clock;
    private final Pages pages;

    /** Shows that inbox, its digests, that messages of it were not delivered, and that suspect labels wait to be looked into. */
    @Activate
    public InboxPageResource(
            @Reference Inbox inbox,
            @Reference Digests digests,
            @Reference Webhooks webhooks,
            @Reference SuspectLabels suspects,
            @Reference CityClock clock,
            @Reference Pages pages) {
        this.inbox = inbox;
        this.digests = digests;
        this.webhooks = webhooks;
        this.suspects = suspects;
        this.clock = clock;
        this.pages = pages;
    }

    /** The page, the file of what it shows, or the way to log in. */
    @GET
    public Response list(@Context Call call) {
        boolean due = call.query("state").filter("due"::equals).isPresent();
        InboxState state =
                due ? InboxState.OPEN : InboxStates.of(call.query("state")).orElse(InboxState.OPEN);
        Optional<DigestRows> digest = DigestRows.asked(call);
        InboxPage.Tab tab = tab(due, state, digest);
        Optional<String> kind = call.query("kind").filter(word -> !due && !word.isBlank());
        return ListAnswer.of(
                call,
                actor -> InboxList.of(
                        tab,
                        kind,
                        digest,
                        clock.today(),
                        digest.map(one -> one.of(digests, actor))
                                .<Function<Cursor, Page<InboxItem>>>map(
                                        counted -> cursor -> inbox.list(actor, counted, kind, cursor))
                                .orElse(cursor -> due
                                        ? new Page<>(inbox.due(actor), Optional.empty())
                                        : inbox.newest(actor, state, kind, cursor))),
                (actor, listing) -> pages.inbox(Frames.of(call), page(call, actor, tab, kind, listing)));
    }

    private static InboxPage.Tab tab(boolean due, InboxState state, Optional<DigestRows> digest) {
        if (digest.isPresent()) {
            return InboxPage.Tab.COUNTED;
        }
        return due ? InboxPage.Tab.DUE : state == InboxState.DONE ? InboxPage.Tab.DONE : InboxPage.Tab.OPEN;
    }

    private InboxPage page(
            Call call, Actor actor, InboxPage.Tab tab, Optional<String> kind, Listing<InboxItem> listing) {
        Page<InboxItem> found = listing.rows().apply(call.page());
        LocalDate today = clock.today();
        Listing<InboxItem> told = InboxList.only(kind, DigestRows.asked(call), found.items())
                .<Listing<InboxItem>>map(listing::counted)
                .orElse(listing);
        return new InboxPage(
                inbox.open(actor),
                tab,
                found.items().stream().map(item -> item(item, today)).toList(),
                ListAnswer.next(PATH, listing, found),
                webhooks.givenUp(actor),
                webhooks.mayHandle(actor),
                suspects.open(actor),
                ListAnswer.tools(PATH, told));
    }

    /** The daily digests, or all of them as a file. */
    @GET
    @Path("digests")
    public Response digests(@Context Call call) {
        return ListAnswer.of(call, pages, actor -> DigestLists.days(digests.mine(actor)));
    }

    /** That of one day, or its numbers as a file. */
    @GET
    @Path("digests/{day}")
    public Response digest(@Context Call call, @PathParam("day") String day) {
        LocalDate on = Days.path(day);
        return ListAnswer.of(call, pages, actor -> DigestLists.one(call, digests.get(actor, on)));
    }

    /** Marks an item as dealt with. */
    @POST
    @Path("{id}/done")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response done(@Context Call call, @PathParam("id") String id, byte[] form) {
        inbox.done(call.write(FormBody.read(form).get(FormBody.KEY)), Ids.path(id));
        return Answers.see(Frames.of(call).link("/inbox"));
    }

    private static InboxPage.Item item(InboxItem item, LocalDate today) {
        InboxItem.About device = item.device();
        return new InboxPage.Item(
                item.title(),
                InboxList.isPressing(item),
                InboxList.about(device),
                device.number().map(ShortNumber::digits),
                Minutes.of(item.since()),
                item.from().words(),
                item.due().map(day -> new InboxPage.Due(day.toString(), item.isLate(today))),
                item.done()
                        .<InboxPage.End>map(done -> new InboxPage.Done(Minutes.of(done.at())))
                        .orElseGet(() -> new InboxPage.Markable(
                                "/inbox/" + item.id() + "/done",
                                UUID.randomUUID().toString())));
    }
}
