package org.teshema.trust.label;

import org.teshema.trust.symbol.Box;

/**
 * How labels lie on a page, in millimetres; cells are numbered row by row from the upper left.
 *
 * @param pageWidth of the paper
 * @param pageHeight of the paper
 * @param left edge of the first column
 * @param top edge of the first row
 * @param columns labels side by side
 * @param rows labels one below the other
 * @param gap between neighbours, where the cut marks stand; 0 for a single label without marks
 * @param cellWidth of one label
 * @param cellHeight of one label
 */
public record SheetLayout(
        double pageWidth,
        double pageHeight,
        double left,
        double top,
        int columns,
        int rows,
        double gap,
        double cellWidth,
        double cellHeight) {

    private static final double GAP = 5;
    private static final double SIDE = 8;
    private static final double HEAD = 17;

    public SheetLayout {
        if (columns < 1
                || rows < 1
                || left < 0
                || top < 0
                || gap < 0
                || left + columns * (cellWidth + gap) - gap > pageWidth + 1e-6
                || top + rows * (cellHeight + gap) - gap > pageHeight + 1e-6) {
            throw new IllegalArgumentException("标牌排版超出纸张 / the labels do not fit the page: " + columns + " x " + rows
                    + " of " + cellWidth + " x " + cellHeight + " mm on " + pageWidth + " x " + pageHeight + " mm");
        }
    }

    /** As many labels as fit an A4 page, with room for cut marks and a head line. */
    public static SheetLayout a4(LabelDesign design) {
        double width = 210;
        double height = 297;
        int columns = (int) Math.max(1, (width - 2 * SIDE + GAP) / (design.width() + GAP));
        int rows = (int) Math.max(1, (height - HEAD - SIDE + GAP) / (design.height() + GAP));
        double usedWidth = columns * (design.width() + GAP) - GAP;
        double usedHeight = rows * (design.height() + GAP) - GAP;
        return new SheetLayout(
                width,
                height,
                (width - usedWidth) / 2,
                HEAD + (height - HEAD - SIDE - usedHeight) / 2,
                columns,
                rows,
                GAP,
                design.width(),
                design.height());
    }

    /** One label on a page of its own size. */
    public static SheetLayout single(LabelDesign design) {
        return new SheetLayout(design.width(), design.height(), 0, 0, 1, 1, 0, design.width(), design.height());
    }

    public int perPage() {
        return columns * rows;
    }

    public int pages(int labels) {
        return (labels + perPage() - 1) / perPage();
    }

    /** The plate of a cell, from the upper left corner of the page. */
    public Box cell(int index) {
        int column = index % columns;
        int row = index / columns;
        return new Box(left + column * (cellWidth + gap), top + row * (cellHeight + gap), cellWidth, cellHeight);
    }

    /** Whether the sheet is cut: it then has cut marks and a head line. */
    boolean cut() {
        return gap > 0;
    }
}
