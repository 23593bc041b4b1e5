package org.teshema.engine.host.guest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;

/** The archive, by the very methods that every app has: of a device, a kind and where it says so a field, in this order. */
final class ArchiveMischief {
    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    private ArchiveMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put(
                "current",
                (words, platform) ->
                        entries(words, one -> archive(platform).current(one.device(), one.kind()).stream()));
        all.put(
                "history",
                (words, platform) ->
                        entries(words, one -> archive(platform).history(one.device(), one.kind(), 500).stream()));
        all.put(
                "as-of",
                (words, platform) ->
                        entries(words, one -> archive(platform).asOf(one.device(), one.kind(), LATER).stream()));
        all.put(
                "listed",
                (words, platform) ->
                        devices(words, platform, new DeviceQuery(Set.of(), Optional.empty(), Optional.empty(), 200)));
        all.put(
                "asked-by-id",
                (words, platform) -> devices(
                        words, platform, DeviceQuery.of(Set.of(Asked.of(words).device()))));
        all.put(
                "entry-of-listed",
                (words, platform) -> entries(
                        words,
                        one ->
                                platform
                                        .orElseThrow()
                                        .devices()
                                        .list(DeviceQuery.of(Set.of(one.device())))
                                        .items()
                                        .stream()
                                        .flatMap(device -> device.current(one.kind()).stream())));
        // That there is a hit tells what was searched for, whatever is in it.
        all.put("searched", (words, platform) -> {
            long hits = search(platform.orElseThrow(), Asked.of(words));
            return hits == 0 ? "nothing" : "GOT IN: " + hits;
        });
    }

    /** What is asked for. */
    private record Asked(DeviceId device, String kind, String field) {
        static Asked of(String words) {
            List<String> parts = List.of(words.split(" ", -1));
            return new Asked(
                    new DeviceId(Long.parseLong(parts.get(0))),
                    parts.size() > 1 ? parts.get(1) : "",
                    parts.size() > 2 ? parts.get(2) : "");
        }

        /** Whether that is in the entry; the field, where one is asked for. */
        boolean isIn(Entry entry) {
            return field.isEmpty() || entry.values().byName().containsKey(field);
        }
    }

    /** A way to entries. */
    private interface Way {
        Stream<Entry> of(Asked one);
    }

    private static Archive archive(Optional<Platform> platform) {
        return platform.orElseThrow().archive();
    }

    private static String entries(String words, Way way) {
        Asked asked = Asked.of(words);
        List<String> found = way.of(asked)
                .filter(asked::isIn)
                .map(entry -> entry.kind() + " " + entry.values())
                .toList();
        return found.isEmpty() ? "nothing" : "GOT IN: " + found;
    }

    private static long search(Platform platform, Asked one) {
        var query = new EntryQuery(
                one.kind(), one.field(), Optional.empty(), Optional.empty(), Set.of(), false, Optional.empty(), 200);
        return platform.devices().entries(query).items().stream()
                .filter(found -> found.device().device().id().equals(one.device()))
                .count();
    }

    private static String devices(String words, Optional<Platform> platform, DeviceQuery query) {
        DeviceId wanted = Asked.of(words).device();
        return platform.orElseThrow().devices().list(query).items().stream()
                .map(KnownDevice::device)
                .filter(device -> device.id().equals(wanted))
                .findFirst()
                .map(device -> "GOT IN: " + device.name())
                .orElse("nothing");
    }
}
