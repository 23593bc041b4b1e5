package org.teshema.api.text;

import java.util.Objects;

/**
 * A sentence or title in Chinese and English. Neither may be blank; both are plain text, never markup.
 *
 * @param zh simplified Chinese (GB 18030 repertoire)
 * @param en English
 */
public record Text(String zh, String en) {
    public Text {
        if (Objects.requireNonNull(zh, "zh").isBlank()
                || Objects.requireNonNull(en, "en").isBlank()) {
            throw new IllegalArgumentException("A text needs both languages: zh=\"" + zh + "\", en=\"" + en + "\"");
        }
    }

    /** The same words in both languages, for names, numbers and units. */
    public static Text same(String words) {
        return new Text(words, words);
    }

    /** The words of the asked language. */
    public String in(Language language) {
        return language == Language.EN ? en : zh;
    }
}
