package org.teshema.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;

/** Devices in memory, listed as the real ones are; the cursor is a position. Not masked, for one thread. */
final class MemoryDevices implements Devices {
    private final Map<Device, Optional<String>> devices;
    private final List<Entry> entries;
    private final Archive archive;

    MemoryDevices(Map<Device, Optional<String>> devices, List<Entry> entries, Archive archive) {
        this.devices = devices;
        this.entries = entries;
        this.archive = archive;
    }

    @Override
    public Listing<KnownDevice> list(DeviceQuery query) {
        List<KnownDevice> all = devices.keySet().stream()
                .filter(device -> isOf(device, query.nodes()))
                .filter(device -> query.among().isEmpty() || query.among().contains(device.id()))
                .filter(device -> query.status().map(device.status()::equals).orElse(true))
                .sorted(Comparator.comparingLong((Device device) -> device.id().value()))
                .map(this::known)
                .toList();
        return part(all, query.cursor(), query.limit());
    }

    @Override
    public Listing<KnownEntry> entries(EntryQuery query) {
        Set<Long> corrected = entries.stream()
                .flatMapToLong(entry -> entry.supersedes().stream())
                .boxed()
                .collect(Collectors.toSet());
        var all = new ArrayList<KnownEntry>();
        for (Device device : devices.keySet()) {
            for (Entry entry : entries) {
                if (entry.subject().equals(Subject.of(device.id()))
                        && entry.kind().equals(query.kind())
                        && !corrected.contains(entry.id())
                        && isOf(device, query.nodes())
                        && isBetween(entry, query)
                        && (!query.currentOnly()
                                || archive.current(device.id(), query.kind()).equals(Optional.of(entry)))) {
                    all.add(new KnownEntry(known(device), entry));
                }
            }
        }
        all.sort(Comparator.comparing((KnownEntry known) -> text(known.entry(), query))
                .thenComparing(known -> known.entry().id()));
        return part(all, query.cursor(), query.limit());
    }

    private static boolean isOf(Device device, Set<CatalogueCode> nodes) {
        return nodes.isEmpty() || nodes.stream().anyMatch(device.category()::within);
    }

    /** By the order of texts, which is that of days and choices; numbers are only compared for being equal here. */
    private static boolean isBetween(Entry entry, EntryQuery query) {
        Object value = entry.values().byName().get(query.field());
        return value != null
                && query.from()
                        .map(from -> value.toString().compareTo(from) >= 0)
                        .orElse(true)
                && query.until()
                        .map(until -> value.toString().compareTo(until) <= 0)
                        .orElse(true);
    }

    private static String text(Entry entry, EntryQuery query) {
        return entry.values().byName().get(query.field()).toString();
    }

    private KnownDevice known(Device device) {
        var current = new HashMap<String, Entry>();
        entries.stream()
                .filter(entry -> entry.subject().equals(Subject.of(device.id())))
                .map(Entry::kind)
                .distinct()
                .forEach(kind -> archive.current(device.id(), kind).ifPresent(entry -> current.put(kind, entry)));
        return new KnownDevice(device, devices.get(device), current);
    }

    private static <T> Listing<T> part(List<T> all, Optional<String> cursor, int limit) {
        // As the real one: a cursor that is none of ours begins anew.
        int from = cursor.filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .filter(place -> place < all.size())
                .orElse(0);
        int until = Math.min(all.size(), from + limit);
        return new Listing<>(
                all.subList(from, until), until < all.size() ? Optional.of(Integer.toString(until)) : Optional.empty());
    }
}
