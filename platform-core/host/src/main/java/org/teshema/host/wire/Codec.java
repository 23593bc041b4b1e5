package org.teshema.host.wire;

import java.lang.reflect.Type;

/**
 * Values of the API's types as bytes, told by the type that a signature names: what comes is read as that type and as nothing else.
 * Thread-safe.
 */
public final class Codec {
    private Codec() {}

    /**
     * A value as bytes.
     *
     * @throws Unreadable when it is null, too large or too deep, or its type does not travel
     */
    public static byte[] bytes(Type type, Object value) {
        var out = new Out();
        Shapes.of(type).write(value, out);
        return out.bytes();
    }

    /**
     * The value in these bytes.
     *
     * @throws Unreadable when they are no value of the type
     */
    public static Object value(Type type, byte[] bytes) {
        var in = new In(bytes);
        Object value = Shapes.of(type).read(in);
        in.end();
        return value;
    }

    /**
     * Several values one after the other, such as the arguments of a call.
     *
     * @throws Unreadable as {@link #bytes(Type, Object)}
     */
    public static byte[] all(Type[] types, Object[] values) {
        var out = new Out();
        for (int i = 0; i < types.length; i++) {
            Shapes.of(types[i]).write(values[i], out);
        }
        return out.bytes();
    }

    /**
     * The values in these bytes.
     *
     * @throws Unreadable when they are not of these types
     */
    public static Object[] all(Type[] types, byte[] bytes) {
        var in = new In(bytes);
        var values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = Shapes.of(types[i]).read(in);
        }
        in.end();
        return values;
    }

    /** Why values of that type do not travel; empty when they do. */
    public static java.util.Optional<String> objection(Type type) {
        return Shapes.objection(type);
    }
}
