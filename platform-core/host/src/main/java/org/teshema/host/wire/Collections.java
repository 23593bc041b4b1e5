package org.teshema.host.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Java's own holders of values. What is read cannot be changed. */
final class Collections {
    private Collections() {}

    record OfOptional(Shape item) implements Shape {
        @Override
        public void write(Object value, Out out) {
            if (!(value instanceof Optional<?> maybe)) {
                throw new Unreadable("null does not travel");
            }
            out.small(maybe.isPresent() ? 1 : 0);
            maybe.ifPresent(one -> out.deeper(() -> item.write(one, out)));
        }

        @Override
        public Object read(In in) {
            return switch (in.small()) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(in.deeper(() -> item.read(in)));
                default -> throw new Unreadable("Neither there nor not there");
            };
        }
    }

    record OfList(Shape item) implements Shape {
        @Override
        public void write(Object value, Out out) {
            if (!(value instanceof List<?> list)) {
                throw new Unreadable("null does not travel");
            }
            items(list, item, out);
        }

        @Override
        public Object read(In in) {
            var list = new ArrayList<Object>();
            fill(list, item, in);
            return java.util.Collections.unmodifiableList(list);
        }
    }

    record OfSet(Shape item) implements Shape {
        @Override
        public void write(Object value, Out out) {
            if (!(value instanceof Set<?> set)) {
                throw new Unreadable("null does not travel");
            }
            items(set, item, out);
        }

        @Override
        public Object read(In in) {
            var set = new LinkedHashSet<Object>();
            fill(set, item, in);
            return java.util.Collections.unmodifiableSet(set);
        }
    }

    record OfMap(Shape key, Shape item) implements Shape {
        @Override
        public void write(Object value, Out out) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new Unreadable("null does not travel");
            }
            out.count(map.size());
            out.deeper(() -> map.forEach((name, one) -> {
                key.write(name, out);
                item.write(one, out);
            }));
        }

        @Override
        public Object read(In in) {
            int count = in.count();
            return in.deeper(() -> {
                var map = new LinkedHashMap<Object, Object>();
                for (int i = 0; i < count; i++) {
                    map.put(key.read(in), item.read(in));
                }
                return java.util.Collections.unmodifiableMap(map);
            });
        }
    }

    private static void items(Collection<?> items, Shape item, Out out) {
        out.count(items.size());
        out.deeper(() -> items.forEach(one -> item.write(one, out)));
    }

    private static void fill(Collection<Object> items, Shape item, In in) {
        int count = in.count();
        in.deeper(() -> {
            for (int i = 0; i < count; i++) {
                items.add(item.read(in));
            }
            return items;
        });
    }
}
