package org.teshema.engine.codes;

import java.util.Optional;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.CodeReading;
import org.teshema.trust.code.ShortNumber;

/**
 * How somebody named a code: by its symbol or its short number. Signatures are verified before any database is asked.
 *
 * @param column the column of {@code code} that tells it
 * @param value what stands there
 */
record CodeRef(String column, Object value) {
    /**
     * Reads what was scanned or typed.
     *
     * @param field of the request, for the problem
     * @throws Problem INVALID when it is no code of this city
     */
    static CodeRef of(CodeReader reader, String text, String field) {
        String given = text == null ? "" : text.strip();
        Optional<ShortNumber> typed = ShortNumber.parse(given);
        if (typed.isPresent()) {
            return new CodeRef("number", Long.parseLong(typed.get().digits()));
        }
        CodeReading reading = given.contains("://") ? reader.readUrl(given) : reader.readText(given);
        if (reading instanceof CodeReading.Genuine genuine) {
            return new CodeRef("code_id", genuine.payload().id().value());
        }
        if (reading instanceof CodeReading.LookUp lookUp) {
            return new CodeRef("foreign_text", lookUp.key());
        }
        CodeReading.Refused refused = (CodeReading.Refused) reading;
        throw Problem.inField(
                ProblemType.INVALID,
                field,
                refused.detail().zh(),
                refused.detail().en());
    }
}
