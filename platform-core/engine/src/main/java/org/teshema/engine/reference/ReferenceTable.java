package org.teshema.engine.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.engine.time.CityClock;

/**
 * One table of reference data as it holds now. It looks for a changed operator's file once in ten seconds at most.
 * Thread-safe: readers see one immutable table or the next, never half of each.
 */
final class ReferenceTable<T> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final ReferenceFiles files;
    private final CityClock clock;
    private final String name;
    private final Function<List<Line>, T> reader;
    private volatile State<T> state;

    private record State<T>(T table, Optional<FileTime> own, Instant lookAgain) {}

    ReferenceTable(ReferenceFiles files, CityClock clock, String name, Function<List<Line>, T> reader) {
        this.files = files;
        this.clock = clock;
        this.name = name;
        this.reader = reader;
        this.state = look(new State<>(files.shipped(name, reader), Optional.empty(), Instant.MIN));
    }

    T now() {
        State<T> seen = state;
        if (clock.instant().isBefore(seen.lookAgain())) {
            return seen.table();
        }
        synchronized (this) {
            State<T> latest = state;
            if (!clock.instant().isBefore(latest.lookAgain())) {
                state = look(latest);
            }
            return state.table();
        }
    }

    private State<T> look(State<T> before) {
        Instant again = clock.instant().plus(LOOK_EVERY);
        Optional<FileTime> changed = changed();
        if (changed.equals(before.own())) {
            return new State<>(before.table(), before.own(), again);
        }
        if (changed.isEmpty()) {
            files.forget(name);
            return new State<>(files.shipped(name, reader), changed, again);
        }
        T table = files.read(files.own(name).orElseThrow(), reader).orElse(before.table());
        return new State<>(table, changed, again);
    }

    private Optional<FileTime> changed() {
        Optional<Path> own = files.own(name);
        try {
            return own.isPresent() && Files.isRegularFile(own.get())
                    ? Optional.of(Files.getLastModifiedTime(own.get()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
