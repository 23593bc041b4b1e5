package org.teshema.plugin.pipeline;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;
import org.teshema.api.text.Text;

/**
 * What a segment's row says, as far as the reader sees it.
 *
 * @param values its fields
 */
record Line(Values values) {
    static final String NAME = "name";
    static final String INSTALLED = "installed";
    static final String USED = "used";
    static final String INSPECTED = "inspected";
    static final String NEXT = CityKinds.NEXT;
    static final String GRADE = CityKinds.GRADE;
    static final String RESULT = CityKinds.RESULT;

    Optional<LocalDate> used() {
        return values.day(USED);
    }

    Optional<LocalDate> inspected() {
        return values.day(INSPECTED);
    }

    Optional<String> pipeClass() {
        return values.text(Segment.CLASS);
    }

    Optional<String> grade() {
        return values.text(GRADE);
    }

    /** In metres. */
    BigDecimal length() {
        return values.measure(Segment.LENGTH).orElse(BigDecimal.ZERO);
    }

    boolean failed() {
        return values.text(RESULT).filter(CityKinds.FAIL::equals).isPresent();
    }

    /** Its name, with its number for those who may see it. */
    Text title() {
        String name = values.text(NAME).orElse("—");
        Optional<String> number = values.text(Segment.NUMBER);
        return new Text(
                number.map(n -> name + "（" + n + "）").orElse(name),
                number.map(n -> name + " (" + n + ")").orElse(name));
    }
}
