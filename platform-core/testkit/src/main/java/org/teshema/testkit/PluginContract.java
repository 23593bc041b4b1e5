package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.Event;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/**
 * What the platform relies on in every plugin. A plugin's test extends this class and says how the plugin is made; where
 * the contract needs devices, it takes one of each node under which devices are registered and which the plugin serves, in
 * every status, read by every audience. A plugin that breaks a rule is told which, in one sentence.
 */
public abstract class PluginContract {
    private static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final String LIFT_TITLE = "上海智慧电梯";
    private static final String TITLE = "特种设备码";
    private static final int READERS = 4;

    /** The plugin, newly made. */
    protected abstract Plugin plugin();

    /** Contexts with filled archives that this plugin has something to say to, beyond the empty ones tried anyway. */
    protected List<ScanContext> contexts() {
        return List.of();
    }

    /** Categories of devices to try an aspect or a scene app with. */
    protected List<String> categories() {
        return List.of("1100", "2150", "3110", "3310", "4110", "5110", "6A00", "8300", "9110");
    }

    /**
     * Names of posting positions that are this plugin's own and on purpose: places the city's plan does not name. Where it
     * names the same place, its name is to be used.
     */
    protected Set<String> ownPositions() {
        return Set.of();
    }

    /** The manifest of the plugin's jar. */
    Manifest manifest(Plugin plugin) {
        return BuiltJar.manifest(plugin.getClass());
    }

    @Test
    void it_says_the_same_about_itself_each_time_it_is_asked() {
        Plugin plugin = made();
        Map<String, Supplier<Object>> questions = new LinkedHashMap<>();
        questions.put("info()", plugin::info);
        questions.put("kinds()", plugin::kinds);
        questions.put("rules()", plugin::rules);
        if (plugin instanceof CategoryPlugin category) {
            questions.put("serves()", category::serves);
            served(plugin)
                    .forEach(node ->
                            questions.put("structure() of " + node, () -> category.structure(new CatalogueCode(node))));
        }
        if (plugin instanceof SceneApp scene) {
            questions.put("card()", scene::card);
            questions.put("pages()", scene::pages);
            questions.put("hears()", scene::hears);
            questions.put("jobs()", scene::jobs);
        }
        questions.forEach((what, question) -> assertEquals(
                Asked.once(what, question), Asked.quickly(what, Asked.REST, question), () -> what + " changes"));
    }

    @Test
    void it_serves_what_the_city_has() {
        Plugin plugin = made();
        PluginInfo info = info(plugin);
        info.district()
                .ifPresent(district -> assertTrue(
                        CityTables.districts().contains(district),
                        () -> "info() names the district " + district
                                + ", which the city does not have; a plugin of the city's own names none"));
        if (plugin instanceof CategoryPlugin category) {
            Set<CatalogueCode> serves = Asked.once("serves()", category::serves);
            assertFalse(serves.isEmpty(), "serves() names no catalogue node; name at least one");
            serves.forEach(node -> CityTables.objection(node).ifPresent(objection -> {
                throw new AssertionError("serves() names " + node + ", but " + objection);
            }));
        }
    }

    @Test
    void its_entry_kinds_are_its_own_and_readable() {
        Plugin plugin = made();
        String prefix = info(plugin).name() + "/";
        var names = new HashSet<String>();
        for (EntryKind kind : kinds(plugin)) {
            assertTrue(
                    kind.name().startsWith(prefix),
                    () -> "the entry kind " + kind.name() + " must begin with " + prefix);
            assertTrue(names.add(kind.name()), () -> "the entry kind " + kind.name() + " is declared twice");
            assertFalse(kind.fields().isEmpty(), () -> "the entry kind " + kind.name() + " has no field");
            assertEnglish("the title of the entry kind " + kind.name(), kind.title());
            kind.paper()
                    .ifPresent(paper -> paper.lines()
                            .forEach(line -> assertEnglish("a line of the paper of " + kind.name(), line.words())));
            for (Field field : kind.fields()) {
                assertEnglish("the title of the field " + field.name() + " of " + kind.name(), field.title());
                if (field.type() instanceof FieldType.Choice choice) {
                    choice.options()
                            .forEach(option -> assertEnglish(
                                    "the choice " + option.value() + " of the field " + field.name() + " of "
                                            + kind.name(),
                                    option.title()));
                }
                if (field.type() instanceof FieldType.Checklist list) {
                    list.items().forEach(item -> {
                        assertEnglish("the item " + item.name() + " of " + kind.name(), item.title());
                        assertEnglish("what the item " + item.name() + " requires", item.requirement());
                    });
                }
            }
        }
    }

