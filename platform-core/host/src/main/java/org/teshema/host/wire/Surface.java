package org.teshema.host.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.plugin.Platform;

/**
 * What may be called from the other side, by name, as an interface of the API says it: its methods, and those of the interfaces that
 * its methods without parameters hand out, such as {@code archive.current(…)}. There is no other list; a method that the API gains is
 * here. Immutable.
 */
public final class Surface {
    private static final String API = "org.teshema.api.";

    /**
     * One method that may be called.
     *
     * @param path the methods that lead to the object it is a method of
     * @param method the method
     */
    public record Spot(List<Method> path, Method method) {
        public Spot {
            path = List.copyOf(path);
        }

        /** The types of the arguments that travel. A platform does not: it stands on its own side. */
        public Type[] parameters() {
            return Stream.of(method.getGenericParameterTypes())
                    .filter(type -> type != Platform.class)
                    .toArray(Type[]::new);
        }

        /** The type of the answer; nothing travels for {@code void}. */
        public Optional<Type> answer() {
            return method.getReturnType() == void.class ? Optional.empty() : Optional.of(method.getGenericReturnType());
        }

        /**
         * Calls it.
         *
         * @param root the object the path begins at
         */
        public Object on(Object root, Object[] arguments) throws InvocationTargetException {
            try {
                Object at = root;
                for (Method step : path) {
                    at = step.invoke(at);
                }
                return method.invoke(at, arguments);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(method + " of the API is public", e);
            }
        }
    }

    private final Map<String, Spot> spots = new LinkedHashMap<>();

    /** What that interface lets be called. */
    public Surface(Class<?> type) {
        add("", List.of(), type);
    }

    private void add(String prefix, List<Method> path, Class<?> type) {
        for (Method method : type.getMethods()) {
            // What an interface of Java's adds by itself, it adds on either side.
            boolean own = !Modifier.isStatic(method.getModifiers())
                    && (type.getName().startsWith(API) || Modifier.isAbstract(method.getModifiers()))
                    && !method.isBridge();
            if (!own) {
                continue;
            }
            if (isHandedOut(method)) {
                var further = new ArrayList<>(path);
                further.add(method);
                add(prefix + method.getName() + ".", further, method.getReturnType());
            } else {
                spots.put(prefix + name(method), new Spot(path, method));
            }
        }
    }

    /** Whether a method gives an object that is asked further, and no value. */
    public static boolean isHandedOut(Method method) {
        Class<?> type = method.getReturnType();
        return method.getParameterCount() == 0
                && type.isInterface()
                && !type.isSealed()
                && (type.getName().startsWith(API) || type == java.time.InstantSource.class);
    }

    /** A method's name and the types of its parameters. */
    public static String name(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(",", "(", ")"));
    }

    /** What is called by that name. */
    public Optional<Spot> spot(String name) {
        return Optional.ofNullable(spots.get(name));
    }

    /** Everything that may be called, by name. */
    public Map<String, Spot> all() {
        return java.util.Collections.unmodifiableMap(spots);
    }
}
