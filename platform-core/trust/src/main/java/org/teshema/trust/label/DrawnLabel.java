package org.teshema.trust.label;

import java.util.ArrayList;
import java.util.List;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.Shapes;

/**
 * What was found inside one plate when a file was read back: the shapes in the symbol's place and the texts, in
 * millimetres.
 */
final class DrawnLabel {

    private final Box plate;
    private final Box symbol;
    final Shapes shapes = new Shapes();
    final List<String> texts = new ArrayList<>();

    /** A text that begins inside the symbol's place, where nothing but the symbol may be. */
    boolean textOverSymbol;

    /**
     * Ready to collect.
     *
     * @param plate of the label on its page
     * @param design that says where on the plate the symbol is
     */
    DrawnLabel(Box plate, LabelDesign design) {
        this.plate = plate;
        Box inside = design.symbolBox();
        this.symbol = new Box(plate.x() + inside.x(), plate.y() + inside.y(), inside.width(), inside.height());
    }

    Box symbol() {
        return symbol;
    }

    void clear() {
        shapes.clear();
        texts.clear();
        textOverSymbol = false;
    }

    /** Keeps a painted rectangle, given by two opposite corners, if it touches the symbol's place. */
    void rectangle(double x1, double y1, double x2, double y2, boolean dark) {
        if (symbol.overlaps(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))) {
            shapes.add(x1, y1, x2, y2, dark);
        }
    }

    /** Keeps a text whose baseline begins at a point of this plate. */
    void text(String text, double x, double y) {
        if (plate.contains(x, y)) {
            texts.add(text);
            textOverSymbol |= symbol.contains(x, y);
        }
    }

    boolean empty() {
        return shapes.count() == 0 && texts.isEmpty();
    }
}
