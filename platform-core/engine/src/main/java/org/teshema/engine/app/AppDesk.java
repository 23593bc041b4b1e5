package org.teshema.engine.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.Reader;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.engine.scan.Scanned;
import org.teshema.engine.scan.Taking;
import org.teshema.engine.scan.Throttle;
import org.teshema.engine.time.CityClock;

/** Answers for the pages of scene apps: who may open them, over which devices, and what they may do there. Thread-safe. */
@Component(service = AppDesk.class)
public final class AppDesk {
    private static final int MOST_PARAMETERS = 20;
    private static final int LONGEST = 200;
    private static final int CLIENTS = 10_000;

    private final SwappedPluginTable table;
    private final Guard guard;
    private final ActionDesk actions;
    private final CityClock clock;
    private final Access access;
    private final Throttle numbers;
    private final Throttle writing;

    /** A desk for the apps in that table. */
    @Activate
    public AppDesk(
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference ActionDesk actions,
            @Reference CityClock clock) {
        this.table = table;
        this.guard = guard;
        this.actions = actions;
        this.clock = clock;
        this.access = new Access(clock);
        this.numbers = Throttle.ofNumbers(clock, 10, Duration.ofSeconds(6), CLIENTS);
        this.writing = new Throttle(
                clock,
                5,
                Duration.ofMinutes(2),
                CLIENTS,
                seconds -> Problem.of(
                        ProblemType.THROTTLED,
                        "提交次数过多，请 " + seconds + " 秒后再试；有人被困请直接拨打 110。",
                        "Too much was sent from here. Come back in " + seconds + " s. Is somebody trapped? Call 110."));
    }

    /** The apps that have something for this reader, by name; empty for somebody not logged in. */
    public List<AppCard> cards(Optional<Actor> actor) {
        return toward(actor).serving().stream()
                .flatMap(app -> app
                        .scene()
                        .map(scene -> new AppCard(
                                app.info(),
                                scene.card(),
                                scene.pages().stream()
                                        .filter(page -> !page.ofDevice() && isFor(actor, app, page))
                                        .toList()))
                        .filter(card -> !card.pages().isEmpty())
                        .stream())
                .toList();
    }

    /**
     * A page.
     *
     * @param asked what stood in the address, by name
     * @param client the address the request came from, to limit how many unknown numbers are tried
     * @throws Problem NOT_FOUND where there is no such page, or not for this reader: the two look the same;
     *     UNAUTHENTICATED where somebody logged in might see it; PLUGIN_AWAY while the app does not answer
     */
    public AppAnswer page(
            String app,
            String page,
            Map<String, String> asked,
            Optional<Actor> actor,
            String client,
            Language language) {
        Optional<Declared> overall = declared(toward(actor), app, page);
        if (overall.isPresent() && !overall.get().page().ofDevice()) {
            return overall(overall.get().app(), overall.get().page(), asked, actor, language);
        }
        // A page of one device is of whoever serves that device, which may be the one that this reader does not get
        // else.
        if (table.everybody().stream()
                .noneMatch(one -> one.info().name().equals(app)
                        && one.scene()
                                .flatMap(scene -> scene.page(page))
                                .filter(Page::ofDevice)
                                .isPresent())) {
            throw missing();
        }
        return ofDevice(app, page, asked, actor, client, language);
    }

    private record Declared(Admitted app, Page page) {}

    private static Optional<Declared> declared(Lane lane, String app, String page) {
        return lane.serving(app)
                .flatMap(one -> one.scene().flatMap(scene -> scene.page(page)).map(found -> new Declared(one, found)));
    }

    /** Where a page is of no single device the reader decides which version serves: a station's own people try what is tried there. */
    private Lane toward(Optional<Actor> actor) {
        return table.towardReader(
                actor.map(one -> OptionalLong.of(one.organisation().id())).orElseGet(OptionalLong::empty));
    }

    private AppAnswer overall(
            Admitted app, Page page, Map<String, String> asked, Optional<Actor> actor, Language language) {
        if (!isFor(actor, app, page)) {
            throw actor.isPresent() ? missing() : notLoggedIn();
        }
        Audience audience = actor.map(Access::within).orElse(Audience.PUBLIC);
        Side side = actor.map(Actor::side).orElse(Side.PUBLIC);
        var caller = new Caller(side, audience, actor.map(Actor::organisation), language);
        return answer(app, page, asked, actor, caller, Optional.empty());
    }

    private AppAnswer ofDevice(
            String name,
            String asPage,
            Map<String, String> asked,
            Optional<Actor> actor,
            String client,
            Language language) {
        String number = asked.getOrDefault("code", "");
        String who = actor.map(one -> "account " + one.accountId()).orElse(client);
        numbers.take(who);
        Optional<Scanned> scanned = actions.scanned(number, actor, language);
        if (scanned.isPresent()) {
            numbers.giveBack(who);
        }
        Scanned device = scanned.orElseThrow(AppDesk::missing);
        Declared declared = declared(table.toward(device.device(), device.station()), name, asPage)
                .filter(one ->
                        one.page().ofDevice() && device.context(one.app()).isPresent())
                .orElseThrow(AppDesk::missing);
        Page page = declared.page();
        if (!page.readers().contains(Audience.PUBLIC)
                && !page.readers().contains(device.caller().audience())) {
            throw actor.isPresent() ? missing() : notLoggedIn();
        }
        return answer(declared.app(), page, asked, actor, device.caller(), Optional.of(device));
    }

