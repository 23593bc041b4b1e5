package org.teshema.rest.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.text.Language;
import org.teshema.engine.inbox.InboxItem;
import org.teshema.engine.inbox.InboxState;
import org.teshema.trust.code.ShortNumber;

/**
 * That an entry concerns the asker's organisation; what the entry says is read with the entry, by whoever may.
 *
 * @param id its id
 * @param entryId the entry
 * @param kind name of the entry's kind
 * @param title what that kind is called
 * @param deviceId the device the entry is about
 * @param category catalogue node of the device
 * @param deviceName what people on site call it
 * @param place where it is, in words
 * @param number number of its code, under which its scan page is found at {@code /n/{number}}; absent where it has none
 * @param since when the platform learned of the entry
 * @param from who wrote it, in words
 * @param fromId the organisation that wrote it; absent when it was the public
 * @param due the day by which it is to be dealt with; absent where the entry names none
 * @param state whether somebody of the organisation has dealt with it
 * @param doneAt when somebody said so
 * @param doneBy the account that said so
 */
public record InboxItemJson(
        String id,
        String entryId,
        String kind,
        String title,
        String deviceId,
        String category,
        String deviceName,
        String place,
        Optional<String> number,
        Instant since,
        String from,
        Optional<String> fromId,
        Optional<LocalDate> due,
        InboxState state,
        Optional<Instant> doneAt,
        Optional<String> doneBy) {
    static InboxItemJson of(InboxItem item, Language language) {
        InboxItem.About device = item.device();
        OptionalLong from = item.from().organisation();
        return new InboxItemJson(
                Long.toString(item.id()),
                Long.toString(item.entry()),
                item.kind(),
                item.title().in(language),
                Long.toString(device.id()),
                device.category().value(),
                device.name(),
                device.place(),
                device.number().map(ShortNumber::digits),
                item.since(),
                item.from().words().in(language),
                from.isPresent() ? Optional.of(Long.toString(from.getAsLong())) : Optional.empty(),
                item.due(),
                item.state(),
                item.done().map(InboxItem.Done::at),
                item.done().map(done -> Long.toString(done.account())));
    }
}
