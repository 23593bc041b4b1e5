package org.teshema.rest.inbox;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Reads a day in a path. */
final class Days {
    private Days() {}

    static LocalDate path(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw Problem.of(ProblemType.NOT_FOUND, "地址中的日期应如 2026-05-01。", "A day in a path is like 2026-05-01.");
        }
    }
}
