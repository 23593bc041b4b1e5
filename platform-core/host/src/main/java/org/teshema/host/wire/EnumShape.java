package org.teshema.host.wire;

import java.util.List;

/** One of a closed list of the API's. */
record EnumShape(Class<?> type) implements Shape {
    @Override
    public void write(Object value, Out out) {
        if (!type.isInstance(value)) {
            throw new Unreadable("No " + type.getSimpleName() + ": " + value);
        }
        out.small(List.of(type.getEnumConstants()).indexOf(value));
    }

    @Override
    public Object read(In in) {
        int ordinal = in.small();
        Object[] all = type.getEnumConstants();
        if (ordinal >= all.length) {
            throw new Unreadable("There is no such " + type.getSimpleName() + ": " + ordinal);
        }
        return all[ordinal];
    }
}