    @Test
    void its_rules_are_dated_sourced_and_readable() {
        Plugin plugin = made();
        List<Rule> rules = rules(plugin);
        book(rules);
        for (Rule rule : rules) {
            assertEnglish("the title of rule " + rule.id(), rule.title());
            if (plugin instanceof CategoryPlugin category) {
                Set<CatalogueCode> serves = Asked.once("serves()", category::serves);
                rule.nodes()
                        .forEach(node -> assertTrue(
                                serves.stream().anyMatch(node::within),
                                () -> "rule " + rule.id() + " is for " + node + ", which the plugin does not serve"));
            }
        }
    }

    @Test
    void its_clocks_judge_by_the_rules_handed_in() {
        Plugin plugin = started();
        if (plugin instanceof CategoryPlugin category) {
            for (ScanContext context : all(plugin)) {
                for (ClockReading reading : clocks(category, context)) {
                    assertEnglish("the clock " + reading.clock(), reading.title());
                    assertEnglish("the basis of the clock " + reading.clock(), reading.basis());
                    reading.rule()
                            .ifPresent(id -> assertTrue(
                                    context.rules()
                                            .find(id, context.today())
                                            .filter(rule -> rule.topic().equals(reading.clock()))
                                            .isPresent(),
                                    () -> "the clock " + reading.clock() + " of " + describe(context)
                                            + " names the rule " + id + ", which is no rule on " + reading.clock()
                                            + " that holds on " + context.today()));
                }
                for (ClockReading reading : clocks(category, under(context, Rulebook.none()))) {
                    assertTrue(
                            reading.rule().isEmpty(),
                            () -> "the clock " + reading.clock() + " names the rule "
                                    + reading.rule().get()
                                    + " when no rule is handed in: a plugin judges by context.rules() and never by the"
                                    + " list it shipped");
                }
            }
        }
    }

    @Test
    void what_is_published_of_a_device_is_told_to_everybody() {
        Plugin plugin = started();
        if (!(plugin instanceof CategoryPlugin category)) {
            return;
        }
        Rulebook rules = book(rules(plugin));
        var published = new Published(category);
        all(plugin).stream()
                .filter(context -> context.caller().audience() == Audience.PUBLIC)
                .forEach(published::assertPhones);
        List<String> nodes = served(plugin);
        published.assertNext(Stream.concat(
                        filled(rules).stream(), nodes.stream().map(node -> Published.inspected(node, rules)))
                .toList());
        nodes.forEach(node -> published.assertMaintained(node, rules));
    }

    @Test
    void it_starts_once_and_stops_once() {
        Plugin plugin = started();
        Asked.done("stop()", Asked.START_OR_STOP, plugin::stop);
    }

    @Test
    void it_answers_the_same_question_twice_the_same_and_in_time() {
        Plugin plugin = started();
        for (ScanContext context : all(plugin)) {
            // The first call loads classes; the platform makes it before anybody waits.
            Answers first = answers(plugin, context);
            String what = "view() of " + describe(context);
            View second = Asked.quickly(what, Asked.VIEW, () -> plugin.view(context));
            assertEquals(first.view(), second, () -> what + " is not the same twice");
            if (plugin instanceof CategoryPlugin category) {
                String clocks = "clocks() of " + describe(context);
                assertEquals(
                        first.other(),
                        Asked.quickly(clocks, Asked.REST, () -> category.clocks(context)),
                        () -> clocks + " are not the same twice");
            }
            if (plugin instanceof SceneApp scene) {
                String links = "links() of " + describe(context);
                assertEquals(
                        first.other(),
                        Asked.quickly(links, Asked.REST, () -> scene.links(context)),
                        () -> links + " are not the same twice");
            }
        }
    }

