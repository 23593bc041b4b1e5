package org.teshema.host.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.api.plugin.Platform;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;

/** The closed list of what travels: plain values of Java, its collections, and the API's records, enums and sealed types. */
final class Shapes {
    private static final String API = "org.teshema.api.";
    private static final Map<Type, Shape> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    static Shape of(Type type) {
        Shape known = KNOWN.get(type);
        if (known == null) {
            // Not within computeIfAbsent: a record may hold its own kind.
            known = made(type, Map.of());
            KNOWN.put(type, known);
        }
        return known;
    }

    /** Looks through everything a type is made of. */
    static Optional<String> objection(Type type) {
        try {
            look(type, Map.of(), new HashSet<>());
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void look(Type type, Map<TypeVariable<?>, Type> known, Set<String> seen) {
        Type one = resolved(type, known);
        if (!seen.add(one.getTypeName())) {
            return;
        }
        Shape shape = made(one, Map.of());
        if (shape instanceof RecordShape record) {
            record.parts().forEach(part -> look(part, Map.of(), seen));
        } else if (shape instanceof SealedShape sealed) {
            sealed.leaves().forEach(leaf -> look(leaf, Map.of(), seen));
        } else if (one instanceof ParameterizedType generic) {
            for (Type part : generic.getActualTypeArguments()) {
                look(part, Map.of(), seen);
            }
        }
    }

    private static Shape made(Type type, Map<TypeVariable<?>, Type> known) {
        Type one = resolved(type, known);
        if (one instanceof Class<?> plain) {
            return plain(plain);
        }
        if (one instanceof ParameterizedType generic) {
            return generic(generic);
        }
        throw new Unreadable("Values of " + one.getTypeName() + " do not travel");
    }

    private static Shape plain(Class<?> type) {
        Shape scalar = Scalars.BY_TYPE.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type == Object.class) {
            return new Scalars.Any();
        }
        if (type == Rulebook.class) {
            return new RulebookShape();
        }
        if (type.getName().startsWith(API) && type != Platform.class) {
            if (type.isEnum()) {
                return new EnumShape(type);
            }
            if (type.isRecord()) {
                return new RecordShape(
                        type,
                        List.of(type.getRecordComponents()).stream()
                                .map(part -> part.getGenericType())
                                .toList());
            }
            if (type.isSealed() && type.isInterface()) {
                return new SealedShape(leaves(type));
            }
        }
        throw new Unreadable("Values of " + type.getName() + " do not travel");
    }

    private static Shape generic(ParameterizedType type) {
        var raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return new Collections.OfOptional(lazy(of[0]));
        }
        if (raw == List.class) {
            return new Collections.OfList(lazy(of[0]));
        }
        if (raw == Set.class) {
            return new Collections.OfSet(lazy(of[0]));
        }
        if (raw == Map.class) {
            return new Collections.OfMap(lazy(of[0]), lazy(of[1]));
        }
        if (raw.isRecord() && raw.getName().startsWith(API)) {
            var bound = new HashMap<TypeVariable<?>, Type>();
            for (int i = 0; i < of.length; i++) {
                bound.put(raw.getTypeParameters()[i], of[i]);
            }
            return new RecordShape(
                    raw,
                    List.of(raw.getRecordComponents()).stream()
                            .map(part -> resolved(part.getGenericType(), bound))
                            .toList());
        }
        throw new Unreadable("Values of " + type.getTypeName() + " do not travel");
    }

    /** The shape of a part, found when it is needed first: a type may hold its own kind. */
    static Shape lazy(Type type) {
        return new Shape() {
            private volatile Shape found;

            @Override
            public void write(Object value, Out out) {
                found().write(value, out);
            }

            @Override
            public Object read(In in) {
                return found().read(in);
            }

            private Shape found() {
                Shape shape = found;
                if (shape == null) {
                    shape = Shapes.of(type);
                    found = shape;
                }
                return shape;
            }
        };
    }

    private static List<Class<?>> leaves(Class<?> type) {
        var leaves = new LinkedHashSet<Class<?>>();
        for (Class<?> below : type.getPermittedSubclasses()) {
            leaves.addAll(below.isSealed() ? leaves(below) : List.<Class<?>>of(below));
        }
        return List.copyOf(leaves);
    }

    private static Type resolved(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable && known.containsKey(variable)) {
            return known.get(variable);
        }
        if (type instanceof WildcardType wild && wild.getLowerBounds().length == 0) {
            return resolved(wild.getUpperBounds()[0], known);
        }
        if (type instanceof ParameterizedType generic && !known.isEmpty()) {
            var of = new ArrayList<Type>();
            for (Type part : generic.getActualTypeArguments()) {
                of.add(resolved(part, known));
            }
            return new Bound((Class<?>) generic.getRawType(), of);
        }
        return type;
    }

    /** A generic type with its parameters known. */
    private record Bound(Class<?> raw, List<Type> of) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return of.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }

        @Override
        public String getTypeName() {
            return raw.getName() + of;
        }
    }

    /** A book travels as its rules; the last one that was read is kept, with what it worked out. */
    private static final class RulebookShape implements Shape {
        private static final Shape RULES = new Collections.OfList(lazy(Rule.class));
        private volatile Rulebook last = Rulebook.none();

        @Override
        public void write(Object value, Out out) {
            RULES.write(((Rulebook) value).rules(), out);
        }

        @Override
        public Object read(In in) {
            @SuppressWarnings("unchecked")
            var rules = (List<Rule>) RULES.read(in);
            Rulebook kept = last;
            if (kept.rules().equals(rules)) {
                return kept;
            }
            try {
                Rulebook made = Rulebook.of(rules);
                last = made;
                return made;
            } catch (RuntimeException e) {
                throw new Unreadable("These rules make no book: " + e.getMessage(), e);
            }
        }
    }
}
