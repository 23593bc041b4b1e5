package org.teshema.engine.segment;

import java.util.Objects;
import org.teshema.api.text.Text;

/**
 * Something in a table of segments that cannot be taken in.
 *
 * @param row the row of the file it is in, counting from 1; 0 where it is about the table as a whole
 * @param column title of the column as the file has it, or what the file should have
 * @param field name of the field, empty where there is none of that title
 * @param words what was wrong and what was expected
 */
public record SegmentFault(int row, String column, String field, Text words) {
    public SegmentFault {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(words, "words");
    }

    /** The fault with its place, for one line of a message. */
    Text told() {
        if (row == 0) {
            return words;
        }
        String place = column.isEmpty() ? "" : "“" + column + "”";
        return new Text(
                "第 " + row + " 行" + place + "：" + words.zh(),
                "Row " + row + (column.isEmpty() ? "" : ", column \"" + column + "\"") + ": " + words.en());
    }
}
