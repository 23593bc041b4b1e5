package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;

/** One printed label in somebody's hand. */
record Label(String url, String number) {
    static Label of(JsonNode code) {
        return new Label(code.path("url").asText(), code.path("number").asText());
    }

    /** Where a scan of it leads on a platform under test. */
    String path() {
        return CodeText.of(url).path();
    }
}
