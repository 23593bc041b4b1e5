package org.teshema.host.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A record of the API: its components in order; what is read goes through its own constructor, which refuses what is none. */
final class RecordShape implements Shape {
    private final Class<?> type;
    private final List<Type> parts;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Method> readers = new ArrayList<>();
    private final Constructor<?> maker;

    RecordShape(Class<?> type, List<Type> parts) {
        this.type = type;
        this.parts = parts;
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            readers.add(components[i].getAccessor());
            shapes.add(Shapes.lazy(parts.get(i)));
        }
        try {
            this.maker = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has a constructor", e);
        }
    }

    List<Type> parts() {
        return parts;
    }

    @Override
    public void write(Object value, Out out) {
        if (!type.isInstance(value)) {
            throw new Unreadable(value == null ? "null does not travel" : value.getClass() + " is no " + type);
        }
        out.deeper(() -> {
            for (int i = 0; i < readers.size(); i++) {
                shapes.get(i).write(part(readers.get(i), value), out);
            }
        });
    }

    private static Object part(Method reader, Object value) {
        try {
            return reader.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new Unreadable(reader + " does not answer", e);
        }
    }

    @Override
    public Object read(In in) {
        return in.deeper(() -> {
            var values = new Object[shapes.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = shapes.get(i).read(in);
            }
            try {
                return maker.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new Unreadable(
                        "No " + type.getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " cannot be made", e);
            }
        });
    }
}
