package org.teshema.api.scan;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.teshema.api.archive.Values;
import org.teshema.api.text.Text;

/**
 * A reason why an entry cannot be taken as it is.
 *
 * @param field the field it is about
 * @param words what was wrong and what was expected
 */
public record Finding(String field, Text words) {
    public Finding {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(words, "words");
    }

    /**
     * What most plugins ask of a day in an entry: that it is not after today.
     *
     * @param field of the type day
     * @param today the day in the city, as {@link ScanContext#today} gives it
     * @return one finding where it is after, none where it is not, or was not given
     */
    public static List<Finding> future(String field, Values values, LocalDate today) {
        return values.day(field).filter(day -> day.isAfter(today)).stream()
                .map(day -> new Finding(field, new Text("日期不能在今天之后。", "The day cannot be after today.")))
                .toList();
    }
}
