package org.teshema.api.app;

import java.util.List;
import java.util.Map;

/**
 * An app's own tables: in a schema of its own, reached under a database role that has rights there and nowhere else. They are made by
 * the migrations {@code META-INF/teshema/tables/V1__what_it_does.sql}, {@code V2__…} of the app's jar before the app starts, and kept
 * when it leaves or an older release comes back. Thread-safe; two statements of an app run at a time, others wait for at most a second;
 * while scans are answered, one runs at a time, and others wait for at most 200 ms.
 */
public interface Tables {
    /** Most rows a query gives. */
    int MOST_ROWS = 1000;

    /**
     * The rows a {@code select} gives, in its order: of each column its name in lower case and its value, which is a String, Long,
     * BigDecimal, Boolean, LocalDate or Instant. A null is not in the map. The statement may take a second, and 100 ms while a
     * scan is answered.
     *
     * @throws PlatformFailure REFUSED for a statement that changes something or that the database refuses, TOO_MUCH for more than
     *     {@value #MOST_ROWS} rows, TOO_SLOW, or AWAY
     */
    List<Map<String, Object>> query(Statement statement);

    /**
     * Does the changes ({@code insert}, {@code update}, {@code delete}, {@code merge}) in one transaction: all of them or none.
     *
     * @param statements at most 500, each may take a second, or 100 ms while a scan is answered
     * @return how many rows were changed
     * @throws PlatformFailure as {@link #query}; nothing was changed then, except that after AWAY nobody knows
     */
    int change(List<Statement> statements);
}
