package org.teshema.engine.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.time.CityClock;

/**
 * The reference files: those shipped inside the platform, and an operator's own of the same name, which replace them
 * whole. An operator's file is read again when it changes; one that does not read leaves what was in force and is named in
 * {@link #faults()}. Thread-safe.
 */
@Component(service = ReferenceFiles.class, configurationPid = "org.teshema.reference")
public final class ReferenceFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceFiles.class);

    private final Optional<Path> folder;
    private final CityClock clock;
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    /** Configuration {@code org.teshema.reference}. */
    public @interface Config {
        /** The operator's folder; empty for none. */
        String folder() default "";
    }

    /** The shipped files and those in the configured folder. */
    @Activate
    public ReferenceFiles(Config config, @Reference CityClock clock) {
        this(config.folder().isBlank() ? Optional.empty() : Optional.of(Path.of(config.folder())), clock);
    }

    /** The shipped files and those in that folder, which need not exist. */
    public static ReferenceFiles of(Optional<Path> folder, CityClock clock) {
        return new ReferenceFiles(folder, clock);
    }

    private ReferenceFiles(Optional<Path> folder, CityClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The shipped files alone. */
    public static ReferenceFiles shipped(CityClock clock) {
        return new ReferenceFiles(Optional.empty(), clock);
    }

    /** The operator's files that were refused, and why, by file name. */
    public Map<String, String> faults() {
        return new TreeMap<>(faults);
    }

    /**
     * A table of this name.
     *
     * @param name file name without {@code .csv}
     * @param reader makes the table of the file's lines, or throws {@link MalformedFile}
     */
    <T> ReferenceTable<T> table(String name, Function<List<Line>, T> reader) {
        return new ReferenceTable<>(this, clock, name, reader);
    }

    /** The table as shipped: our own file, so that a fault in it is a fault in the platform. */
    <T> T shipped(String name, Function<List<Line>, T> reader) {
        try (InputStream in = ReferenceFiles.class.getResourceAsStream(name + ".csv")) {
            return reader.apply(lines(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the operator's file of that name would lie. */
    Optional<Path> own(String name) {
        return folder.map(f -> f.resolve(name + ".csv"));
    }

    /** The operator's file is gone. */
    void forget(String name) {
        faults.remove(name + ".csv");
    }

    /** The operator's table; empty when it does not read. */
    <T> Optional<T> read(Path file, Function<List<Line>, T> reader) {
        String name = file.getFileName().toString();
        try (Reader in = Files.newBufferedReader(file)) {
            T table = reader.apply(lines(in));
            faults.remove(name);
            LOG.info("Reference data from {}", file);
            return Optional.of(table);
        } catch (MalformedInputException e) {
            return refused(name, "the file is not UTF-8");
        } catch (IOException | UncheckedIOException | MalformedFile | IllegalArgumentException e) {
            return refused(name, e.getMessage());
        }
    }

    private <T> Optional<T> refused(String name, String why) {
        faults.put(name, why);
        LOG.error("The reference file {} was not taken, the one before stays in force: {}", name, why);
        return Optional.empty();
    }

    private static List<Line> lines(Reader in) throws IOException {
        var lines = new ArrayList<Line>();
        try (var csv = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(in)) {
            csv.forEach(cells -> lines.add(new Line(cells)));
        }
        if (lines.isEmpty()) {
            throw new MalformedFile("the file has no line below its heading");
        }
        return lines;
    }
}
