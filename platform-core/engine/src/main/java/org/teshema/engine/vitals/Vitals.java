package org.teshema.engine.vitals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.DataFolder;
import org.teshema.engine.store.Database;

/** Feels the platform's pulse. Thread-safe; no method throws. */
@Component(service = Vitals.class)
public final class Vitals {
    private final Database database;
    private final Path data;

    /** The pulse of that database and of the configured data directory. */
    @Activate
    public Vitals(@Reference Database database) {
        this(database, DataFolder.of("", "files"));
    }

    /** The pulse of that database and of the disk that folder is on; the folder need not be there yet. */
    public Vitals(Database database, Path data) {
        this.database = database;
        this.data = data;
    }

    /** Whether the database answers; waits a few seconds at most. */
    public boolean databaseAnswers() {
        return database.answers();
    }

    /** Bytes left on the disk of the data directory; empty where the disk does not tell. */
    public OptionalLong freeDisk() {
        for (Path folder = data; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                try {
                    return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
                } catch (IOException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Connections to the database by what they do: active, idle, and callers that wait for one; empty while it is away. */
    public Map<String, Integer> connections() {
        return database.pool()
                .map(pool -> Map.of("active", pool.active(), "idle", pool.idle(), "waiting", pool.waiting()))
                .orElse(Map.of());
    }

    /** How many print jobs there are, by state; empty while the database is away. */
    public Map<String, Long> printJobs() {
        try {
            return database.read(connection -> {
                Map<String, Long> jobs = new TreeMap<>();
                try (var select = connection.prepareStatement("select state, count(*) from print_job group by state");
                        var row = select.executeQuery()) {
                    while (row.next()) {
                        jobs.put(row.getString(1), row.getLong(2));
                    }
                }
                return jobs;
            });
        } catch (Problem e) {
            return Map.of();
        }
    }
}
