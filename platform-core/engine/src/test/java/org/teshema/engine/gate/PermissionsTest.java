package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.Job;
import org.teshema.api.app.Statement;
import org.teshema.api.app.Tables;
import org.teshema.api.plugin.Platform;
import org.teshema.api.text.Text;
import org.teshema.engine.outgoing.Origin;

/** What a release does, its record says. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // looked at as bytecode, never called
class PermissionsTest {
    private static final Job JOB = Job.every("often", Text.same("x"), Duration.ofMinutes(10));

    @Test
    void the_words_are_jobs_tables_and_places_and_no_others() {
        assertEquals(
                Optional.empty(),
                of("jobs", "tables", "http:https://api.example.cn/").unknown());
        assertEquals(
                Set.of(new Origin("https", "api.example.cn", 443), new Origin("http", "10.0.0.5", 8080)),
                of("http:https://api.example.cn/", "http:http://10.0.0.5:8080/").places());
        for (String word : List.of(
                "archive.all", "http:", "http:*", "http:https://*.cn/", "http:https://a.cn/path", "tables:all")) {
            assertTrue(of(word).unknown().isPresent(), word);
        }
    }

    @Test
    void an_app_with_jobs_tables_or_requests_and_without_the_word_is_refused() throws IOException {
        assertTrue(
                of("tables").missing(List.of(JOB), Map.of()).orElseThrow().en().contains("no permission jobs"));
        assertEquals(Optional.empty(), of("jobs").missing(List.of(JOB), Map.of()));
        Map<String, byte[]> brings = Map.of("META-INF/teshema/tables/V1__x.sql", new byte[0]);
        assertTrue(of("jobs").missing(List.of(), brings).orElseThrow().en().contains("no permission tables"));
        assertEquals(Optional.empty(), of("tables").missing(List.of(), brings));
        assertTrue(of().missing(List.of(), code(Asks.class)).orElseThrow().en().contains("no permission tables"));
        assertTrue(
                of().missing(List.of(), code(Refers.class)).orElseThrow().en().contains("no permission tables"));
        assertTrue(of("tables")
                .missing(List.of(), code(Sends.class))
                .orElseThrow()
                .en()
                .contains("no permission http:"));
        assertEquals(
                Optional.empty(), of("tables", "http:https://api.example.cn/").missing(List.of(), code(Sends.class)));
        assertEquals(Optional.empty(), of().missing(List.of(), code(Nothing.class)));
    }

    private static Permissions of(String... words) {
        return new Permissions(Set.of(words));
    }

    private static Map<String, byte[]> code(Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        try (var in = type.getClassLoader().getResourceAsStream(path)) {
            return Map.of(path, in.readAllBytes());
        }
    }

    private static final class Asks {
        static Object ask(Platform platform) {
            return platform.tables().query(Statement.of("select 1"));
        }
    }

    private static final class Refers {
        static final java.util.function.Function<Platform, Tables> TABLES = Platform::tables;
    }

    private static final class Sends {
        static Http way(Platform platform, HttpRequest request) {
            Http http = platform.http();
            http.send(request);
            return http;
        }
    }

    private static final class Nothing {
        static Object archive(Platform platform) {
            return platform.archive();
        }
    }
}
