package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What every refusal has: a stable type, the field, what was expected, in both languages, and nothing of the platform's inside. */
final class Refusals {
    private Refusals() {}

    /**
     * The answer is this problem.
     *
     * @param field that it is about; null where it is about none, and then it names none
     * @param expected a word or two of the English detail that say what was expected
     */
    static void problem(Api.Answer answer, int status, String type, String field, String expected) {
        Map<String, Object> problem = Contract.problem(answer);
        List<Executable> checks = new ArrayList<>();
        checks.add(() -> assertEquals("/problems/" + type, problem.get("type"), answer.body()));
        checks.add(() -> assertEquals(field, problem.get("field"), answer.body()));
        checks.add(() -> assertEquals(status, answer.status(), answer.body()));
        checks.add(() -> assertEquals(status, problem.get("status")));
        checks.add(() -> assertFalse(String.valueOf(problem.get("title")).isBlank()));
        checks.add(() -> assertTrue(english(problem).contains(expected), expected + ": " + answer.body()));
        checks.add(() -> assertTrue(String.valueOf(problem.get("detail")).length() > 5, "what was expected"));
        checks.add(() -> assertFalse(answer.body().contains("\tat "), answer.body()));
        checks.add(() -> assertFalse(answer.body().contains("Exception"), answer.body()));
        if (problem.get("zh") instanceof Map<?, ?> zh) {
            checks.add(() -> assertTrue(String.valueOf(zh.get("detail")).matches("(?s).*\\p{IsHan}.*"), answer.body()));
        }
        assertAll(checks);
    }

    /** The English detail; a scan, which has its words in one language, was asked for in English. */
    private static String english(Map<String, Object> problem) {
        return String.valueOf(problem.get("en") instanceof Map<?, ?> en ? en.get("detail") : problem.get("detail"));
    }

    /** The bytes that came back are a problem with a status in that range. */
    static void raw(Raw.Answer answer, int least, int most) {
        assertAll(
                () -> assertTrue(answer.status() >= least && answer.status() <= most, answer.head()),
                () -> assertTrue(answer.isProblem(), answer.head() + "\n" + answer.body()),
                () -> assertFalse(answer.head().contains("\nServer:"), answer.head()),
                () -> assertFalse(answer.body().contains("\tat "), answer.body()),
                () -> assertFalse(answer.body().contains("Exception"), answer.body()));
    }

    /** The bytes that came back are this problem, in both languages. */
    static void raw(Raw.Answer answer, int status, String type) {
        raw(answer, status, status);
        var problem = answer.json();
        assertAll(
                () -> assertEquals("/problems/" + type, problem.path("type").asText(), answer.body()),
                () -> assertEquals(status, problem.path("status").asInt()),
                () -> assertTrue(problem.path("zh").path("detail").asText().length() > 5, answer.body()),
                () -> assertTrue(problem.path("en").path("detail").asText().length() > 5, answer.body()));
    }

    /** No stranger has made the platform write a stack trace. */
    static void noTraces(RunningPlatform platform) {
        assertEquals(
                List.of(),
                platform.logText()
                        .lines()
                        .filter(line -> line.matches("\\s+at [\\w.$/]+\\(.*"))
                        .toList(),
                "lines of stack traces in the log");
    }
}
