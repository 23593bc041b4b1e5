package org.teshema.trust.label;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What to print of a batch.
 *
 * @param batch name of the batch, as it stands on the sheets: 1 to 40 letters, digits, dots or hyphens
 * @param date that the documents carry; the same order printed again gives the same bytes
 * @param design of the labels
 * @param products the kinds of file wanted, at least one
 */
public record PrintOrder(String batch, LocalDate date, LabelDesign design, Set<Product> products) {

    /** The kinds of file. */
    public enum Product {
        /** A4 sheets with cut marks: sheets-001.pdf … */
        SHEETS("sheets", ".pdf"),
        /** One label to a page at its true size: singles-001.pdf … */
        SINGLES("singles", ".pdf"),
        /** SVG files, a CSV list and instructions for a print house: print-house-001.zip … */
        PRINT_HOUSE("print-house", ".zip");

        private final String name;
        private final String ending;

        Product(String name, String ending) {
            this.name = name;
            this.ending = ending;
        }

        String file(int part) {
            return "%s-%03d%s".formatted(name, part, ending);
        }
    }

    public PrintOrder {
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(design, "design");
        if (!batch.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}")) {
            throw new IllegalArgumentException("批次名称无效：“" + batch + "” / "
                    + "a batch is named by 1 to 40 letters, digits, dots or hyphens, not by \"" + batch + "\"");
        }
        if (products.isEmpty()) {
            throw new IllegalArgumentException("未选择打印文件 / an order names at least one kind of file");
        }
        products = Set.copyOf(products);
    }

    /** An order for A4 sheets only. */
    public static PrintOrder sheets(String batch, LocalDate date, LabelDesign design) {
        return new PrintOrder(batch, date, design, EnumSet.of(Product.SHEETS));
    }
}
