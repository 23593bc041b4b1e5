package org.teshema.engine.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;
import org.teshema.trust.code.ShortNumber;

/**
 * That an entry concerns an organisation; nothing of what the entry says.
 *
 * @param id its id
 * @param entry id of the entry
 * @param kind name of the entry's kind
 * @param title what that kind is called; its name where nobody declares it any more
 * @param urgent whether life may hang on it
 * @param device what the entry is about
 * @param since when the platform learned of it
 * @param from who wrote the entry
 * @param due the day by which it is to be dealt with, where the entry names one
 * @param done when and by whom it was dealt with; empty while it is open
 */
public record InboxItem(
        long id,
        long entry,
        String kind,
        Text title,
        boolean urgent,
        About device,
        Instant since,
        From from,
        Optional<LocalDate> due,
        Optional<Done> done) {
    public InboxItem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(done, "done");
    }

    /** Whether it is open and its day has passed. */
    public boolean isLate(LocalDate today) {
        return done.isEmpty() && due.filter(today::isAfter).isPresent();
    }

    /** Whether somebody has dealt with it. */
    public InboxState state() {
        return done.isPresent() ? InboxState.DONE : InboxState.OPEN;
    }

    /**
     * Which device, as everybody who scans it is told.
     *
     * @param id its id
     * @param category catalogue node
     * @param name what people on site call it
     * @param place where it is, in words
     * @param number of its code, where it has one
     */
    public record About(long id, CatalogueCode category, String name, String place, Optional<ShortNumber> number) {}

    /**
     * Who wrote the entry.
     *
     * @param organisation id of the organisation; empty for the public
     * @param name as the entry names it
     */
    public record From(OptionalLong organisation, String name) {
        /** The same for readers of both languages: an organisation has one name. */
        public Text words() {
            return organisation.isPresent() ? Text.same(name) : new Text(name, "The public");
        }
    }

    /**
     * That it was dealt with.
     *
     * @param at when somebody said so
     * @param account who
     */
    public record Done(Instant at, long account) {}
}
