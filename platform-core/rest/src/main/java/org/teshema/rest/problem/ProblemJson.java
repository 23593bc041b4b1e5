package org.teshema.rest.problem;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;
import org.teshema.api.text.Language;

/**
 * Problem details (RFC 9457), with both languages as extension members.
 *
 * @param type URI reference that names the type of problem
 * @param title the type in a few words, in the asked language
 * @param status the HTTP status again
 * @param detail what was wrong and what to do, in the asked language
 * @param instance this very occurrence: a URN that the log knows too
 * @param field the field or parameter it is about
 * @param zh the words in Chinese
 * @param en the words in English
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "field", "zh", "en"})
public record ProblemJson(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        Optional<String> field,
        Words zh,
        Words en) {
    /** The words in one language. */
    public record Words(String title, String detail) {}

    /** The fault for a reader of that language. */
    public static ProblemJson of(Fault fault, Language language, String instance) {
        return new ProblemJson(
                fault.type(),
                fault.title().in(language),
                fault.status(),
                fault.detail().in(language),
                instance,
                fault.field(),
                words(fault, Language.ZH),
                words(fault, Language.EN));
    }

    private static Words words(Fault fault, Language language) {
        return new Words(fault.title().in(language), fault.detail().in(language));
    }
}
