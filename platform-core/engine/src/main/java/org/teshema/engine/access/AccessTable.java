package org.teshema.engine.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;

/**
 * The table of who may see and do what, as it is written in {@code access.csv}. A row is a deed and a column a role; a cell says
 * which ties are needed: {@code -} for never, ties with {@code +} between them of which one is enough, ties with {@code &} between
 * them of which all are needed.
 */
final class AccessTable {
    private static final String FILE = "access.csv";
    private static final String NEVER = "-";
    private static final int FIRST_ROLE = 2;

    private final Map<Deed, Row> rows;

    /**
     * One deed.
     *
     * @param thing what it is done to
     * @param roles what each role needs; the public has no organisation and stands apart
     * @param isPublic whether somebody who is not logged in may
     * @param title the deed in words
     */
    record Row(Thing thing, Map<OrganisationKind, Grant> roles, boolean isPublic, Text title) {}

    /** The ties of a cell: all of one group are needed. */
    record Grant(List<List<Tie>> groups) {
        static Grant of(String cell) {
            return cell.equals(NEVER)
                    ? new Grant(List.of())
                    : new Grant(Arrays.stream(cell.split("\\+"))
                            .map(group ->
                                    Arrays.stream(group.split("&")).map(Tie::of).toList())
                            .toList());
        }

        boolean isNever() {
            return groups.isEmpty();
        }

        boolean isAlways() {
            return groups.contains(List.of(Tie.ALL));
        }
    }

    private AccessTable(Map<Deed, Row> rows) {
        this.rows = rows;
    }

    static AccessTable shipped() {
        try (var in = AccessTable.class.getResourceAsStream(FILE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a table; one that leaves a deed out or names it twice is none. */
    static AccessTable parse(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> heading = List.of(lines.get(0).split(","));
        var rows = new EnumMap<Deed, Row>(Deed.class);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            if (cells.size() != heading.size()) {
                throw new IllegalArgumentException("not as many cells as the heading has: " + line);
            }
            Row before = rows.put(Deed.valueOf(cells.get(0)), row(heading, cells));
            if (before != null) {
                throw new IllegalArgumentException("twice: " + line);
            }
        }
        for (Deed deed : Deed.values()) {
            if (!rows.containsKey(deed)) {
                throw new IllegalArgumentException("no row says who may: " + deed);
            }
        }
        return new AccessTable(rows);
    }

    private static Row row(List<String> heading, List<String> cells) {
        Thing thing = Thing.valueOf(cells.get(1));
        var roles = new EnumMap<OrganisationKind, Grant>(OrganisationKind.class);
        for (OrganisationKind role : OrganisationKind.values()) {
            Grant grant = Grant.of(cells.get(heading.indexOf(role.name())));
            grant.groups().forEach(group -> group.forEach(tie -> known(thing, tie)));
            roles.put(role, grant);
        }
        Grant everybody = Grant.of(cells.get(FIRST_ROLE + OrganisationKind.values().length));
        return new Row(
                thing,
                roles,
                everybody.isAlways(),
                new Text(cells.get(heading.indexOf("zh")), cells.get(heading.indexOf("en"))));
    }

    private static void known(Thing thing, Tie tie) {
        if (tie != Tie.ALL) {
            Meaning.of(thing, tie);
        }
    }

    Row row(Deed deed) {
        return Optional.ofNullable(rows.get(deed)).orElseThrow();
    }

    Grant grant(Deed deed, OrganisationKind role) {
        return row(deed).roles().get(role);
    }
}
