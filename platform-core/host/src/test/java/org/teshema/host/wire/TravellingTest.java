package org.teshema.host.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

class TravellingTest {
    private static final List<Surface> SURFACES = List.of(new Surface(SceneApp.class), new Surface(Platform.class));

    @Test
    void every_method_of_a_scene_app_and_of_its_platform_travels() {
        var objections = new TreeMap<String, String>();
        types().forEach((name, type) -> Codec.objection(type).ifPresent(why -> objections.put(name, why)));
        assertEquals(Map.of(), objections);
        assertTrue(SURFACES.get(1)
                .spot("archive.current(org.teshema.api.device.DeviceId,java.lang.String)")
                .isPresent());
        assertTrue(SURFACES.get(1).spot("clock.instant()").isPresent());
    }

    @Test
    void every_record_of_the_api_that_can_travel_arrives_as_it_left() {
        var tried = new TreeSet<String>();
        for (Samples.Sample sample : Samples.ALL) {
            byte[] bytes = Codec.bytes(sample.type(), sample.value());
            assertEquals(sample.value(), Codec.value(sample.type(), bytes), () -> "of " + sample.type());
            Samples.visit(sample.value(), tried);
        }
        var missing = new TreeSet<String>();
        types().values().forEach(type -> Samples.records(type, missing));
        missing.removeAll(tried);
        assertEquals(Set.of(), missing, "records without a sample here");
    }

    /** What travels, by method and place in it. */
    private static Map<String, Type> types() {
        var types = new TreeMap<String, Type>();
        SURFACES.forEach(surface -> surface.all().forEach((name, spot) -> {
            for (Type type : spot.parameters()) {
                types.put(name + " takes " + type.getTypeName(), type);
            }
            spot.answer().ifPresent(type -> types.put(name + " answers", type));
        }));
        return types;
    }

    @Test
    void bytes_that_were_cut_off_are_no_value() {
        int refused = 0;
        for (Samples.Sample sample : Samples.ALL) {
            byte[] bytes = Codec.bytes(sample.type(), sample.value());
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(Unreadable.class, () -> Codec.value(sample.type(), cut));
                refused++;
            }
            assertThrows(Unreadable.class, () -> Codec.value(sample.type(), Arrays.copyOf(bytes, bytes.length + 1)));
        }
        System.out.println(refused + " values cut off, all refused");
    }

    @Test
    void bytes_that_were_changed_are_another_value_or_none_and_nothing_worse() {
        var random = new Random(4720);
        int none = 0;
        int others = 0;
        for (Samples.Sample sample : Samples.ALL) {
            byte[] bytes = Codec.bytes(sample.type(), sample.value());
            for (int i = 0; i < 2000; i++) {
                byte[] changed = bytes.clone();
                for (int n = 0; n <= random.nextInt(3); n++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                try {
                    Object other = Codec.value(sample.type(), changed);
                    // Whatever came went through its constructor: it can be sent on.
                    Codec.bytes(sample.type(), other);
                    others++;
                } catch (Unreadable e) {
                    none++;
                }
            }
        }
        System.out.println("of " + (none + others) + " values changed on the way " + none + " are none");
        assertTrue(none > others, none + " refused, " + others + " taken");
    }

    @Test
    void a_count_that_nothing_follows_costs_no_memory() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(Integer.MAX_VALUE);
        }
        for (Type type : List.of(listOf(Text.class), String.class, byte[].class)) {
            assertThrows(Unreadable.class, () -> Codec.value(type, bytes.toByteArray()));
        }
    }

    @Test
    void what_is_too_deep_too_many_or_too_long_does_not_leave() {
        Type deep = Text.class;
        Object value = Text.same("x");
        for (int i = 0; i < 40; i++) {
            deep = listOf(deep);
            value = List.of(value);
        }
        Type type = deep;
        Object nested = value;
        assertThrows(Unreadable.class, () -> Codec.bytes(type, nested));
        var many = java.util.Collections.nCopies(100_001, Text.same("x"));
        assertThrows(Unreadable.class, () -> Codec.bytes(listOf(Text.class), many));
        String large = "x".repeat(1024 * 1024 + 1);
        assertThrows(Unreadable.class, () -> Codec.bytes(String.class, large));
        assertThrows(Unreadable.class, () -> Codec.bytes(Text.class, null));
    }

    @Test
    void types_that_nobody_signed_for_do_not_travel() {
        for (Class<?> type : List.of(
                java.io.File.class,
                Thread.class,
                Class.class,
                Runnable.class,
                java.util.ArrayList.class,
                Platform.class)) {
            assertTrue(Codec.objection(type).isPresent(), type.getName());
        }
        // A field of an entry is one of six plain types, whatever bytes say.
        var bytes = Codec.bytes(Values.class, new Values(Map.of("a", "b")));
        bytes[4 + 4 + 1] = 77;
        assertThrows(Unreadable.class, () -> Codec.value(Values.class, bytes));
    }

    @Test
    void what_a_constructor_refuses_does_not_arrive() {
        var bytes = Codec.bytes(Section.Phone.class, new Section.Phone(Text.same("x"), "12345", Optional.empty()));
        bytes[bytes.length - 2] = 'y';
        var refused = assertThrows(Unreadable.class, () -> Codec.value(Section.Phone.class, bytes));
        assertTrue(refused.getMessage().contains("Not a telephone number"), refused.getMessage());
        var sections = new ArrayList<Section>();
        for (int i = 0; i < 40; i++) {
            sections.add(new Section.Notice(Text.same("x"), Text.same("y"), Section.Tone.PLAIN));
        }
        var view = Codec.bytes(View.class, new View(sections, List.of()));
        assertEquals(40, ((View) Codec.value(View.class, view)).sections().size());
    }

    private static Type listOf(Type item) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {item};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }
        };
    }
}
