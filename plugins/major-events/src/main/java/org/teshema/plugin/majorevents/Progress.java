package org.teshema.plugin.majorevents;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;

/**
 * How far the checks of one event are, for the devices that a page's reader answers for. Those taken in after a scan and those checked
 * are found at once and stand on the first page; for those whose address alone tells, each page looks through a part of the register.
 *
 * @param all the devices, what is to be looked at first first
 * @param next where the register goes on
 * @param whole whether every entry was read
 */
record Progress(List<One> all, Optional<String> next, boolean whole) {
    private static final int PART = 200;
    private static final int PARTS = 3;

    /** A device and how it stands. */
    record One(KnownDevice device, Check check) {}

    static Progress of(MajorEvent event, LocalDate today, Devices reach, Optional<String> cursor) {
        Map<DeviceId, KnownDevice> devices = new LinkedHashMap<>();
        Map<DeviceId, List<Entry>> placed = new HashMap<>();
        Map<DeviceId, List<Entry>> checks = new HashMap<>();
        boolean whole = entries(reach, MajorEvent.PLACE, MajorEvent.EVENT, event.key(), event.key(), devices, placed);
        LocalDate end = today.isBefore(event.last()) ? today : event.last();
        whole &= entries(reach, Check.KIND, "on", event.opens().toString(), end.toString(), devices, checks);
        Set<DeviceId> shown = cursor.isPresent() ? Set.copyOf(devices.keySet()) : Set.of();
        Optional<String> next = read(
                cursor,
                at -> reach.list(new DeviceQuery(event.rule().nodes(), Optional.of(DeviceStatus.IN_USE), at, PART)),
                known -> devices.putIfAbsent(known.device().id(), known));
        devices.keySet().removeAll(shown);
        List<One> all = new ArrayList<>();
        devices.forEach((id, known) -> {
            // They came in the order of their days.
            Optional<Entry> last = checks.getOrDefault(id, List.of()).stream().reduce((one, later) -> later);
            if (event.covers(known.device(), placed.getOrDefault(id, List.of()))) {
                all.add(new One(known, Check.of(event, last, today)));
            }
        });
        all.sort(Comparator.comparing(one -> one.check().state()));
        return new Progress(List.copyOf(all), next, whole);
    }

    private static boolean entries(
            Devices reach,
            String kind,
            String field,
            String from,
            String until,
            Map<DeviceId, KnownDevice> devices,
            Map<DeviceId, List<Entry>> entries) {
        Consumer<KnownEntry> keep = known -> {
            DeviceId id = known.device().device().id();
            devices.putIfAbsent(id, known.device());
            entries.computeIfAbsent(id, one -> new ArrayList<>()).add(known.entry());
        };
        Function<Optional<String>, EntryQuery> query =
                at -> new EntryQuery(kind, field, Optional.of(from), Optional.of(until), Set.of(), false, at, PART);
        return read(Optional.empty(), at -> reach.entries(query.apply(at)), keep)
                .isEmpty();
    }

    /** Reads a list as far as a page has time for; answers where it goes on. */
    private static <T> Optional<String> read(
            Optional<String> from, Function<Optional<String>, Listing<T>> list, Consumer<T> taker) {
        Listing<T> listing = Listing.joined(from, PARTS, list);
        listing.items().forEach(taker);
        return listing.next();
    }
}
