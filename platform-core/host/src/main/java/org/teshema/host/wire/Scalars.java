package org.teshema.host.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.teshema.api.archive.Ticks;

/** Plain values of Java. */
final class Scalars {
    // A number of more digits costs more to read than it can mean.
    private static final int MOST_DIGITS = 400;
    private static final int MOST_ITEMS = 1000;

    private static final Shape TEXT = new Of<>(String.class, Out::text, In::text);
    private static final Shape LONG = new Of<>(Long.class, Out::number, In::number);
    private static final Shape YES_NO =
            new Of<>(Boolean.class, (out, value) -> out.small(value ? 1 : 0), in -> yes(in.small()));
    private static final Shape DECIMAL = new Of<>(BigDecimal.class, Scalars::decimal, Scalars::decimal);
    private static final Shape DAY = asText(LocalDate.class, LocalDate::parse);

    static final Map<Class<?>, Shape> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(int.class, integer()),
            Map.entry(Integer.class, integer()),
            Map.entry(boolean.class, YES_NO),
            Map.entry(Boolean.class, YES_NO),
            Map.entry(double.class, real()),
            Map.entry(Double.class, real()),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(LocalDate.class, DAY),
            Map.entry(LocalTime.class, asText(LocalTime.class, LocalTime::parse)),
            Map.entry(LocalDateTime.class, asText(LocalDateTime.class, LocalDateTime::parse)),
            Map.entry(YearMonth.class, asText(YearMonth.class, YearMonth::parse)),
            Map.entry(Instant.class, asText(Instant.class, Instant::parse)),
            Map.entry(Duration.class, asText(Duration.class, Duration::parse)),
            Map.entry(Ticks.class, new Of<>(Ticks.class, Scalars::ticks, Scalars::ticks)),
            Map.entry(URI.class, asText(URI.class, URI::create)),
            Map.entry(byte[].class, new Of<>(byte[].class, Out::raw, in -> in.raw(Frame.LONGEST))),
            Map.entry(OptionalLong.class, new Of<>(OptionalLong.class, Scalars::maybe, Scalars::maybeLong)),
            Map.entry(
                    OptionalInt.class,
                    new Of<>(
                            OptionalInt.class,
                            (out, value) -> maybe(
                                    out, value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty()),
                            in -> {
                                OptionalLong found = maybeLong(in);
                                return found.isPresent()
                                        ? OptionalInt.of(narrow(found.getAsLong()))
                                        : OptionalInt.empty();
                            })));

    private Scalars() {}

    private interface Write<T> {
        void write(Out out, T value);
    }

    private record Of<T>(Class<T> type, Write<T> write, Function<In, T> read) implements Shape {
        @Override
        public void write(Object value, Out out) {
            if (!type.isInstance(value)) {
                throw new Unreadable(value == null ? "null does not travel" : value.getClass() + " is no " + type);
            }
            write.write(out, type.cast(value));
        }

        @Override
        public Object read(In in) {
            return read.apply(in);
        }
    }

    private static <T> Shape asText(Class<T> type, Function<String, T> parse) {
        return new Of<>(type, (out, value) -> out.text(value.toString()), in -> {
            String text = in.text();
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                throw new Unreadable("This is no " + type.getSimpleName(), e);
            }
        });
    }

    private static Shape integer() {
        return new Of<>(Integer.class, (out, value) -> out.number(value), in -> narrow(in.number()));
    }

    private static Shape real() {
        return new Of<>(
                Double.class,
                (out, value) -> out.number(Double.doubleToLongBits(value)),
                in -> Double.longBitsToDouble(in.number()));
    }

    private static int narrow(long value) {
        if (value != (int) value) {
            throw new Unreadable(value + " is no int");
        }
        return (int) value;
    }

    private static boolean yes(int value) {
        if (value > 1) {
            throw new Unreadable(value + " is neither yes nor no");
        }
        return value == 1;
    }

    private static void decimal(Out out, BigDecimal value) {
        out.number(value.scale());
        out.raw(value.unscaledValue().toByteArray());
    }

    private static BigDecimal decimal(In in) {
        int scale = narrow(in.number());
        byte[] digits = in.raw(MOST_DIGITS / 2);
        if (digits.length == 0 || Math.abs((long) scale) > MOST_DIGITS) {
            throw new Unreadable("This is no number anybody measures");
        }
        return new BigDecimal(new BigInteger(digits), scale);
    }

    private static void ticks(Out out, Ticks value) {
        out.number(value.byItem().size());
        value.byItem().forEach((item, tick) -> {
            out.text(item);
            out.text(tick.mark().word());
            out.text(tick.note());
        });
    }

    private static Ticks ticks(In in) {
        long size = in.number();
        if (size < 0 || size > MOST_ITEMS) {
            throw new Unreadable("There is no list of " + size + " items");
        }
        var ticks = new HashMap<String, Ticks.Tick>();
        for (long i = 0; i < size; i++) {
            String item = in.text();
            Ticks.Mark mark = Ticks.Mark.of(in.text()).orElseThrow(() -> new Unreadable("This is no mark"));
            ticks.put(item, new Ticks.Tick(mark, in.text()));
        }
        return new Ticks(ticks);
    }

    private static void maybe(Out out, OptionalLong value) {
        out.small(value.isPresent() ? 1 : 0);
        value.ifPresent(out::number);
    }

    private static OptionalLong maybeLong(In in) {
        return yes(in.small()) ? OptionalLong.of(in.number()) : OptionalLong.empty();
    }

    /**
     * A value of which the signature says nothing: one that a field of an entry, a column of a table or a parameter of a statement
     * has, or an Optional of one.
     */
    static final class Any implements Shape {
        private static final List<Class<?>> TYPES = List.of(
                String.class,
                Long.class,
                BigDecimal.class,
                LocalDate.class,
                Boolean.class,
                Instant.class,
                Integer.class,
                Ticks.class);
        private static final List<Shape> SHAPES =
                TYPES.stream().map(BY_TYPE::get).toList();
        private static final int MAYBE = TYPES.size();
        private static final Shape OPTIONAL = new Collections.OfOptional(new Any());

        @Override
        public void write(Object value, Out out) {
            if (value instanceof Optional<?>) {
                out.small(MAYBE);
                OPTIONAL.write(value, out);
                return;
            }
            int index = value == null ? -1 : TYPES.indexOf(value.getClass());
            if (index < 0) {
                throw new Unreadable((value == null ? "null" : value.getClass().getName()) + " does not travel");
            }
            out.small(index);
            SHAPES.get(index).write(value, out);
        }

        @Override
        public Object read(In in) {
            int index = in.small();
            if (index > MAYBE) {
                throw new Unreadable("There is no such kind of value: " + index);
            }
            return index == MAYBE ? OPTIONAL.read(in) : SHAPES.get(index).read(in);
        }
    }
}
