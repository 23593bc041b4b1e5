package org.teshema.api.device;

import java.util.regex.Pattern;

/**
 * A node of the catalogue of special equipment (质检总局 2014 年第 114 号): four characters, digits and capital letters
 * (3310, 23T0, 4A00), never a number. {@code x000} is a kind 种类, {@code xy00} a class 类别, the rest a variety 品种.
 *
 * @param value the four characters
 */
public record CatalogueCode(String value) implements Comparable<CatalogueCode> {
    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{4}");

    public CatalogueCode {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A catalogue code is four digits or capital letters such as 3110, not \"" + value + "\"");
        }
    }

    /** The kind 种类 this node belongs to: 3310 → 3000. */
    public CatalogueCode kind() {
        return new CatalogueCode(value.charAt(0) + "000");
    }

    /** Whether this node is the given node or lies under it: 3310 is within 3310, 3300 and 3000. */
    public boolean within(CatalogueCode node) {
        return value.startsWith(node.significant());
    }

    /** How many leading characters name the node: 1 for a kind, 2 for a class, 4 for a variety. */
    public int depth() {
        return significant().length();
    }

    private String significant() {
        if (value.endsWith("000")) {
            return value.substring(0, 1);
        }
        return value.endsWith("00") ? value.substring(0, 2) : value;
    }

    @Override
    public int compareTo(CatalogueCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
