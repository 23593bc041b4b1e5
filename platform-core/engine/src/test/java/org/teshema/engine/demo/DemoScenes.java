package org.teshema.engine.demo;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.EveryCategory;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.rule.Sweep;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.PluginCheck;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;

/** A loaded demonstration city, answered by the plugins that ship and read by the city bureau. */
final class DemoScenes implements AutoCloseable {
    // No machine is so slow that a plugin would be given up here.
    private static final Limits PATIENT = new Limits(
            Duration.ofSeconds(30), Duration.ofSeconds(60), 16, 5, 10, Duration.ofSeconds(60), Duration.ofMinutes(1));

    final DemoPlatform platform;
    private final Guard guard = Guard.of(PATIENT);
    private final SwappedPluginTable table;
    private final ScanDesk desk;
    private final Actor bureau;
    private final int devices;
    private final List<ScanAnswer> all = new ArrayList<>();

    DemoScenes(Database database, Path folder, int devices) {
        this.devices = devices;
        platform = new DemoPlatform(database, folder);
        platform.city.load(devices, 5, done -> {});
        table = new SwappedPluginTable(guard, new PostingPositions(platform.files), platform.clock);
        Served.by(table, PATIENT, EveryCategory.all());
        var actions = new ActionDesk(
                database,
                table,
                new PluginCheck(database, new Devices(database, platform.clock), table, guard, platform.clock),
                new Entries(database, platform.clock),
                new Writes(database, platform.clock),
                platform.clock);
        desk = new ScanDesk(
                defaults(ScanDesk.Config.class),
                platform.keys,
                database,
                table,
                guard,
                new Catalogue(platform.files),
                new Districts(platform.files),
                actions,
                platform.clock);
        bureau = new Actor(
                1, "bureau", database.write(platform.foundation::authorities).city());
    }

    /** What the scans of bound codes say, of the devices whose category begins so. */
    List<ScanAnswer> scans(String category) {
        if (all.isEmpty()) {
            // Twice as many steps as there are devices leave none out.
            new PostedCodes(platform.database, platform.keys)
                    .spread(2 * devices)
                    .forEach(address -> all.add(desk.scan(address, Optional.of(bureau), Language.ZH)));
        }
        return all.stream().filter(of(category)).toList();
    }

    private static Predicate<ScanAnswer> of(String category) {
        return answer ->
                answer.device().orElseThrow().device().category().value().startsWith(category);
    }

    /** How often the clocks of that topic show what, of the devices whose category begins so and which are not stopped. */
    Map<DueStatus, Integer> clocks(String category, String topic) {
        var counts = new HashMap<DueStatus, Integer>();
        new Sweep(platform.database, table, guard, platform.clock)
                .over(
                        bureau,
                        DeviceFilter.none(),
                        CityClock.dayOf(DemoPlatform.NOW),
                        (device, outcome) -> outcome.filter(
                                        o -> device.category().value().startsWith(category))
                                .flatMap(o -> o.answer())
                                .ifPresent(readings -> count(readings, topic, counts)));
        return counts;
    }

    private static void count(List<ClockReading> readings, String topic, Map<DueStatus, Integer> counts) {
        readings.stream()
                .filter(reading -> reading.clock().equals(topic))
                .forEach(reading -> counts.merge(reading.status(), 1, Integer::sum));
    }

    private static <T> T defaults(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(), new Class<?>[] {config}, (proxy, method, given) -> method.getDefaultValue()));
    }

    @Override
    public void close() {
        guard.close();
    }
}
