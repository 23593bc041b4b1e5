package org.teshema.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

/** The fixed words of the pages, one file a language. */
final class Words {
    private static final Map<String, String> ZH = load("zh");
    private static final Map<String, String> EN = load("en");

    private Words() {}

    /** All words of that language, by key. */
    static Map<String, String> in(Language language) {
        return language == Language.EN ? EN : ZH;
    }

    private static Map<String, String> load(String name) {
        Properties words = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("words/" + name + ".properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new TreeMap<>();
        for (String key : words.stringPropertyNames()) {
            map.put(key, words.getProperty(key));
        }
        return Map.copyOf(map);
    }

    /** Each in that language. */
    static List<String> of(List<Text> texts, Language language) {
        return texts.stream().map(t -> t.in(language)).toList();
    }
}
