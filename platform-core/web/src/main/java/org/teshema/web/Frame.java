package org.teshema.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.teshema.api.text.Language;

/**
 * What surrounds every page: how it is read and by whom.
 *
 * @param language the language it is read in
 * @param languageAsked whether the reader chose the language in the address, so that links must carry it on
 * @param large whether it is set in large type 长辈版
 * @param path the page's own path, raw
 * @param query the page's own parameters without those for language and type size
 * @param person who is logged in, in words
 * @param several whether they may act for other organisations too
 */
public record Frame(
        Language language,
        boolean languageAsked,
        boolean large,
        String path,
        Map<String, String> query,
        Optional<String> person,
        boolean several) {
    /** A frame for somebody who acts for one organisation, or for nobody. */
    public Frame(
            Language language,
            boolean languageAsked,
            boolean large,
            String path,
            Map<String, String> query,
            Optional<String> person) {
        this(language, languageAsked, large, path, query, person, false);
    }

    public Frame {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(path, "path");
        query = Map.copyOf(query);
        Objects.requireNonNull(person, "person");
    }

    /** A frame for a page nobody is logged in to. */
    public static Frame plain(Language language, String path) {
        return new Frame(language, false, false, path, Map.of(), Optional.empty());
    }

    /** The same page, read by that person. */
    public Frame readBy(Optional<String> reader) {
        return new Frame(language, languageAsked, large, path, query, reader, several);
    }

    /** A path of the platform with the reader's choices carried on. */
    public String link(String to) {
        Map<String, String> choices = new LinkedHashMap<>();
        if (languageAsked) {
            choices.put("lang", language == Language.EN ? "en" : "zh");
        }
        if (large) {
            choices.put("large", "1");
        }
        return with(to, choices);
    }

    /** Where somebody logs in who then comes back to this page. */
    public String login() {
        if (path.equals("/") || path.equals("/logout") || path.startsWith("/login")) {
            return link("/login");
        }
        // A space is not sent as a plus: what the way back is checked against knows none.
        String here = with(path, new TreeMap<>(query)).replace("+", "%20");
        return link("/login?next=" + encoded(here));
    }

    /** This page in the other language. */
    public String otherLanguage() {
        return again(language == Language.EN ? "zh" : "en", large);
    }

    /** This page in the other type size. */
    public String otherSize() {
        return again(languageAsked ? language == Language.EN ? "en" : "zh" : "", !large);
    }

    private String again(String lang, boolean size) {
        Map<String, String> parameters = new LinkedHashMap<>(new TreeMap<>(query));
        if (!lang.isEmpty()) {
            parameters.put("lang", lang);
        }
        if (size) {
            parameters.put("large", "1");
        }
        return with(path, parameters);
    }

    private static String with(String path, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return path;
        }
        String query = parameters.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return path + (path.indexOf('?') < 0 ? "?" : "&") + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