    @Test
    void what_it_was_asked_before_changes_no_answer() {
        List<ScanContext> forwards = all(made());
        var backwards = new ArrayList<>(forwards);
        Collections.reverse(backwards);
        Map<ScanContext, Answers> one = answers(started(), forwards);
        Map<ScanContext, Answers> other = answers(started(), backwards);
        for (ScanContext context : forwards) {
            assertEquals(
                    one.get(context),
                    other.get(context),
                    () -> "the answer about " + describe(context)
                            + " depends on what was asked before; a plugin keeps nothing of a scan");
        }
    }

    @Test
    void many_may_ask_at_a_time() throws InterruptedException {
        Plugin plugin = started();
        List<ScanContext> contexts = all(plugin);
        Map<ScanContext, Answers> alone = answers(plugin, contexts);
        List<Callable<Map<ScanContext, Answers>>> readers = Collections.nCopies(READERS, () -> {
            var answers = new LinkedHashMap<ScanContext, Answers>();
            contexts.forEach(context -> answers.put(context, unguarded(plugin, context)));
            return answers;
        });
        var threads = Executors.newFixedThreadPool(READERS);
        try {
            for (Future<Map<ScanContext, Answers>> reader : threads.invokeAll(readers)) {
                Map<ScanContext, Answers> crowded = reader.get();
                for (ScanContext context : contexts) {
                    assertEquals(
                            alone.get(context),
                            crowded.get(context),
                            () -> "the answer about " + describe(context)
                                    + " is another when many ask at a time; a plugin keeps no state between calls");
                }
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a call threw " + e.getCause() + " when many asked at a time", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void every_action_appends_an_entry_of_a_kind_there_is_to_those_who_may() {
        Plugin plugin = started();
        List<EntryKind> known = new ArrayList<>(CityKinds.all());
        known.addAll(kinds(plugin));
        for (ScanContext context : all(plugin)) {
            var names = new HashSet<String>();
            for (Action action : view(plugin, context).actions()) {
                assertTrue(names.add(action.name()), () -> "two actions are called " + action.name());
                EntryKind kind = known.stream()
                        .filter(one -> one.name().equals(action.kind()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(
                                "action " + action.name() + " appends " + action.kind() + ", which is no kind"));
                assertTrue(
                        kind.writers()
                                .containsAll(
                                        action.draft().signer().map(Set::of).orElse(action.audience())),
                        () -> "action " + action.name() + " is offered to " + action.audience() + ", but " + kind.name()
                                + " is written by " + kind.writers());
                assertDraft(action, kind);
            }
        }
    }

    private static void assertDraft(Action action, EntryKind kind) {
        Draft draft = action.draft();
        Stream.of(draft.given().byName().keySet(), draft.filled().byName().keySet(), draft.asked())
                .flatMap(Set::stream)
                .forEach(name -> assertTrue(
                        kind.field(name).isPresent(),
                        () -> "action " + action.name() + " names the field " + name + ", which " + kind.name()
                                + " does not have: nobody is offered it"));
        kind.fields().stream()
                .filter(Field::required)
                .forEach(field -> assertTrue(
                        draft.asks(field.name()) || draft.given().byName().containsKey(field.name()),
                        () -> "action " + action.name() + " neither gives nor asks for " + field.name() + ", which "
                                + kind.name() + " needs"));
    }

    @Test
    void its_pages_answer_each_of_their_readers_the_same_and_in_time() {
        Plugin plugin = started();
        if (!(plugin instanceof SceneApp app)) {
            return;
        }
        assertEnglish("the card", Asked.once("card()", app::card));
        List<Page> pages = Asked.once("pages()", app::pages);
        assertEquals(
                pages.size(),
                pages.stream().map(Page::name).distinct().count(),
                () -> "two of the pages " + pages + " have one name");
        for (Page page : pages) {
            assertEnglish("the title of the page " + page.name(), page.title());
            for (Audience reader : Audience.values()) {
                if (page.readers().contains(reader) || page.readers().contains(Audience.PUBLIC)) {
                    pageContexts(plugin, page, reader).forEach(context -> answersPage(app, page, context));
                }
            }
        }
    }

    @Test
    void its_jobs_are_named_once_and_do_no_harm_where_there_is_nothing_to_do_or_when_they_come_twice() {
        Plugin plugin = started();
        if (!(plugin instanceof SceneApp app)) {
            return;
        }
        List<Job> jobs = Asked.once("jobs()", app::jobs);
        assertEquals(
                jobs.size(),
                jobs.stream().map(Job::name).distinct().count(),
                () -> "two of the jobs " + jobs + " have one name");
        for (Job job : jobs) {
            assertEnglish("the title of the job " + job.name(), job.title());
            for (int times = 0; times < 2; times++) {
                Asked.done(
                        "the job " + job.name() + " on an empty platform",
                        Asked.JOB,
                        () -> app.job(new JobContext(
                                job.name(), NOW, LocalDate.parse("2026-03-01"), Rulebook.of(rules(plugin)))));
            }
        }
    }

    /** A platform with nothing in it but the plugin's own tables; other systems refuse whatever is sent. */
    private static InMemoryPlatform platform(Plugin plugin) {
        return new InMemoryPlatform(NOW).withTablesOf(plugin.getClass());
    }

    @Test
    void it_hears_of_what_it_may_read_and_an_event_told_twice_does_no_harm() {
        Plugin plugin = started();
        if (!(plugin instanceof SceneApp app)) {
            return;
        }
        for (String heard : Asked.once("hears()", app::hears)) {
            EntryKind kind = Stream.concat(kinds(plugin).stream(), CityKinds.all().stream())
                    .filter(one -> one.name().equals(heard))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "it hears of " + heard + ", which is neither a kind of the city's nor one of its own"));
            for (String category : categories()) {
                var event = new Event(
                        1,
                        Contexts.of(category).device(),
                        Contexts.entryOf(1, kind.name(), Map.of(), LocalDate.of(2026, 3, 1)));
                for (int time = 0; time < 2; time++) {
                    Asked.quickly("heard() of " + heard + " for " + category, Asked.VIEW, () -> {
                        app.heard(event);
                        return true;
                    });
                }
            }
        }
    }

    private static void answersPage(SceneApp app, Page page, PageContext context) {
        String what =
                "page() of " + page.name() + " read by " + context.caller().audience();
        PageView view = Asked.quickly(what, Asked.VIEW, () -> app.page(context));
        assertEquals(view, Asked.once(what, () -> app.page(context)), () -> what + " changes");
        view.sections().forEach(section -> assertEnglish("a section of the page " + page.name(), section.title()));
        view.links().forEach(link -> assertEnglish("a link on the page " + page.name(), link.title()));
        view.actions().forEach(action -> {
            assertTrue(page.ofDevice(), () -> what + " offers " + action.name() + ", but is about no device");
            assertTrue(
                    app.kinds().stream().anyMatch(kind -> kind.name().equals(action.kind())),
                    () -> what + " offers to append " + action.kind() + ", which is no kind of the app's");
        });
    }

    private List<PageContext> pageContexts(Plugin plugin, Page page, Audience reader) {
        Rulebook rules = book(rules(plugin));
        if (!page.ofDevice()) {
            ScanContext any = Contexts.of("3110").readBy(reader).context();
            return List.of(
                    new PageContext(page.name(), Map.of(), any.caller(), Optional.empty(), any.today(), rules),
                    new PageContext(
                            page.name(),
                            Map.of("cursor", "no cursor of anybody's", "page", "-1"),
                            any.caller(),
                            Optional.empty(),
                            any.today(),
                            rules));
        }
        return all(plugin).stream()
                .filter(context -> context.caller().audience() == reader)
                .map(context -> new PageContext(
                        page.name(),
                        Map.of("code", context.code().number()),
                        context.caller(),
                        Optional.of(context),
                        context.today(),
                        rules))
                .toList();
    }

    @Test
    void it_checks_an_empty_entry_without_failing() {
        Plugin plugin = started();
        for (ScanContext context : all(plugin)) {
            for (EntryKind kind : kinds(plugin)) {
                Set<String> fields = kind.fields().stream().map(Field::name).collect(Collectors.toSet());
                Asked.quickly(
                                "check() of an empty " + kind.name(),
                                Asked.REST,
                                () -> plugin.check(context, kind.name(), Values.none()))
                        .forEach(finding -> assertTrue(
                                fields.contains(finding.field()),
                                () -> "a finding is about " + finding.field() + ", which " + kind.name()
                                        + " does not have"));
            }
        }
    }

    @Test
    void every_device_it_serves_has_a_place_for_its_label() {
        Plugin plugin = started();
        for (Device device : devices(plugin)) {
            if (plugin instanceof CategoryPlugin category) {
                String what = "posting() of " + device.category();
                Posting posting = Asked.once(what, () -> category.posting(device));
                assertEquals(
                        posting,
                        Asked.quickly(what, Asked.REST, () -> category.posting(device)),
                        () -> what + " is not the same twice");
                assertPlanned(what, device, posting);
            }
            if (plugin instanceof Aspect aspect && applies(aspect, device)) {
                Posting before = CityPosting.of(device);
                Posting after = Asked.quickly(
                        "restrict() of " + device.category(), Asked.REST, () -> aspect.restrict(device, before));
                assertTrue(
                        before.positions().containsAll(after.positions()),
                        () -> "an aspect takes positions away and adds none, but " + after.positions());
            }
        }
    }

    @Test
    void a_choice_offers_each_value_once() {
        assertAll(kinds(made()).stream()
                .flatMap(kind -> kind.fields().stream())
                .filter(field -> field.type() instanceof FieldType.Choice)
                .map(field -> () -> {
                    var options = ((FieldType.Choice) field.type()).options();
                    long values = options.stream()
                            .map(FieldType.Option::value)
                            .distinct()
                            .count();
                    assertEquals(options.size(), values, () -> field.name() + " offers a value twice");
                }));
    }

    @Test
    void its_jar_asks_for_nothing_but_the_api() {
        new BuiltJar(manifest(made())).assertModest();
    }

    /** What a plugin says of one scan; {@code other} are the clocks of a category, the links of a scene app. */
    private record Answers(View view, List<?> other) {}

    private static Answers unguarded(Plugin plugin, ScanContext context) {
        View view = plugin.view(context);
        if (plugin instanceof CategoryPlugin category) {
            return new Answers(view, category.clocks(context));
        }
        return new Answers(view, plugin instanceof SceneApp scene ? scene.links(context) : List.of());
    }

    private static Answers answers(Plugin plugin, ScanContext context) {
        View view = view(plugin, context);
        if (plugin instanceof CategoryPlugin category) {
            return new Answers(view, Asked.once("clocks() of " + describe(context), () -> category.clocks(context)));
        }
        return new Answers(
                view,
                plugin instanceof SceneApp scene
                        ? Asked.once("links() of " + describe(context), () -> scene.links(context))
                        : List.of());
    }

    private static Map<ScanContext, Answers> answers(Plugin plugin, List<ScanContext> contexts) {
        var answers = new LinkedHashMap<ScanContext, Answers>();
        contexts.forEach(context -> answers.put(context, answers(plugin, context)));
        return answers;
    }

    private static View view(Plugin plugin, ScanContext context) {
        return Asked.once("view() of " + describe(context), () -> plugin.view(context));
    }

    private static boolean applies(Aspect aspect, Device device) {
        return Asked.quickly("appliesTo() of " + device.category(), Asked.REST, () -> aspect.appliesTo(device));
    }

    private static PluginInfo info(Plugin plugin) {
        return Asked.once("info()", plugin::info);
    }

    private static List<Rule> rules(Plugin plugin) {
        return Asked.once("rules()", plugin::rules);
    }

    private static Rulebook book(List<Rule> rules) {
        try {
            return Rulebook.of(rules);
        } catch (IllegalArgumentException e) {
            throw new AssertionError("rules() make no rulebook: " + e.getMessage(), e);
        }
    }

    private static List<ClockReading> clocks(CategoryPlugin category, ScanContext context) {
        return Asked.once("clocks() of " + describe(context), () -> category.clocks(context));
    }

    private static ScanContext under(ScanContext context, Rulebook rules) {
        return new ScanContext(
                context.code(),
                context.device(),
                context.currentEntries(),
                context.segments(),
                context.caller(),
                context.today(),
                rules);
    }

    private static List<EntryKind> kinds(Plugin plugin) {
        return Asked.once("kinds()", plugin::kinds);
    }

    private void assertPlanned(String what, Device device, Posting posting) {
        var names = new HashSet<String>();
        for (Position position : posting.positions()) {
            assertTrue(names.add(position.name()), () -> what + " permits " + position.name() + " twice");
            assertTrue(
                    CityTables.positions().contains(position.name())
                            || ownPositions().contains(position.name()),
                    () -> what + " permits the position " + position.name()
                            + ", which the city's plan does not know; it knows " + CityTables.positions()
                            + ". A place of the plugin's own is named in ownPositions()");
            assertEnglish("the position " + position.name(), position.title());
        }
        assertEquals(
                device.category().value().startsWith("3") ? LIFT_TITLE : TITLE,
                posting.labelTitle(),
                () -> what + " has a label title that is not this equipment's: lifts bear " + LIFT_TITLE
                        + ", everything else " + TITLE);
    }

    private static void assertEnglish(String what, Text text) {
        assertFalse(
                CHINESE.matcher(text.en()).find(),
                () -> what + " has no English words, only \"" + text.en()
                        + "\"; every text is given in both languages");
    }

    private Plugin made() {
        return Asked.once("the constructor", this::plugin);
    }

    private Plugin started() {
        Plugin plugin = made();
        Asked.done("start()", Asked.START_OR_STOP, () -> plugin.start(platform(plugin)));
        return plugin;
    }

    private List<ScanContext> all(Plugin plugin) {
        Rulebook rules = book(rules(plugin));
        var all = new ArrayList<>(filled(rules));
        for (String category : served(plugin)) {
            for (DeviceStatus status : DeviceStatus.values()) {
                for (Audience audience : Audience.values()) {
                    Contexts one =
                            Contexts.of(category).under(rules).status(status).readBy(audience);
                    all.add(one.context());
                    all.add(one.withoutUnits().context());
                }
            }
        }
        children(plugin).forEach(child -> all.add(child.under(rules).context()));
        return all;
    }

    /** A context that names no rules gets those that the plugin ships, as it would in the city. */
    private List<ScanContext> filled(Rulebook rules) {
        return contexts().stream()
                .map(context -> context.rules().rules().isEmpty() ? under(context, rules) : context)
                .toList();
    }

    private List<Device> devices(Plugin plugin) {
        var all = new ArrayList<>(contexts().stream().map(ScanContext::device).toList());
        served(plugin).forEach(category -> all.add(Contexts.of(category).device()));
        children(plugin).forEach(child -> all.add(child.device()));
        return all;
    }

    /** A child in every role of every set that this plugin knows, of the categories that it serves itself. */
    private List<Contexts> children(Plugin plugin) {
        var children = new ArrayList<Contexts>();
        if (plugin instanceof CategoryPlugin category) {
            for (String node : served(plugin)) {
                if (category.structure(new CatalogueCode(node)) instanceof Structure.MotherChild set) {
                    set.roles()
                            .forEach(role -> served(plugin).stream()
                                    .filter(child -> role.isFor(new CatalogueCode(child)))
                                    .forEach(child ->
                                            children.add(Contexts.of(child).childAs(role.name()))));
                }
            }
        }
        return children;
    }

    @Test
    void its_structures_name_equipment_of_the_catalogue_and_kinds_of_its_own() {
        Plugin plugin = made();
        if (!(plugin instanceof CategoryPlugin category)) {
            return;
        }
        for (String node : served(plugin)) {
            Structure structure = category.structure(new CatalogueCode(node));
            if (structure instanceof Structure.MotherChild set) {
                set.roles()
                        .forEach(role -> role.nodes()
                                .forEach(child -> assertEquals(
                                        Optional.empty(),
                                        CityTables.objection(child),
                                        () -> "role " + role.name() + " of " + node + " is for " + child)));
            }
            if (structure instanceof Structure.Segments unit) {
                assertTrue(
                        kinds(plugin).stream().anyMatch(kind -> kind.name().equals(unit.kind())),
                        () -> "the segments of " + node + " are kept by " + unit.kind()
                                + ", which is no kind of the plugin's");
            }
        }
    }

    /** The nodes under which devices are registered that this plugin answers for. */
    private List<String> served(Plugin plugin) {
        return plugin instanceof CategoryPlugin category
                ? Asked.once("serves()", category::serves).stream()
                        .flatMap(node -> CityTables.registrable(node).stream())
                        .distinct()
                        .sorted()
                        .toList()
                : categories();
    }

    private static String describe(ScanContext context) {
        return context.device().category() + " " + context.device().status() + " read by "
                + context.caller().audience();
    }
}
