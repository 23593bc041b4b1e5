package org.teshema.engine.page;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Where a page begins and how long it is: rows with an id greater than {@code after}, in the order of ids.
 *
 * @param after the last id seen, 0 for the first page
 * @param limit most items on the page, 1 to {@value #MOST}
 */
public record Cursor(long after, int limit) {
    /** Most items on a page. */
    public static final int MOST = 200;

    /** Items on a page when the asker does not say. */
    public static final int USUAL = 50;

    private static final Pattern TEXT = Pattern.compile("p[0-9a-z]{1,12}");

    public Cursor {
        if (limit < 1 || limit > MOST) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "limit",
                    "每页条数应在 1 到 " + MOST + " 之间，而不是 " + limit + "。",
                    "A page has 1 to " + MOST + " items, not " + limit + ".");
        }
        if (after < 0) {
            throw unknown();
        }
    }

    /** The first page, of the usual length. */
    public static Cursor first() {
        return new Cursor(0, USUAL);
    }

    /**
     * The page asked for.
     *
     * @param cursor what the page before gave as its {@code next}; empty for the first page
     * @param limit most items; empty for {@value #USUAL}
     * @throws Problem when the limit is out of range or the cursor is none of ours
     */
    public static Cursor of(Optional<String> cursor, Optional<Integer> limit) {
        return new Cursor(cursor.map(Cursor::read).orElse(0L), limit.orElse(USUAL));
    }

    /** How many rows to ask the database for: one more than fits, which tells whether another page follows. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * The page made of what was fetched.
     *
     * @param fetched up to {@link #fetch} rows in the order of their ids
     * @param id the id of a row
     */
    public <T> Page<T> page(List<T> fetched, ToLongFunction<? super T> id) {
        if (fetched.size() <= limit) {
            return new Page<>(fetched, Optional.empty());
        }
        List<T> shown = fetched.subList(0, limit);
        return new Page<>(shown, Optional.of(write(id.applyAsLong(shown.get(limit - 1)))));
    }

    private static String write(long id) {
        return "p" + Long.toString(id, 36);
    }

    private static long read(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw unknown();
        }
        return Long.parseLong(text, 1, text.length(), 36);
    }

    private static Problem unknown() {
        return Problem.inField(
                ProblemType.INVALID,
                "cursor",
                "翻页游标无效：请使用上一页返回的 next 值，或不带游标从第一页开始。",
                "This is no cursor of ours. Use the \"next\" of the page before, or leave it out to begin again.");
    }
}
