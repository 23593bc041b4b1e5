package org.teshema.engine.codes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.OrganisationKind;

/**
 * Who may make codes, from which day to which: rows with dates, as the city's plan has them. Read from
 * {@code making-rights.csv} of an operator's directory, where there is one, else from the one shipped.
 *
 * @param rows in the order of the file
 */
public record MakingRights(List<Row> rows) {
    private static final String FILE = "making-rights.csv";
    private static final String TITLES = "from,until,role";

    /**
     * One right.
     *
     * @param from first day it holds
     * @param until last day it holds; empty for as long as nothing else is said
     * @param role who has it
     */
    public record Row(LocalDate from, Optional<LocalDate> until, OrganisationKind role) {
        public Row {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(role, "role");
            if (until.isPresent() && until.get().isBefore(from)) {
                throw new IllegalArgumentException("the right ends " + until.get() + " before it begins " + from);
            }
        }

        private boolean holds(OrganisationKind who, LocalDate day) {
            return role == who
                    && !day.isBefore(from)
                    && until.map(last -> !day.isAfter(last)).orElse(true);
        }
    }

    public MakingRights {
        rows = List.copyOf(rows);
    }

    /** Whether that role may make codes on that day. */
    public boolean held(OrganisationKind role, LocalDate day) {
        return rows.stream().anyMatch(row -> row.holds(role, day));
    }

    /** The first day after that day from which the role may make codes. */
    public Optional<LocalDate> next(OrganisationKind role, LocalDate day) {
        return rows.stream()
                .filter(row -> row.role() == role && row.from().isAfter(day))
                .map(Row::from)
                .min(LocalDate::compareTo);
    }

    /**
     * The rights of this installation.
     *
     * @param directory {@code teshema} below the operator's configuration; may be missing
     */
    static MakingRights load(Optional<Path> directory) {
        Optional<Path> own = directory.map(d -> d.resolve(FILE)).filter(Files::exists);
        try (InputStream in = own.isPresent()
                        ? Files.newInputStream(own.get())
                        : Objects.requireNonNull(MakingRights.class.getResourceAsStream(FILE), FILE);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList(), own.map(Path::toString).orElse(FILE));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "制码权限表 " + own.map(Path::toString).orElse(FILE)
                            + " 无法读取 / the table of making rights cannot be read: " + e,
                    e);
        }
    }

    static MakingRights parse(List<String> lines, String name) {
        List<Row> rows = new ArrayList<>();
        boolean titled = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!titled) {
                if (!TITLES.equals(line)) {
                    throw invalid(name, i, "首行应为 " + TITLES + " / the first line is " + TITLES);
                }
                titled = true;
                continue;
            }
            rows.add(row(line.split(",", -1), name, i));
        }
        if (rows.isEmpty()) {
            throw invalid(name, lines.size(), "没有任何一行 / there is no row");
        }
        return new MakingRights(rows);
    }

    private static Row row(String[] cells, String name, int line) {
        if (cells.length != 3) {
            throw invalid(name, line, "应有三列 / expected three columns");
        }
        try {
            Optional<LocalDate> until =
                    cells[1].isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(cells[1].strip()));
            return new Row(LocalDate.parse(cells[0].strip()), until, OrganisationKind.valueOf(cells[2].strip()));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw invalid(name, line, e.getMessage());
        }
    }

    private static IllegalArgumentException invalid(String name, int line, String what) {
        return new IllegalArgumentException(
                name + " 第 " + (line + 1) + " 行有误 / line " + (line + 1) + " is wrong: " + what);
    }
}
