package org.teshema.engine.scan;

import java.util.Objects;

/**
 * A code post 码桩: one of many labels along a line, all of which stand for the same registration unit.
 *
 * @param number counting from 1
 * @param place where it stands, in words
 */
public record CodePost(int number, String place) {
    public CodePost {
        if (number < 1) {
            throw new IllegalArgumentException("Code posts count from 1, not " + number);
        }
        Objects.requireNonNull(place, "place");
    }
}
