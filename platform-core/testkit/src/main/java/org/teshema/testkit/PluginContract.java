package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.posting.Posting;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/**
 * What the platform relies on in every plugin. A plugin's test extends this class and says how the plugin is made; where
 * the contract needs devices, it takes one of each served node, in every status, read by every audience.
 */
public abstract class PluginContract {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");

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

    @Test
    void it_says_the_same_about_itself_each_time_it_is_asked() {
        Plugin plugin = plugin();
        assertEquals(plugin.info(), plugin.info());
        assertEquals(plugin.kinds(), plugin.kinds());
        if (plugin instanceof CategoryPlugin category) {
            assertFalse(category.serves().isEmpty(), "serves() names at least one catalogue node");
            assertEquals(category.serves(), category.serves());
            assertNotNull(category.structure(), "structure()");
            assertEquals(category.rules(), category.rules());
        }
        if (plugin instanceof SceneApp scene) {
            assertEquals(scene.card(), scene.card());
        }
    }

    @Test
    void its_entry_kinds_are_its_own_and_readable() {
        Plugin plugin = plugin();
        var names = new HashSet<String>();
        for (EntryKind kind : plugin.kinds()) {
            assertTrue(
                    kind.name().startsWith(plugin.info().name() + "/"),
                    () -> kind.name() + " must begin with " + plugin.info().name() + "/");
            assertTrue(names.add(kind.name()), () -> kind.name() + " is declared twice");
            assertFalse(kind.fields().isEmpty(), () -> kind.name() + " has no field");
        }
    }

    @Test
    void it_starts_once_and_stops_once() {
        Plugin plugin = plugin();
        plugin.start(new InMemoryPlatform(NOW));
        plugin.stop();
    }

    @Test
    void it_answers_the_same_question_twice_the_same_and_in_time() {
        Plugin plugin = started();
        for (ScanContext context : all(plugin)) {
            // The first call loads classes; the platform makes it before anybody waits.
            View first = plugin.view(context);
            View second = assertTimeoutPreemptively(LIMIT, () -> plugin.view(context));
            assertEquals(first, second, () -> "view of " + describe(context));
            if (plugin instanceof CategoryPlugin category) {
                var reading = category.clocks(context);
                assertEquals(
                        reading,
                        assertTimeoutPreemptively(LIMIT, () -> category.clocks(context)),
                        () -> "clocks of " + describe(context));
            }
            if (plugin instanceof SceneApp scene) {
                assertEquals(scene.links(context), scene.links(context), () -> "links of " + describe(context));
            }
        }
    }

    @Test
    void two_of_it_answer_alike() {
        Plugin one = started();
        Plugin other = started();
        for (ScanContext context : all(one)) {
            assertEquals(one.view(context), other.view(context), () -> "view of " + describe(context));
        }
    }

    @Test
    void every_action_appends_an_entry_of_a_kind_there_is_to_those_who_may() {
        Plugin plugin = started();
        List<EntryKind> known = new ArrayList<>(CityKinds.all());
        known.addAll(plugin.kinds());
        for (ScanContext context : all(plugin)) {
            var names = new HashSet<String>();
            for (Action action : plugin.view(context).actions()) {
                assertTrue(names.add(action.name()), () -> "two actions are called " + action.name());
                EntryKind kind = known.stream()
                        .filter(one -> one.name().equals(action.kind()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(
                                "action " + action.name() + " appends " + action.kind() + ", which is no kind"));
                assertTrue(
                        kind.writers().containsAll(action.audience()),
                        () -> "action " + action.name() + " is offered to " + action.audience() + ", but " + kind.name()
                                + " is written by " + kind.writers());
            }
        }
    }

    @Test
    void it_checks_an_empty_entry_without_failing() {
        Plugin plugin = started();
        for (ScanContext context : all(plugin)) {
            for (EntryKind kind : plugin.kinds()) {
                Set<String> fields = kind.fields().stream().map(Field::name).collect(Collectors.toSet());
                plugin.check(context, kind.name(), Values.none())
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
                Posting posting = category.posting(device);
                assertEquals(posting, category.posting(device));
            }
            if (plugin instanceof Aspect aspect && aspect.appliesTo(device)) {
                Posting before = CityPosting.of(device);
                Posting after = aspect.restrict(device, before);
                assertTrue(
                        before.positions().containsAll(after.positions()),
                        () -> "an aspect takes positions away and adds none, but " + after.positions());
            }
        }
    }

    @Test
    void a_choice_offers_each_value_once() {
        assertAll(plugin().kinds().stream()
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
        BuiltJar.of(plugin().getClass()).assertModest();
    }

    private Plugin started() {
        Plugin plugin = plugin();
        plugin.start(new InMemoryPlatform(NOW));
        return plugin;
    }

    private List<ScanContext> all(Plugin plugin) {
        var all = new ArrayList<>(contexts());
        for (String category : served(plugin)) {
            for (DeviceStatus status : DeviceStatus.values()) {
                for (Audience audience : Audience.values()) {
                    Contexts one = Contexts.of(category).status(status).readBy(audience);
                    all.add(one.context());
                    all.add(one.withoutUnits().context());
                }
            }
        }
        return all;
    }

    private List<Device> devices(Plugin plugin) {
        var all = new ArrayList<>(contexts().stream().map(ScanContext::device).toList());
        served(plugin).forEach(category -> all.add(Contexts.of(category).device()));
        return all;
    }

    private List<String> served(Plugin plugin) {
        return plugin instanceof CategoryPlugin category
                ? category.serves().stream().map(CatalogueCode::value).toList()
                : categories();
    }

    private static String describe(ScanContext context) {
        return context.device().category() + " " + context.device().status() + " read by "
                + context.caller().audience();
    }
}
