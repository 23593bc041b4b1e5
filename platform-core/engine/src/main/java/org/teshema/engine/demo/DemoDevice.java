package org.teshema.engine.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;

/**
 * One device of the demonstration city, before it has an id.
 *
 * @param slot what stands there
 * @param numbers its printed numbers
 * @param events what its archive holds, the oldest first
 * @param segments the rows of its table, where it is a unit of segments
 */
record DemoDevice(
        DemoSlot slot,
        String name,
        String place,
        double longitude,
        double latitude,
        DeviceStatus status,
        List<PrintedNumber> numbers,
        List<Event> events,
        List<Event> segments) {
    CatalogueCode category() {
        return slot.category();
    }

    /** One printed number. */
    record PrintedNumber(String kind, String printed, LocalDate from, Optional<LocalDate> until) {}

    /** Who recorded an event. */
    enum Author {
        DISTRICT,
        INSPECTION_BODY,
        ANOTHER_BODY,
        MAINTENANCE_UNIT,
        USING_UNIT
    }

    /** One entry of its archive, or of a segment's. */
    record Event(EntryKind kind, LocalDate on, Author author, Values values) {}

    /** All it says, on one line: what the digest of a city is made of. */
    String canonical() {
        var text = new StringBuilder(400)
                .append(slot)
                .append('|')
                .append(name)
                .append('|')
                .append(place)
                .append('|')
                .append(longitude)
                .append('|')
                .append(latitude)
                .append('|')
                .append(status);
        numbers.forEach(n -> text.append('|').append(n));
        Stream.concat(events.stream(), segments.stream())
                .forEach(e -> text.append('|')
                        .append(e.kind().name())
                        .append(' ')
                        .append(e.on())
                        .append(' ')
                        .append(e.author())
                        .append(' ')
                        .append(e.values()));
        return text.toString();
    }
}
