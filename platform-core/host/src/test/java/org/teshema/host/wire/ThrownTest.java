package org.teshema.host.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.PlatformFailure;

class ThrownTest {
    static List<RuntimeException> promised() {
        return Stream.concat(
                        Arrays.stream(PlatformFailure.Reason.values())
                                .map(reason -> new PlatformFailure(reason, "two\nlines")),
                        Stream.of(new IllegalArgumentException("no such field"), new IllegalStateException("busy")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("promised")
    void what_the_api_promises_arrives_as_it_was_thrown(RuntimeException thrown) {
        RuntimeException there = Thrown.of(Thrown.words(thrown));
        assertEquals(thrown.getClass(), there.getClass());
        assertEquals(thrown.getMessage(), there.getMessage());
        if (thrown instanceof PlatformFailure failure) {
            assertEquals(failure.reason(), ((PlatformFailure) there).reason());
        }
    }

    @Test
    void nothing_else_tells_what_happened_inside_the_platform() {
        RuntimeException there = Thrown.of(Thrown.words(new java.sql.SQLException("password of teshema")));
        assertEquals(IllegalStateException.class, there.getClass());
        assertFalse(there.getMessage().contains("password"));
    }
}
