package org.teshema.engine.demo;

import java.util.List;
import org.teshema.api.device.CatalogueCode;

/**
 * The sets that some devices of a variety are the mothers of, a row of {@code demo-sets.csv}.
 *
 * @param every each so-manieth device of the variety is one
 * @param role the children's, as the category's plugin names it
 * @param title of a child
 * @param children how many there are, set by set
 * @param own whether a child has a certificate of its own
 * @param position where the children's labels hang
 * @param standings how the children stand, child by child
 */
record DemoSet(
        CatalogueCode mother,
        int every,
        String role,
        String title,
        CatalogueCode child,
        Turns children,
        boolean own,
        String position,
        Turns standings) {

    /** All of them. */
    static List<DemoSet> all() {
        return DemoTable.read("demo-sets.csv").stream()
                .map(row -> new DemoSet(
                        new CatalogueCode(row.get("mother")),
                        Integer.parseInt(row.get("every")),
                        row.get("role"),
                        row.get("title"),
                        new CatalogueCode(row.get("child")),
                        Turns.of(row.get("children")),
                        row.get("certificate").equals("own"),
                        row.get("position"),
                        Turns.of(row.get("standings"))))
                .toList();
    }

    boolean isMother(int ordinal) {
        return ordinal % every == 0;
    }

    /** How many children that device of the variety has. */
    int childrenOf(int ordinal) {
        return children.number(ordinal / every);
    }
}
