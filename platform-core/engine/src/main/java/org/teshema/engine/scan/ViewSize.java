package org.teshema.engine.scan;

import java.util.List;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/** How much a plugin may put into one scan: a page that a telephone has to load. */
final class ViewSize {
    /** Characters of all texts in both languages together. */
    static final int MOST = 200_000;

    private ViewSize() {}

    /**
     * Counts the texts of a view.
     *
     * @throws IllegalArgumentException when there is too much of it, or something missing in it
     */
    static void check(List<Section> sections) {
        long size = 0;
        for (Section section : sections) {
            size += size(section.title()) + size(section);
        }
        if (size > MOST) {
            throw new IllegalArgumentException("A view holds at most " + MOST + " characters, not " + size);
        }
    }

    private static long size(Section section) {
        long size = 0;
        if (section instanceof Section.Facts facts) {
            for (Section.Fact fact : facts.facts()) {
                size += size(fact.label()) + size(fact.value());
            }
        } else if (section instanceof Section.Table table) {
            for (Text column : table.columns()) {
                size += size(column);
            }
            for (List<Text> row : table.rows()) {
                for (Text cell : row) {
                    size += size(cell);
                }
            }
        } else if (section instanceof Section.Notice notice) {
            size += size(notice.words());
        } else if (section instanceof Section.Phones phones) {
            for (Section.Phone phone : phones.phones()) {
                size += size(phone.label()) + phone.number().length();
            }
        } else if (section instanceof Section.TimeLine line) {
            for (Section.Moment moment : line.moments()) {
                size += size(moment.words());
            }
        } else if (section instanceof Section.Pictures pictures) {
            for (Section.Picture picture : pictures.pictures()) {
                size += size(picture.words()) + picture.digest().length();
            }
        }
        return size;
    }

    private static long size(Text text) {
        return (long) text.zh().length() + text.en().length();
    }
}
