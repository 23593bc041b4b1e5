package org.teshema.engine.demo;

import java.util.ArrayList;
import java.util.List;

/** The values of a cell, which fall to devices in turn: {@code a;b*3} is a once and b three times. An empty one is none. */
record Turns(List<String> values) {
    Turns {
        values = List.copyOf(values);
    }

    static Turns of(String cell) {
        var values = new ArrayList<String>();
        for (String part : cell.split(";", -1)) {
            int star = part.lastIndexOf('*');
            int times = star < 0 ? 1 : Integer.parseInt(part.substring(star + 1));
            for (int i = 0; i < times; i++) {
                values.add(star < 0 ? part : part.substring(0, star));
            }
        }
        return new Turns(values);
    }

    String at(int turn) {
        return values.get(turn % values.size());
    }

    int number(int turn) {
        return Integer.parseInt(at(turn));
    }
}
