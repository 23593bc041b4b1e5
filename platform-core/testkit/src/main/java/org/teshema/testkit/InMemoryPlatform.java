package org.teshema.testkit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Devices;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.Tables;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.rule.Rulebook;

/**
 * A platform in memory: an archive and devices that answer as the real ones do, a clock that stands still, tables in a database in
 * memory, and other systems that answer what the test says. Not masked, for one thread.
 */
public final class InMemoryPlatform implements Platform {
    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(Entry::happenedAt)
            .thenComparing(Entry::recordedAt)
            .thenComparing(Entry::id)
            .reversed();

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Device, Optional<String>> devices = new HashMap<>();
    private final InstantSource clock;
    private final ScriptedHttp http = new ScriptedHttp();
    private Optional<Tables> tables = Optional.empty();

    /** An empty archive at that instant. */
    public InMemoryPlatform(Instant now) {
        this.clock = InstantSource.fixed(now);
    }

    /** Appends an entry. */
    public InMemoryPlatform with(Entry entry) {
        entries.add(entry);
        return this;
    }

    /** Registers a device that bears no code. */
    public InMemoryPlatform with(Device device) {
        devices.put(device, Optional.empty());
        return this;
    }

    /** Registers a device that bears the code of that number. */
    public InMemoryPlatform with(Device device, String number) {
        devices.put(device, Optional.of(number));
        return this;
    }

    /** With the tables that the migrations make which lie in the same jar or folder as this class. */
    public InMemoryPlatform withTablesOf(Class<?> app) {
        List<String> migrations = MigrationFiles.beside(app);
        tables = migrations.isEmpty() ? Optional.empty() : Optional.of(new MemoryTables(migrations));
        return this;
    }

    /** With another system that answers so to whatever is asked of that address, of which the query is no part. */
    public InMemoryPlatform answering(String address, HttpResponse response) {
        http.answers(address, response);
        return this;
    }

    /** What was sent to other systems, in order. */
    public List<HttpRequest> sent() {
        return http.sent();
    }

    /** Has an app that was started do a job that is due now, as the platform would. */
    public void run(SceneApp app, String job) {
        assertDeclared(app, job);
        app.job(new JobContext(
                job,
                clock.instant(),
                clock.instant().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate(),
                Rulebook.of(app.rules())));
    }

    private static void assertDeclared(SceneApp app, String job) {
        if (app.jobs().stream().noneMatch(one -> one.name().equals(job))) {
            throw new AssertionError("jobs() declares no job \"" + job + "\", but " + app.jobs());
        }
    }

    @Override
    public Tables tables() {
        return tables.orElseThrow(() -> new PlatformFailure(
                PlatformFailure.Reason.REFUSED, "This platform has no tables: say withTablesOf(MyApp.class)"));
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public Devices devices() {
        return new MemoryDevices(devices, entries, archive);
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    private List<Entry> of(DeviceId device, String kind, Instant known) {
        List<Entry> seen = entries.stream()
                .filter(entry -> entry.subject().equals(Subject.of(device)))
                .filter(entry -> entry.kind().equals(kind))
                .filter(entry -> !entry.recordedAt().isAfter(known))
                .sorted(NEWEST_FIRST)
                .toList();
        Set<Long> corrected = new HashSet<>();
        seen.forEach(entry -> entry.supersedes().ifPresent(corrected::add));
        return seen.stream().filter(entry -> !corrected.contains(entry.id())).toList();
    }

    private final Archive archive = new Archive() {
        @Override
        public Optional<Entry> current(DeviceId device, String kind) {
            return asOf(device, kind, Instant.MAX);
        }

        @Override
        public List<Entry> history(DeviceId device, String kind, int limit) {
            return entries.stream()
                    .filter(entry -> entry.subject().equals(Subject.of(device))
                            && entry.kind().equals(kind))
                    .sorted(NEWEST_FIRST)
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
            return of(device, kind, known).stream().findFirst();
        }
    };
}
