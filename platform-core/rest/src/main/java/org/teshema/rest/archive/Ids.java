package org.teshema.rest.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.teshema.api.device.CatalogueCode;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Reads the ids and words of paths, parameters and bodies. */
public final class Ids {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private Ids() {}

    /** The id in a path; one that cannot be is the id of nothing. */
    public static long path(String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "没有这个编号；编号是正整数。",
                    "There is nothing of that id. Ids are positive whole numbers.");
        }
        return Long.parseLong(id);
    }

    /** The id in a field or parameter. */
    public static long field(String name, String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    name,
                    "编号应为正整数（字符串形式），例如 \"12\"。",
                    "An id is a positive whole number written as a string, such as \"12\".");
        }
        return Long.parseLong(id);
    }

    /** The id in a field that may be missing. */
    public static OptionalLong maybe(String name, Optional<String> id) {
        return id.isPresent() ? OptionalLong.of(field(name, id.get())) : OptionalLong.empty();
    }

    /** One of the words of an enum in a parameter. */
    public static <E extends Enum<E>> E word(String name, String word, Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .filter(e -> e.name().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    String all = Arrays.stream(words.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "));
                    return Problem.inField(
                            ProblemType.INVALID, name, "应为下列之一：" + all + "。", "Must be one of " + all + ".");
                });
    }

    /** A node of the catalogue in a parameter. */
    public static CatalogueCode category(String name, String code) {
        try {
            return new CatalogueCode(code);
        } catch (IllegalArgumentException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    name,
                    "设备种类为目录的四位代码，例如 3110；3000 表示全部电梯。",
                    "The category is four characters of the catalogue, such as 3110; 3000 stands for all lifts.");
        }
    }

    /** A day in a parameter. */
    public static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.inField(ProblemType.INVALID, name, "日期应写作 2026-03-01。", "A day is written like 2026-03-01.");
        }
    }

    /** An instant in a parameter. */
    public static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    name,
                    "时刻应写作 2026-03-01T00:00:00Z。",
                    "A moment is written like 2026-03-01T00:00:00Z.");
        }
    }
}
