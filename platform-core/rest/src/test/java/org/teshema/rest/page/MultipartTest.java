package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=----Form7MA4";
    private static final String TYPE_OF = "multipart/form-data; boundary=%s";
    private static final String FORM = """
            ------Form7MA4
            Content-Disposition: form-data; name="on"

            2026-05-01
            ------Form7MA4
            Content-Disposition: form-data; name="note"

            二行
            --Form7MA4
            ------Form7MA4
            Content-Disposition: form-data; name="photo"; filename="../../etc/passwd"
            Content-Type: image/jpeg

            \u00ff\u00d8 bytes
            ------Form7MA4
            Content-Disposition: form-data; name="none"; filename=""
            Content-Type: application/octet-stream


            ------Form7MA4
            Content-Disposition: form-data; name="empty"; filename="a.jpg"


            ------Form7MA4--
            """.replace("\n", "\r\n");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Problem refused(String type, byte[] body) {
        Problem problem = assertThrows(Problem.class, () -> Multipart.read(type, body));
        assertEquals(ProblemType.INVALID, problem.type());
        return problem;
    }

    @Test
    void texts_and_files_are_told_apart_and_the_name_of_a_file_is_read_by_nobody() {
        Multipart form = Multipart.read(TYPE, bytes(FORM));
        assertEquals(Map.of("on", "2026-05-01", "note", "二行\r\n--Form7MA4"), form.fields());
        assertEquals(Set.of("photo", "empty"), form.files().keySet(), "where no file was chosen there is none");
        assertArrayEquals(bytes("\u00ff\u00d8 bytes"), form.files().get("photo"));
        assertEquals(0, form.files().get("empty").length);
        assertFalse((form.fields() + "" + form.files().keySet()).contains("passwd"));
    }

    @Test
    void of_two_with_one_name_the_first_counts() {
        String twice = FORM.replace("name=\"note\"", "name=\"on\"").replace("name=\"empty\"", "name=\"photo\"");
        Multipart form = Multipart.read(TYPE, bytes(twice));
        assertEquals("2026-05-01", form.fields().get("on"));
        assertTrue(form.files().get("photo").length > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary=----Form7MA",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=----Form7MA4 x",
                "multipart/form-data; boundary=\"----Form7MA4"
            })
    void a_wrong_boundary_is_no_form(String type) {
        refused(type, bytes(FORM));
    }

    @Test
    void a_boundary_has_at_most_70_characters_and_only_such_as_it_may() {
        for (String quote : new String[] {"", "\""}) {
            String longest = "a".repeat(70);
            assertEquals(
                    "2026-05-01",
                    Multipart.read(TYPE_OF.formatted(quote + longest + quote), with(longest))
                            .fields()
                            .get("on"));
            refused(TYPE_OF.formatted(quote + longest + "a" + quote), with(longest + "a"));
        }
        refused(TYPE_OF.formatted("a{b"), with("a{b"));
        assertEquals(
                2,
                Multipart.read(TYPE_OF.formatted("\"a{b\""), with("a{b"))
                        .fields()
                        .size());
    }

    private static byte[] with(String boundary) {
        return bytes(FORM.replace("----Form7MA4", boundary));
    }

    @Test
    void a_delimiter_stands_at_the_beginning_of_a_line_and_ends_it() {
        refused(TYPE, bytes(" " + FORM));
        refused(TYPE, bytes("x" + FORM.substring(1)));
        refused(TYPE, bytes(FORM.replace("------Form7MA4\r\n", "------Form7MA4xx")));
        refused(TYPE, bytes(FORM.replace("------Form7MA4\r\n", "------Form7MA4 \r\n")));
        assertEquals(
                Set.of("on", "note"),
                Multipart.read(TYPE, bytes(FORM.replace("二行", "x------Form7MA4--")))
                        .fields()
                        .keySet());
    }

    @Test
    void a_part_without_a_name_is_no_form() {
        for (String bad : new String[] {
            FORM.replace("; name=\"photo\"", ""),
            FORM.replace("name=\"photo\"", "name=\"\""),
            FORM.replace("form-data; name=\"photo\"", "attachment; name=\"photo\""),
            FORM.replace("Content-Disposition: form-data; name=\"photo\"; filename=\"../../etc/passwd\"\r\n", "")
        }) {
            refused(TYPE, bytes(bad));
        }
    }

    @Test
    void a_form_that_was_cut_off_anywhere_is_no_form() {
        byte[] whole = bytes(FORM);
        int end = FORM.lastIndexOf("--\r\n");
        for (int length = 0; length < bytes(FORM.substring(0, end)).length; length++) {
            refused(TYPE, Arrays.copyOf(whole, length));
        }
    }

    @Test
    void a_form_of_too_many_parts_or_of_too_long_texts_or_headers_is_no_form() {
        String part = "------Form7MA4\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
        assertEquals(
                Map.of("a", "x"),
                Multipart.read(TYPE, bytes(part.repeat(220) + "------Form7MA4--"))
                        .fields());
        refused(TYPE, bytes(part.repeat(221) + "------Form7MA4--"));
        int most = 256 * 1024;
        assertEquals(
                most,
                Multipart.read(TYPE, bytes(part.replace("x", "x".repeat(most)) + "------Form7MA4--"))
                        .fields()
                        .get("a")
                        .length());
        refused(TYPE, bytes(part.replace("x", "x".repeat(most + 1)) + "------Form7MA4--"));
        // Of several texts together, too, and of those that do not count.
        refused(TYPE, bytes(part.replace("x", "x".repeat(most / 2 + 1)).repeat(2) + "------Form7MA4--"));
        String file = part.replace("name=\"a\"", "name=\"f\"; filename=\"f\"");
        assertEquals(
                most + 1,
                Multipart.read(TYPE, bytes(file.replace("x\r", "x".repeat(most + 1) + "\r") + "------Form7MA4--"))
                        .files()
                        .get("f")
                        .length);
        int headers = "Content-Disposition: form-data; name=\"\"".length();
        String longest = "a".repeat(2048 - headers - 4);
        assertEquals(
                Set.of(longest),
                Multipart.read(TYPE, bytes(part.replace("\"a\"", "\"" + longest + "\"") + "------Form7MA4--"))
                        .fields()
                        .keySet());
        refused(TYPE, bytes(part.replace("\"a\"", "\"a" + longest + "\"") + "------Form7MA4--"));
    }

    /** A name as long as headers may be, read on a stack a few times as large as reading takes: none of it grows with the name. */
    @Test
    void however_long_a_name_is_it_costs_no_stack() throws InterruptedException {
        Multipart.read(TYPE, bytes(FORM));
        String longest = "a".repeat(1_900);
        for (String headers : List.of(
                "name=\"" + longest + "\"",
                "name=\"a\"; filename=\"" + longest + "\"",
                "name=\"a\"; filename=" + longest)) {
            byte[] form = bytes(
                    "------Form7MA4\r\nContent-Disposition: form-data; " + headers + "\r\n\r\nx\r\n------Form7MA4--");
            var fault = new AtomicReference<Throwable>();
            var reader = new Thread(null, () -> Multipart.read(TYPE, form), "small", 256 * 1024);
            reader.setUncaughtExceptionHandler((thread, thrown) -> fault.set(thrown));
            reader.start();
            reader.join();
            assertNull(fault.get());
        }
    }

    @Test
    void no_damage_ends_in_anything_but_a_form_or_a_problem() {
        var random = new Random(7);
        byte[] whole = bytes(FORM);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            for (int n = 0; n < 5; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(Multipart.read(TYPE, damaged).files().size() <= 4);
            } catch (Problem e) {
                assertEquals(ProblemType.INVALID, e.type());
            }
        }
    }
}