    private AppAnswer answer(
            Admitted app,
            Page page,
            Map<String, String> asked,
            Optional<Actor> actor,
            Caller caller,
            Optional<Scanned> scanned) {
        Instant now = clock.instant();
        Optional<ScanContext> device = scanned.flatMap(one -> one.context(app));
        var context =
                new PageContext(page.name(), parameters(asked), caller, device, CityClock.dayOf(now), app.rules());
        var reach = reach(actor, scanned);
        Outcome<PageView> outcome = guard.ask(new Question<>(
                app,
                "page",
                new Reader(caller.audience(), Optional.of(reach)),
                () -> ((SceneApp) app.plugin()).page(context)));
        if (outcome instanceof Outcome.Missing<PageView> missing) {
            throw Problem.of(
                    ProblemType.PLUGIN_AWAY,
                    app.info().title().zh() + "：" + missing.gap().words().zh(),
                    app.info().title().en() + ": " + missing.gap().words().en());
        }
        PageView view = outcome.answer().orElseThrow();
        List<OfferedAction> offered = scanned.map(
                        one -> actions.offer(app, own(app, view), one.code(), caller.audience(), actor))
                .orElse(List.of());
        return new AppAnswer(app.info(), page, caller, scanned, view, offered, now);
    }

    /**
     * Does what a page offered: appends one entry to the archive of its device.
     *
     * @param answer the page, asked for anew
     * @param offered one of its actions
     * @param token as it was offered before
     * @param raw field values as they came from a form or JSON
     * @param signer who proved to be the one whose deed it is, where the action wants somebody beside the reader
     * @return the entry, as far as this reader may see it, with what the app tells of it
     * @throws Problem as {@link ActionDesk#take}; THROTTLED for somebody not logged in who sends too much
     */
    public AppTaken take(
            AppAnswer answer,
            OfferedAction offered,
            String token,
            Map<String, ?> raw,
            Optional<Actor> actor,
            String client,
            Optional<Actor> signer) {
        boolean urgent = offered.kind().urgent();
        if (actor.isEmpty() && !urgent) {
            writing.take(client);
        }
        boolean crowded = actor.isEmpty() && urgent && !writing.tryTake(client);
        Scanned scanned = answer.scanned().orElseThrow();
        var taking = new Taking(
                actor,
                scanned.code().hex(),
                offered.kind().name(),
                offered.action().draft(),
                token,
                raw,
                "app",
                signer);
        Entry entry = actions.take(crowded ? taking.inACrowd() : taking);
        return new AppTaken(entry, receipt(answer, scanned, entry, actor));
    }

    /** What this reader recorded with that token on a page of this device, though the page may not offer it any more. */
    public Optional<AppTaken> earlier(AppAnswer answer, String token, Optional<Actor> actor) {
        return answer.scanned()
                .flatMap(scanned -> actions.earlier(actor, scanned.code().hex(), token)
                        .map(entry -> new AppTaken(entry, receipt(answer, scanned, entry, actor))));
    }

    /** What the app tells of an entry that stands, whatever becomes of this question. */
    private Optional<Receipt> receipt(AppAnswer answer, Scanned scanned, Entry entry, Optional<Actor> actor) {
        Optional<Admitted> app = table.toward(scanned.device(), scanned.station())
                .serving(answer.app().name());
        Optional<ScanContext> context = app.flatMap(scanned::context);
        if (context.isEmpty()) {
            return Optional.empty();
        }
        var reader = new Reader(answer.caller().audience(), Optional.of(reach(actor, Optional.of(scanned))));
        return guard.ask(new Question<>(
                        app.get(),
                        "receipt",
                        reader,
                        () -> ((SceneApp) app.get().plugin()).receipt(context.get(), entry)))
                .answer()
                .flatMap(told -> told);
    }

    private Reader.Reach reach(Optional<Actor> actor, Optional<Scanned> scanned) {
        return new Reader.Reach(
                access.scope(actor, Deed.SEE_DEVICE, "d"),
                actor.map(Access::within).orElse(Audience.PUBLIC),
                scanned.map(one -> one.device().id()));
    }

    /** What it offers of its own kinds: an app writes no other. Whoever reads its pages may be anywhere. */
    private static List<Action> own(Admitted app, PageView view) {
        return view.actions().stream()
                .filter(action -> !action.draft().atDevice()
                        && app.kinds().stream().anyMatch(kind -> kind.name().equals(action.kind())))
                .toList();
    }

    private static boolean isFor(Optional<Actor> actor, Admitted app, Page page) {
        if (page.readers().contains(Audience.PUBLIC)) {
            return true;
        }
        if (actor.isEmpty() || !page.readers().contains(Access.within(actor.get()))) {
            return false;
        }
        // An authority answers for its own district; units and bodies work in several, and see their own devices there.
        return Access.mayInDistrict(actor.get(), Deed.OPEN_APP, app.info().district());
    }

    private static Map<String, String> parameters(Map<String, String> asked) {
        var few = new HashMap<String, String>();
        asked.forEach((name, value) -> {
            if (few.size() < MOST_PARAMETERS && name.length() <= LONGEST && value.length() <= LONGEST) {
                few.put(name, value);
            }
        });
        return few;
    }

    private static Problem missing() {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有此页面，或不对您开放；可用的应用见 /apps。",
                "There is no such page, or not for you. /apps lists those there are.");
    }

    private static Problem notLoggedIn() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "此页面登录后可见。", "This page is for people who are logged in.");
    }
}
