package org.teshema.rest.page;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.rest.Call;
import org.teshema.web.TablePage.Filter;
import org.teshema.web.TablePage.Option;

/** What lists are narrowed by: read from the address, and shown again as it was asked for. */
public final class Filters {
    private Filters() {}

    /** What was asked for under that name; nothing counts as not asked for. */
    public static Optional<String> asked(Call call, String name) {
        return call.query(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A word that is typed. */
    static Filter typed(Call call, String name, String zh, String en) {
        return new Filter(name, new Text(zh, en), asked(call, name).orElse(""), List.of());
    }

    /** One of these. */
    public static Filter chosen(Call call, String name, String zh, String en, List<Option> options) {
        return new Filter(name, new Text(zh, en), asked(call, name).orElse(""), options);
    }

    /** Those words of an enum, each with its name. */
    static <E extends Enum<E>> List<Option> options(Function<E, Text> name, List<E> words) {
        return words.stream()
                .map(one -> new Option(one.name(), name.apply(one)))
                .toList();
    }

    /** All words of an enum, each with its name. */
    static <E extends Enum<E>> List<Option> options(Function<E, Text> name, Class<E> words) {
        return options(name, Arrays.asList(words.getEnumConstants()));
    }

    /** The districts. */
    static List<Option> districts(Districts districts) {
        return districts.all().stream()
                .map(one -> new Option(one.id(), one.name()))
                .toList();
    }

    /** A number of that parameter, where it is asked for. */
    static Optional<Integer> serial(Call call, String name) {
        return asked(call, name).map(text -> {
            if (!text.matches("[1-9][0-9]{0,6}")) {
                throw Problem.inField(
                        ProblemType.INVALID,
                        name,
                        "序号应为 1 至 9999999 的整数。",
                        "A serial is a whole number from 1 to 9999999.");
            }
            return Integer.valueOf(text);
        });
    }
}
