package org.teshema.plugin.holidays;

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
import java.util.stream.Collectors;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;

/**
 * How the devices that a page's reader answers for stand in one period.
 *
 * @param all each device that is in use today and is asked, what is to be looked at first first
 * @param whole whether there were not more devices or checks than could be read
 */
record Standing(List<One> all, boolean whole) {
    private static final int PART = 200;
    private static final int PARTS = 5;

    /** A device and how it stands. */
    record One(KnownDevice device, Check check) {}

    static Standing of(Period period, PageContext context, Devices devices) {
        Set<CatalogueCode> always = context.rules().rules().stream()
                .filter(rule -> rule.topic().equals(Equipment.ALWAYS) && rule.holdsOn(context.today()))
                .flatMap(rule -> rule.nodes().stream())
                .collect(Collectors.toSet());
        Map<DeviceId, KnownDevice> asked = new LinkedHashMap<>();
        Consumer<KnownDevice> ask = known -> {
            if (period.rule().isFor(known.device().category())
                    && Equipment.isAsked(
                            known.device(), known.current(Equipment.SITE), context.rules(), context.today())) {
                asked.putIfAbsent(known.device().id(), known);
            }
        };
        boolean whole = always.isEmpty()
                || read(
                        cursor -> devices.list(new DeviceQuery(always, Optional.of(DeviceStatus.IN_USE), cursor, PART)),
                        ask);
        whole &= entries(
                devices, Equipment.SITE, LocalDate.EPOCH, context.today(), true, known -> ask.accept(known.device()));
        // They come in the order of their days: the last one stays.
        Map<DeviceId, Entry> checks = new HashMap<>();
        LocalDate until = context.today().isBefore(period.last()) ? context.today() : period.last();
        whole &= entries(
                devices,
                Check.KIND,
                period.opens(),
                until,
                false,
                known -> checks.put(known.device().device().id(), known.entry()));
        List<One> all = new ArrayList<>();
        asked.forEach((id, device) -> all.add(new One(device, Check.of(period, Optional.ofNullable(checks.get(id))))));
        all.sort(Comparator.comparing(one -> one.check().state()));
        return new Standing(List.copyOf(all), whole);
    }

    private static boolean entries(
            Devices devices, String kind, LocalDate from, LocalDate until, boolean now, Consumer<KnownEntry> taker) {
        Optional<String> first = Optional.of(from.toString());
        Optional<String> last = Optional.of(until.toString());
        return read(
                cursor -> devices.entries(new EntryQuery(kind, "on", first, last, Set.of(), now, cursor, PART)), taker);
    }

    /** Reads a list as far as a page has time for; answers whether that was all of it. */
    private static <T> boolean read(Function<Optional<String>, Listing<T>> list, Consumer<T> taker) {
        Listing<T> listing = Listing.joined(Optional.empty(), PARTS, list);
        listing.items().forEach(taker);
        return listing.next().isEmpty();
    }
}
