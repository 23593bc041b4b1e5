package org.teshema.engine.codes;

/**
 * What a using unit says when it begins to bind the children of a set.
 *
 * @param mother the device whose children are bound
 * @param role name of the role they have
 * @param position name of the position of every label
 * @param place where that is, in words, at most 300 characters
 */
public record SittingOrder(long mother, String role, String position, String place) {
    public SittingOrder {
        Given.id(mother, "mother");
        role = Given.text(role, "role", 40);
        position = Given.text(position, "position", 40);
        place = Given.text(place, "place", 300);
    }
}
