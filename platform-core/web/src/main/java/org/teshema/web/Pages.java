package org.teshema.web;

import freemarker.template.TemplateMethodModelEx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.OpenMode;

/** Makes the pages of the platform: each method takes what a page shows and returns its HTML. Thread-safe. */
@Component(service = Pages.class)
public final class Pages {
    private final Templates templates = new Templates();
    private final boolean developer;

    /** Pages from the templates in this bundle, which say so when the platform lets in what nobody signed. */
    @Activate
    public Pages(@Reference OpenMode mode) {
        this(mode.isDeveloper());
    }

    /** Pages of a platform in production. */
    public Pages() {
        this(false);
    }

    Pages(boolean developer) {
        this.developer = developer;
    }

    /** The page of one scan. */
    public String scan(Frame frame, ScanPage page) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", page.number().map(Pages::grouped).orElse(""));
        map.put("kind", page.kind().map(t -> t.in(language)).orElse(""));
        map.put("place", page.place().orElse(""));
        map.put("post", page.post().map(t -> t.in(language)).orElse(""));
        map.put("state", badge(page.state(), language));
        page.standing().ifPresent(standing -> map.put("standing", badge(standing, language)));
        map.put("advice", Words.of(page.advice(), language));
        map.put(
                "emergency",
                page.emergency().stream().map(p -> Sections.phone(p, language)).toList());
        map.put(
                "urgent",
                page.urgent().stream().map(s -> Sections.section(s, language)).toList());
        map.put(
                "sections",
                page.sections().stream().map(s -> Sections.section(s, language)).toList());
        map.put("alarms", buttons(page.alarms(), language));
        // What is done to the device and where else one may look are two things: together they are a list nobody reads.
        map.put("actions", buttons(page.actions(), language, false));
        map.put("apps", buttons(page.actions(), language, true));
        map.put("gaps", Words.of(page.gaps(), language));
        map.put("host", page.host());
        page.report().ifPresent(p -> map.put("report", Sections.phone(p, language)));
        return page("scan", frame, map);
    }

    private static List<Map<String, String>> buttons(List<ScanPage.Button> all, Language language, boolean apps) {
        return buttons(
                all.stream()
                        .filter(button -> button.href().startsWith("/apps/") == apps)
                        .toList(),
                language);
    }

    private static List<Map<String, String>> buttons(List<ScanPage.Button> buttons, Language language) {
        return buttons.stream()
                .map(b -> Map.of("title", b.title().in(language), "href", b.href()))
                .toList();
    }

    /** The scene apps. */
    public String apps(Frame frame, AppsPage page) {
        Language language = frame.language();
        return page(
                "apps",
                frame,
                Map.of(
                        "apps",
                        page.apps().stream()
                                .map(app -> Map.of(
                                        "title", app.title().in(language),
                                        "card", app.card().in(language),
                                        "doors", doors(app.doors(), language)))
                                .toList()));
    }

    /** A page of a scene app. */
    public String app(Frame frame, AppPage page) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", page.title().in(language));
        map.put("app", page.app().in(language));
        map.put("about", page.about().orElse(""));
        map.put(
                "sections",
                page.sections().stream()
                        .map(one -> Sections.section(one, language))
                        .toList());
        map.put("phones", phones(page.phones(), language));
        map.put(
                "asks",
                page.asks().stream()
                        .map(ask -> Map.of(
                                "title", ask.title().in(language),
                                "path", ask.path(),
                                "name", ask.name(),
                                "typed", ask.typed()))
                        .toList());
        map.put("doors", doors(page.doors(), language));
        map.put("next", page.next().orElse(""));
        page.files().ifPresent(files -> map.put("files", Rows.tools(files, language)));
        return page("app", frame, map);
    }

    /** The plugins of this node. */
    public String plugins(Frame frame, PluginsPage page) {
        Language language = frame.language();
        return page(
                "plugins",
                frame,
                Map.of(
                        "title", page.title().in(language),
                        "intro", Words.of(page.intro(), language),
                        "deeds", Cards.deeds(page.deeds(), language),
                        "troubles", Words.of(page.troubles(), language),
                        "cards",
                                page.cards().stream()
                                        .map(card -> Cards.card(card, language))
                                        .toList(),
                        "empty", page.empty().in(language)));
    }

    /**
     * Where a release is brought.
     *
     * @param refusal why the one that was brought was not taken
     * @param key makes that it is brought once
     */
    public String bringRelease(Frame frame, Optional<Text> refusal, String key) {
        return page(
                "bring",
                frame,
                Map.of("refusal", refusal.map(text -> text.in(frame.language())).orElse(""), "key", key));
    }

    /** A release, and what installing it would do. */
    public String release(Frame frame, ReleasePage page) {
        Language language = frame.language();
        return page(
                "release",
                frame,
                Map.of(
                        "title", page.title().in(language),
                        "sections",
                                page.sections().stream()
                                        .map(s -> Sections.section(s, language))
                                        .toList(),
                        "deeds", Cards.deeds(page.deeds(), language)));
    }

    private static List<Map<String, String>> doors(List<AppPage.Door> doors, Language language) {
        return doors.stream()
                .map(door -> Map.of("title", door.title().in(language), "href", door.href()))
                .toList();
    }

    /** The first page for the public: what this is, where to type a number, and what else is there for everybody. */
    public String welcome(Frame frame, List<AppPage.Door> doors) {
        return page("welcome", frame, Map.of("doors", doors(doors, frame.language())));
    }

    /** Where a number from a label is typed in. */
    public String number(Frame frame, String typed, Optional<Text> error) {
        return page(
                "number",
                frame,
                Map.of(
                        "typed",
                        typed,
                        "error",
                        error.map(t -> t.in(frame.language())).orElse("")));
    }

    /** Where the code to be bound is typed in, or read with the camera. */
    public String askCode(Frame frame, String typed, Optional<Text> error) {
        return page(
                "ask-code",
                frame,
                Map.of(
                        "typed",
                        typed,
                        "error",
                        error.map(t -> t.in(frame.language())).orElse("")));
    }

    /**
     * Where a code is read with the camera.
     *
     * @param prefix what stands before the text of every code
     * @param binds whether it is to be bound; otherwise it is scanned
     * @param reads whether the platform reads pictures for this person
     * @param error what was wrong with the picture that was sent
     */
    public String camera(Frame frame, String prefix, boolean binds, boolean reads, Optional<Text> error) {
        return page(
                "camera",
                frame,
                Map.of(
                        "prefix",
                        prefix,
                        "binds",
                        binds,
                        "reads",
                        reads,
                        "error",
                        error.map(t -> t.in(frame.language())).orElse(""),
                        "script",
                        Assets.path("camera.js")));
    }

    /**
     * Where people log in.
     *
     * @param next the path to go on to
     */
    public String login(Frame frame, String typed, Optional<Text> error, String next) {
        return login(frame, typed, error, next, Optional.empty());
    }

    /**
     * The same where another provider of identities lets people in too.
     *
     * @param provider what the way to it is called
     */
    public String login(Frame frame, String typed, Optional<Text> error, String next, Optional<Text> provider) {
        return page(
                "login",
                frame,
                Map.of(
                        "provider",
                        provider.map(t -> t.in(frame.language())).orElse(""),
                        "typed",
                        typed,
                        "error",
                        error.map(t -> t.in(frame.language())).orElse(""),
                        "next",
                        next));
    }

    /** The second step of a log-in. */
    public String secondStep(Frame frame, SecondStepPage page) {
        return page(
                "second-step",
                frame,
                Map.of(
                        "ticket",
                        page.ticket(),
                        "secret",
                        page.app().map(SecondStepPage.App::secret).orElse(""),
                        "path",
                        page.app().map(SecondStepPage.App::path).orElse(""),
                        "size",
                        page.app().map(SecondStepPage.App::size).orElse(1),
                        "error",
                        page.error().map(t -> t.in(frame.language())).orElse(""),
                        "next",
                        page.next()));
    }

    /**
     * Recovery codes, shown once.
     *
     * @param next the path to go on to
     */
    public String recovery(Frame frame, List<String> codes, String next) {
        return page("recovery", frame, Map.of("codes", codes, "next", next));
    }

    /**
     * Where somebody whom the provider knows types the code that says who they are here.
     *
     * @param unlinked whom the provider knows, sealed
     */
    public String link(Frame frame, String unlinked, Optional<Text> error) {
        return page(
                "link",
                frame,
                Map.of(
                        "unlinked",
                        unlinked,
                        "error",
                        error.map(t -> t.in(frame.language())).orElse("")));
    }

    /**
     * They are out here, and go on to log out there.
     *
     * @param there the provider's place to log out
     */
    public String farewell(Frame frame, String there) {
        return page("farewell", frame, Map.of("there", there));
    }

    /** One's own log-ins. */
    public String sessions(Frame frame, SessionsPage page) {
        return page(
                "sessions",
                frame,
                Map.of(
                        "sessions",
                        page.sessions().stream()
                                .map(one -> Map.of(
                                        "id", Long.toString(one.id()),
                                        "since", one.since(),
                                        "lastUsed", one.lastUsed(),
                                        "network", one.network(),
                                        "isThis", one.isThis()))
                                .toList(),
                        "served",
                        page.served().stream()
                                .map(one -> Map.of(
                                        "id", Long.toString(one.id()),
                                        "name", one.name(),
                                        "role", one.role().in(frame.language()),
                                        "isNow", one.isNow()))
                                .toList(),
                        "asked",
                        page.asked(),
                        "key",
                        page.key(),
                        "error",
                        page.error().map(t -> t.in(frame.language())).orElse(""),
                        "wrong",
                        page.wrong().entrySet().stream()
                                .collect(Collectors.toMap(
                                        one -> one.getKey().isEmpty() ? "all" : one.getKey(),
                                        one -> one.getValue().in(frame.language())))));
    }

    /** The first page of somebody logged in. */
    public String home(Frame frame, HomePage page) {
        Language language = frame.language();
        return page(
                "home",
                frame,
                Map.of(
                        "organisation", page.organisation(),
                        "role", page.role().in(language),
                        "login", page.login(),
                        "figures",
                                page.figures().stream()
                                        .map(f -> Map.of(
                                                "label", f.label().in(language),
                                                "value",
                                                        f.instead()
                                                                .map(words -> words.in(language))
                                                                .orElseGet(() -> thousands(f.value())),
                                                "href", f.href().orElse("")))
                                        .toList(),
                        "doors",
                                page.doors().stream()
                                        .map(d -> Map.of(
                                                "title", d.title().in(language),
                                                "words", d.words().in(language),
                                                "href", d.href()))
                                        .toList()));
    }

    /** A list of things. */
    public String table(Frame frame, TablePage page) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", page.title().in(language));
        map.put("intro", page.intro().in(language));
        map.put("columns", Words.of(page.columns(), language));
        map.put(
                "rows",
                page.rows().stream().map(row -> Rows.cells(row, language)).toList());
        map.put("next", page.next().orElse(""));
        map.put("empty", page.empty().in(language));
        map.put("deeds", doors(page.deeds(), language));
        map.put(
                "above",
                page.above().stream()
                        .map(one -> Sections.section(one, language))
                        .toList());
        page.chart().ifPresent(chart -> map.put("chart", Drawn.chart(chart, language)));
        page.tools().ifPresent(tools -> map.put("tools", Rows.tools(tools, language)));
        return page("table", frame, map);
    }

    /** All there is of a device on one page. */
    public String portrait(Frame frame, PortraitPage page) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", page.name());
        map.put("kind", page.kind().in(language));
        map.put("place", page.place());
        map.put("state", badge(page.state(), language));
        map.put(
                "sections",
                page.sections().stream()
                        .map(one -> Sections.section(one, language))
                        .toList());
        map.put("life", Sections.section(page.life(), language));
        page.years().ifPresent(chart -> map.put("years", Drawn.chart(chart, language)));
        page.map().ifPresent(one -> map.put("map", Drawn.map(one, language)));
        map.put("doors", doors(page.doors(), language));
        map.put("files", Rows.tools(page.files(), language));
        return page("portrait", frame, map);
    }

    /** All components together, with content as it comes in practice. */
    public String style(Frame frame) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", badge(Specimens.STATE, language));
        map.put(
                "badges",
                Specimens.BADGES.stream().map(one -> badge(one, language)).toList());
        map.put(
                "sections",
                Specimens.sections().stream()
                        .map(one -> Sections.section(one, language))
                        .toList());
        map.put("columns", Words.of(Specimens.COLUMNS, language));
        map.put(
                "rows",
                Specimens.rows().stream().map(row -> Rows.cells(row, language)).toList());
        map.put("tools", Rows.tools(Specimens.tools(), language));
        map.put("files", Rows.tools(Specimens.files(), language));
        map.put("deeds", Cards.deeds(Specimens.deeds(), language));
        map.put("chart", Drawn.chart(Specimens.chart(), language));
        map.put("map", Drawn.map(Specimens.map(), language));
        map.put("form", insideOf(form(frame, Specimens.form())));
        map.put("doors", doors(Specimens.doors(), language));
        return page("style", frame, map);
    }

    /** What stands under the heading of a page: the very markup, to be shown among other components. */
    private static String insideOf(String page) {
        return page.substring(page.indexOf("</h1>") + "</h1>".length(), page.indexOf("</main>"));
    }

    static String thousands(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /** What concerns an organisation. */
    public String inbox(Frame frame, InboxPage page) {
        Language language = frame.language();
        return page(
                "inbox",
                frame,
                Map.of(
                        "open", thousands(page.open()),
                        "tab", page.tab().name().toLowerCase(java.util.Locale.ROOT),
                        "rows",
                                page.items().stream()
                                        .map(item -> Rows.cells(item, language))
                                        .toList(),
                        "next", page.next().orElse(""),
                        "lost", page.lost() == 0 ? "" : thousands(page.lost()),
                        "webhook", page.webhook(),
                        "suspects", page.suspects() == 0 ? "" : thousands(page.suspects()),
                        "tools", Rows.tools(page.tools(), language)));
    }

    /** Where messages of an organisation go. */
    public String webhook(Frame frame, WebhookPage page) {
        Language language = frame.language();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("open", page.open());
        page.now()
                .ifPresent(now -> map.put(
                        "now",
                        Map.of(
                                "place", now.place(),
                                "active", now.active(),
                                "since", now.since(),
                                "rest", now.rest().orElse(""),
                                "waiting", thousands(now.waiting()),
                                "lost", thousands(now.lost()),
                                "isLost", now.lost() > 0)));
        map.put(
                "rows",
                page.rows().stream().map(row -> Rows.cells(row, language)).toList());
        map.put("typed", page.typed());
        map.put("error", page.error().map(error -> error.in(language)).orElse(""));
        map.put("secret", page.secret().orElse(""));
        map.put("key", page.key());
        return page("webhook", frame, map);
    }

    /** A form. */
    public String form(Frame frame, FormPage page) {
        return page("form", frame, Forms.content(page, frame.language()));
    }

    /**
     * What somebody typed that cannot be taken right now, to be sent once more.
     *
     * @param loggedOut whether their log-in ended; otherwise something is away for a moment
     * @param photosLost whether photos were chosen that must be chosen again
     * @param action where it is sent
     * @param back where to return without sending
     * @param typed by field name
     */
    public String kept(
            Frame frame, boolean loggedOut, boolean photosLost, String action, String back, Map<String, String> typed) {
        return page(
                "kept",
                frame,
                Map.of(
                        "loggedOut", loggedOut,
                        "photosLost", photosLost,
                        "action", action,
                        "back", back,
                        "hidden",
                                typed.entrySet().stream()
                                        .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                                        .toList()));
    }

    /**
     * That something was done about a device.
     *
     * @param device where its page lies, with the reader's choices
     */
    public String done(Frame frame, Text title, Text words, String device) {
        return done(frame, title, words, Optional.empty(), List.of(), List.of(), device);
    }

    /** That something was done, with what else is told of it, where one goes on to, and whom to call at once. */
    public String done(
            Frame frame,
            Text title,
            Text words,
            Optional<Text> receipt,
            List<AppPage.Door> doors,
            List<Section.Phone> phones) {
        return done(frame, title, words, receipt, doors, phones, "");
    }

    private String done(
            Frame frame,
            Text title,
            Text words,
            Optional<Text> receipt,
            List<AppPage.Door> doors,
            List<Section.Phone> phones,
            String device) {
        Language language = frame.language();
        return page(
                "done",
                frame,
                Map.of(
                        "title", title.in(language),
                        "words", words.in(language),
                        "receipt", receipt.map(text -> text.in(language)).orElse(""),
                        "doors", doors(doors, language),
                        "phones", phones(phones, language),
                        "device", device));
    }

    private static List<Map<String, Object>> phones(List<Section.Phone> phones, Language language) {
        return phones.stream().map(phone -> Sections.phone(phone, language)).toList();
    }

    /** What went wrong. */
    public String problem(Frame frame, ProblemPage page) {
        Language language = frame.language();
        return page(
                "problem",
                frame,
                Map.of(
                        "status", Integer.toString(page.status()),
                        "title", page.title().in(language),
                        "detail", page.detail().in(language),
                        "instance", page.instance().orElse("")));
    }

    /**
     * What a type of problem means.
     *
     * @param meaning when it occurs and what to do
     */
    public String problemType(Frame frame, String slug, int status, Text title, Text meaning) {
        Language language = frame.language();
        return page(
                "problem-type",
                frame,
                Map.of(
                        "slug", slug,
                        "status", Integer.toString(status),
                        "title", title.in(language),
                        "meaning", meaning.in(language)));
    }

    /** How anybody checks a code without the platform. */
    public String verify(Frame frame, VerifyPage page) {
        return page(
                "verify",
                frame,
                Map.of(
                        "prefix", page.prefix(),
                        "script",
                                Assets.text("verify.sh")
                                        .replace("@PREFIX@", page.prefix())
                                        .replace("@DISTID@", page.id()),
                        "keys",
                                page.keys().stream()
                                        .map(k -> Map.of(
                                                "index", Integer.toString(k.index()),
                                                "id", k.keyId(),
                                                "use", k.use(),
                                                "signs", k.signs(),
                                                "until", k.until(),
                                                "href", k.href()))
                                        .toList()));
    }

    private String page(String template, Frame frame, Map<String, ?> content) {
        Map<String, Object> model = new LinkedHashMap<>(content);
        model.put("t", Words.in(frame.language()));
        model.put("lang", frame.language() == Language.EN ? "en" : "zh-CN");
        model.put("large", frame.large());
        model.put("person", frame.person().orElse(""));
        model.put("several", frame.several());
        model.put("other", Map.of("language", frame.otherLanguage(), "size", frame.otherSize()));
        model.put("login", frame.login());
        model.put("developer", developer);
        model.put("css", Assets.path("teshema.css"));
        model.put("icon", Assets.path("icon.svg"));
        model.put("link", (TemplateMethodModelEx) arguments -> frame.link(String.valueOf(arguments.get(0))));
        return templates.render(template, model);
    }

    private static Map<String, Object> badge(ScanPage.Badge badge, Language language) {
        return Map.of("word", badge.word().in(language), "tone", badge.tone().style());
    }

    /** Digits in groups of four, as they stand on the label. */
    static String grouped(String digits) {
        return digits.replaceAll("(\\d{4})(?=\\d)", "$1 ");
    }
}
