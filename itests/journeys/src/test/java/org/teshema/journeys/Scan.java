package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one scan tells one reader. */
record Scan(JsonNode json) {
    /** A scan that is answered with 200. */
    static Scan of(Api reader, Label label) {
        return new Scan(reader.get(label.path()).expect(200).json());
    }

    String verdict() {
        return json.path("verdict").asText();
    }

    /** The value of a fact of that name, where one is told. */
    Optional<String> fact(String name) {
        return sections("facts").stream()
                .flatMap(section -> list(section.path("facts")).stream())
                .filter(fact -> fact.path("name").asText().equals(name))
                .map(fact -> fact.path("value").asText())
                .findFirst();
    }

    /** The words of all notices. */
    List<String> notices() {
        return sections("notice").stream()
                .map(notice -> notice.path("words").asText())
                .toList();
    }

    /** The rows of the table with that title. */
    List<List<String>> table(String title) {
        return sections("table").stream()
                .filter(table -> table.path("title").asText().equals(title))
                .flatMap(table -> list(table.path("rows")).stream())
                .map(row -> list(row).stream().map(JsonNode::asText).toList())
                .toList();
    }

    JsonNode clock(String name) {
        return named("clocks", "clock", name);
    }

    JsonNode action(String name) {
        return named("actions", "name", name);
    }

    Set<String> actions() {
        return list(json.path("actions")).stream()
                .map(action -> action.path("name").asText())
                .collect(Collectors.toSet());
    }

    private JsonNode named(String member, String by, String name) {
        return list(json.path(member)).stream()
                .filter(one -> one.path(by).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " among the " + member + " of " + json));
    }

    private List<JsonNode> sections(String type) {
        return list(json.path("parts")).stream()
                .flatMap(part -> list(part.path("sections")).stream())
                .filter(section -> section.path("type").asText().equals(type))
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
