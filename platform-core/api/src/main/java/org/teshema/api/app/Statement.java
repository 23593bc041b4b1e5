package org.teshema.api.app;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One statement to an app's own tables, in the SQL that PostgreSQL and H2 have in common, with a {@code ?} for each value. To keep
 * what is one statement to us one statement to every database, its text holds no comment, no dollar sign, no backslash and no
 * semicolon, except within {@code '…'}, where only the backslash is out.
 *
 * @param sql the statement, at most 20 000 characters; names that begin with {@code teshema_} are the platform's,
 *     and numbers come from identity columns, not from sequences
 * @param parameters the values, in order: String, Integer, Long, BigDecimal, Boolean, LocalDate or Instant, or an Optional of one, which
 *     is null where empty; at most 200
 */
public record Statement(String sql, List<Object> parameters) {
    private static final int LONGEST = 20_000;
    private static final int MOST_PARAMETERS = 200;
    // H2 lets every role draw from every sequence: an app's numbers come from identity columns.
    private static final Pattern OURS =
            Pattern.compile("(?i)\\b(teshema_|(nextval|currval|setval|lastval)\\b|(next|current)\\s+value\\b)");
    private static final Set<String> READS = Set.of("select", "with");
    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge");
    private static final Set<String> BUILDS = Set.of(
            "create table",
            "create index",
            "create unique index",
            "alter table",
            "drop table",
            "drop index",
            "insert",
            "update",
            "delete");

    public Statement {
        if (sql.length() > LONGEST || parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException("A statement has at most " + LONGEST + " characters and "
                    + MOST_PARAMETERS + " parameters, not " + sql.length() + " and " + parameters.size());
        }
        parameters = List.copyOf(parameters);
        parameters.forEach(Statement::checkValue);
        if (split(sql).size() != 1 || split(sql).get(0).length() != sql.length()) {
            throw new IllegalArgumentException("This is not one statement, without a semicolon: " + shown(sql));
        }
    }

    /** A statement with these values. */
    public static Statement of(String sql, Object... parameters) {
        return new Statement(sql, List.of(parameters));
    }

    /**
     * The statements of a migration: with a semicolon after each, and lines that begin with {@code --} left out. Each is {@code create
     * table}, {@code create index}, {@code alter table}, {@code drop table}, {@code drop index} or a change.
     */
    public static List<Statement> script(String text) {
        var lines = new StringBuilder();
        text.lines()
                .filter(line -> !line.strip().startsWith("--"))
                .forEach(line -> lines.append(line).append('\n'));
        List<Statement> statements = new ArrayList<>();
        for (String one : split(lines.toString().strip())) {
            var statement = new Statement(one.strip(), List.of());
            if (BUILDS.stream().noneMatch(begin -> statement.beginsWith(begin))) {
                throw new IllegalArgumentException("A migration consists of "
                        + BUILDS.stream().sorted().toList() + ", not of this: " + shown(one));
            }
            statements.add(statement);
        }
        return List.copyOf(statements);
    }

    /** Whether it reads. */
    public boolean isQuery() {
        return READS.stream().anyMatch(this::beginsWith);
    }

    /** Whether it changes rows. */
    public boolean isChange() {
        return CHANGES.stream().anyMatch(this::beginsWith);
    }

    private boolean beginsWith(String words) {
        return sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").startsWith(words + " ");
    }

    private static void checkValue(Object value) {
        Object plain = value instanceof Optional<?> maybe
                ? maybe.map(Object.class::cast).orElse("")
                : value;
        boolean known = plain instanceof String
                || plain instanceof Integer
                || plain instanceof Long
                || plain instanceof BigDecimal
                || plain instanceof Boolean
                || plain instanceof LocalDate
                || plain instanceof Instant;
        if (!known) {
            throw new IllegalArgumentException(
                    "A parameter is a String, Integer, Long, BigDecimal, Boolean, LocalDate or"
                            + " Instant, or an Optional of one, not a "
                            + plain.getClass().getName());
        }
    }

    /** The text cut at its semicolons; refuses what databases read differently. */
    private static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        int begin = 0;
        char within = 0;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '\\' || one == 0) {
                throw refused("a backslash", text);
            }
            if (within != 0) {
                within = one == within ? 0 : within;
            } else if (one == '\'' || one == '"') {
                within = one;
            } else if (one == '$' || one == '`') {
                throw refused("a dollar sign or backtick", text);
            } else if (text.startsWith("--", i) || text.startsWith("/*", i) || text.startsWith("//", i)) {
                throw refused("a comment", text);
            } else if (one == ';') {
                statements.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        if (within != 0) {
            throw refused("a text or name that does not end", text);
        }
        if (!text.substring(begin).isBlank()) {
            statements.add(text.substring(begin));
        }
        if (OURS.matcher(text).find()) {
            throw refused("a name that begins with teshema_, or a sequence", text);
        }
        return statements;
    }

    private static IllegalArgumentException refused(String what, String text) {
        return new IllegalArgumentException("A statement holds no such thing as " + what + ": " + shown(text));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
