package org.teshema.rest.scan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Entry;
import org.teshema.api.text.Language;

/**
 * The entry that an action appended, as far as its author may see it.
 *
 * @param id its id
 * @param kind its kind
 * @param values its fields by name
 * @param happenedAt when it happened
 * @param recordedAt when it was recorded
 * @param author who recorded it
 * @param receipt what the app tells its author of it; missing where it tells nothing
 */
public record TakenJson(
        String id,
        String kind,
        Map<String, Object> values,
        Instant happenedAt,
        Instant recordedAt,
        String author,
        Optional<ReceiptJson> receipt) {
    /**
     * A receipt, in one language.
     *
     * @param words what is told
     * @param links where to go from there
     */
    public record ReceiptJson(String words, List<ReceiptLinkJson> links) {}

    /**
     * A link of a receipt.
     *
     * @param title what it is called
     * @param href where it lies
     */
    public record ReceiptLinkJson(String title, String href) {}

    /** The shape of an entry. */
    public static TakenJson of(Entry entry) {
        return of(entry, Optional.empty(), Language.ZH);
    }

    /** The shape of an entry with what is told of it. */
    public static TakenJson of(Entry entry, Optional<Receipt> receipt, Language language) {
        return new TakenJson(
                Long.toString(entry.id()),
                entry.kind(),
                entry.values().byName(),
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author(),
                receipt.map(one -> new ReceiptJson(
                        one.words().in(language),
                        one.links().stream()
                                .map(link -> new ReceiptLinkJson(
                                        link.title().in(language), link.target().toString()))
                                .toList())));
    }
}
