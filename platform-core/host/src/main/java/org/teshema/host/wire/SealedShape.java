package org.teshema.host.wire;

import java.util.ArrayList;
import java.util.List;

/** One of the closed kinds of a sealed type of the API: which, and then that. */
final class SealedShape implements Shape {
    private final List<Class<?>> leaves;
    private final List<Shape> shapes = new ArrayList<>();

    SealedShape(List<Class<?>> leaves) {
        this.leaves = leaves;
        leaves.forEach(leaf -> shapes.add(Shapes.lazy(leaf)));
    }

    List<Class<?>> leaves() {
        return leaves;
    }

    @Override
    public void write(Object value, Out out) {
        int index = value == null ? -1 : leaves.indexOf(value.getClass());
        if (index < 0) {
            throw new Unreadable((value == null ? "null" : value.getClass().getName()) + " does not travel");
        }
        out.small(index);
        shapes.get(index).write(value, out);
    }

    @Override
    public Object read(In in) {
        int index = in.small();
        if (index >= leaves.size()) {
            throw new Unreadable("There is no such kind: " + index);
        }
        return shapes.get(index).read(in);
    }
}
