package org.teshema.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodePathTest {
    private static final String CODE = "9".repeat(198);

    private static void leads(String root, String path, String text) {
        assertEquals(Optional.ofNullable(text), new CodePath(root).text(path));
    }

    @Test
    void the_usual_path_leads_to_codes_whatever_is_printed() {
        leads("/s/", "/s/1", "1");
        leads("/t/", "/s/1", "1");
        leads("/s/", "/s/", "");
        leads("/s/", "/t/1", null);
    }

    @Test
    void the_path_of_the_prefix_leads_to_codes_too() {
        leads("/t/", "/t/1/actions/a", "1/actions/a");
        leads("/t/", "/t/abc", "abc");
        leads("/code/of/", "/code/of/1", "1");
        leads("/code/of/", "/code/1", null);
        leads("/t/", "/tt/1", null);
    }

    @Test
    void a_path_that_the_platform_has_itself_is_shared_with_texts_of_codes_alone() {
        leads("/", "/" + CODE, CODE);
        leads("/", "/login", null);
        leads("/", "/" + CODE + "/actions/a", CODE + "/actions/a");
        leads("/n/", "/n/4241172885602", null);
        leads("/n/", "/n/" + CODE, CODE);
        leads("/api/v1/", "/api/v1/keys", null);
    }
}
