package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The list of all pages and the code say the same: whatever is read outside the API is a page, or stands here with what it is instead.
 * The journeys look at each page of the list.
 */
class PageListTest {
    private static final java.nio.file.Path LIST = java.nio.file.Path.of("../../docs/pages.txt");

    /** What answers a browser with something else, and with what. */
    private static final Map<String, String> NO_PAGE = Map.of(
            "/assets/{name}", "style, icons and scripts",
            "/login/second", "the way to the first step",
            "/login/oidc", "the way to the provider");

    private static final Pattern CHOICE = Pattern.compile("\\{\\s*\\w+\\s*:\\s*([\\w-]+(?:\\|[\\w-]+)+)\\s*}");
    private static final Pattern SHAPED = Pattern.compile("\\{\\s*(\\w+)\\s*:[^}]*}");

    @Test
    void every_page_is_in_the_list_and_nothing_else_is() throws IOException {
        Set<String> pages = new TreeSet<>();
        for (Class<?> resource : Contract.resources()) {
            for (Method method : Contract.methods(resource)) {
                if (Contract.verb(method).filter("get"::equals).isPresent()) {
                    addresses(resource, method).forEach(pages::add);
                }
            }
        }
        pages.removeIf(address -> address.startsWith("/api/"));
        NO_PAGE.keySet().forEach(address -> assertEquals(true, pages.remove(address), address));
        List<String> listed = Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertEquals(String.join("\n", pages), String.join("\n", listed));
    }

    /** Where that method is found: each of several words to choose from is an address of its own. */
    private static Stream<String> addresses(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
        return chosen(path.replaceAll("//+", "/"))
                .map(address -> SHAPED.matcher(address).replaceAll("{$1}").replaceAll("(.)/$", "$1"));
    }

    private static Stream<String> chosen(String path) {
        Matcher choice = CHOICE.matcher(path);
        if (!choice.find()) {
            return Stream.of(path);
        }
        return Arrays.stream(choice.group(1).split("\\|"))
                .flatMap(word -> chosen(path.substring(0, choice.start()) + word + path.substring(choice.end())));
    }
}
