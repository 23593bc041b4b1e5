package org.teshema.rest.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.teshema.api.text.Text;
import org.teshema.web.TablePage.Cell;

/**
 * One column of a list: what it says of a thing on the page, and the value it gives where the list is taken along.
 *
 * @param heading what it is called
 * @param cell what the page shows
 * @param value a text in one or both languages, a whole number, a day, an instant, or null
 */
public record Column<T>(Text heading, Function<T, Cell> cell, Function<T, Object> value) {
    /** Words of the world, the same in both languages. */
    public static <T> Column<T> words(String zh, String en, Function<T, String> words) {
        return new Column<>(
                new Text(zh, en),
                thing -> {
                    String said = words.apply(thing);
                    return Cell.of(said.isBlank() ? "—" : said);
                },
                words::apply);
    }

    /** Words of ours. */
    public static <T> Column<T> text(String zh, String en, Function<T, Text> text) {
        return new Column<>(new Text(zh, en), thing -> Cell.of(text.apply(thing)), text::apply);
    }

    /** Words that lead somewhere. */
    public static <T> Column<T> link(String zh, String en, Function<T, String> words, Function<T, String> href) {
        return new Column<>(new Text(zh, en), thing -> Cell.link(words.apply(thing), href.apply(thing)), words::apply);
    }

    /** A state, toned. */
    public static <T> Column<T> state(String zh, String en, Function<T, Cell> state) {
        return new Column<>(new Text(zh, en), state, thing -> state.apply(thing).words());
    }

    /** A number that names something. */
    public static <T> Column<T> id(String zh, String en, ToLongFunction<T> id) {
        return new Column<>(
                new Text(zh, en),
                thing -> Cell.of(Long.toString(id.applyAsLong(thing))),
                thing -> id.applyAsLong(thing));
    }

    /** The same, which leads to it. */
    public static <T> Column<T> id(String zh, String en, ToLongFunction<T> id, Function<T, String> href) {
        return new Column<>(
                new Text(zh, en),
                thing -> Cell.link(Long.toString(id.applyAsLong(thing)), href.apply(thing)),
                thing -> id.applyAsLong(thing));
    }

    /** A number. */
    public static <T> Column<T> number(String zh, String en, ToLongFunction<T> number) {
        return new Column<>(
                new Text(zh, en),
                thing -> Cell.of(thousands(number.applyAsLong(thing))),
                thing -> number.applyAsLong(thing));
    }

    /** A number that leads to what it counts; to nothing where it is told no address. */
    public static <T> Column<T> figure(String zh, String en, ToLongFunction<T> number, Function<T, String> href) {
        return new Column<>(
                new Text(zh, en),
                thing -> {
                    String words = thousands(number.applyAsLong(thing));
                    String there = href.apply(thing);
                    return there.isEmpty() ? Cell.of(words) : Cell.link(words, there);
                },
                thing -> number.applyAsLong(thing));
    }

    /** A day. */
    public static <T> Column<T> day(String zh, String en, Function<T, LocalDate> day) {
        return new Column<T>(new Text(zh, en), thing -> Cell.of(day.apply(thing).toString()), day::apply).unbroken();
    }

    /** A time, where there is one. */
    public static <T> Column<T> time(String zh, String en, Function<T, Optional<Instant>> at) {
        return new Column<>(
                new Text(zh, en),
                thing -> Cell.of(at.apply(thing).map(Minutes::of).orElse("—")),
                thing -> at.apply(thing).orElse(null));
    }

    /** The same, each on one line: what one reads out, such as a number of a label. */
    public Column<T> unbroken() {
        return new Column<>(heading, thing -> cell.apply(thing).unbroken(), value);
    }

    private static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
