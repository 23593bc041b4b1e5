package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * What concerns an organisation, a page at a time.
 *
 * @param open how many items nobody has dealt with yet
 * @param tab which items are shown
 * @param items in the order of the tab
 * @param next where the next page is
 * @param lost how many messages of the webhook were given up lately
 * @param webhook whether the reader handles the webhook
 * @param suspects how many labels somebody took for forged wait to be looked into by the reader's office
 * @param tools by what the list is narrowed, and the way to take it along
 */
public record InboxPage(
        long open,
        Tab tab,
        List<Item> items,
        Optional<String> next,
        long lost,
        boolean webhook,
        long suspects,
        TablePage.Tools tools) {
    public InboxPage {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(tools, "tools");
    }

    /** Of an organisation whose messages arrive, for somebody who does not handle them. */
    public InboxPage(long open, Tab tab, List<Item> items, Optional<String> next) {
        this(
                open,
                tab,
                items,
                next,
                0,
                false,
                0,
                new TablePage.Tools("/inbox", List.of(), Optional.empty(), List.of()));
    }

    /** Which items. */
    public enum Tab {
        /** Those that a digest counted, dealt with since or not. */
        COUNTED,
        /** Those nobody has dealt with, those on which life may hang before all others, the newest first. */
        OPEN,
        /** Of those the ones that have a day, the most pressing first. */
        DUE,
        /** Those that were dealt with. */
        DONE
    }

    /**
     * By when.
     *
     * @param day the last day
     * @param late whether it has passed
     */
    public record Due(String day, boolean late) {}

    /**
     * One item.
     *
     * @param kind what was recorded
     * @param pressing whether life may hang on it, so that it stands out
     * @param device which device, in words
     * @param number digits of its code, where it has one
     * @param since when it was recorded
     * @param from who wrote it
     * @param due by when it is to be dealt with, where a day is named
     * @param end when it was dealt with, or how to say so
     */
    public record Item(
            Text kind,
            boolean pressing,
            String device,
            Optional<String> number,
            String since,
            Text from,
            Optional<Due> due,
            End end) {}

    /** How such an item is called. */
    public static Text pressing(Text kind) {
        return new Text("紧急 · " + kind.zh(), "Urgent · " + kind.en());
    }

    /** The end of an item. */
    public sealed interface End {}

    /**
     * It was dealt with.
     *
     * @param at when
     */
    public record Done(String at) implements End {}

    /**
     * It can be marked as dealt with.
     *
     * @param action where the form goes
     * @param key the form's own, for one time
     */
    public record Markable(String action, String key) implements End {}
}
