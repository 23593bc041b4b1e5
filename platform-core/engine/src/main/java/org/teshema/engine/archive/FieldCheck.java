package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Checks the values of an entry against its kind: known fields, required ones, types, lengths and bounds. */
final class FieldCheck {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 12, 31);

    private FieldCheck() {}

    /** Ends with a {@link Problem} at the first field that is wrong. */
    static void check(EntryKind kind, Values values) {
        for (String name : values.byName().keySet()) {
            if (kind.field(name).isEmpty()) {
                throw invalid(
                        name,
                        "“" + kind.title().zh() + "”没有名为“" + name + "”的栏目，请删去。",
                        "There is no field called \"" + name + "\" in " + kind.name() + ". Leave it out.");
            }
        }
        for (Field field : kind.fields()) {
            Object value = values.byName().get(field.name());
            if (value != null) {
                check(field, value);
            } else if (field.required() && !(field.type() instanceof FieldType.Series)) {
                throw invalid(
                        field.name(),
                        "“" + field.title().zh() + "”必填，尚未填写。",
                        field.title().en() + " is required and was not given.");
            }
        }
    }

    static void check(Field field, Object value) {
        FieldType type = field.type();
        if (type instanceof FieldType.Words words) {
            words(field, words, as(String.class, field, value, "文字", "a text"));
        } else if (type instanceof FieldType.Whole whole) {
            whole(field, whole, as(Long.class, field, value, "整数", "a whole number"));
        } else if (type instanceof FieldType.Measure measure) {
            measure(field, measure, as(BigDecimal.class, field, value, "数值", "a number"));
        } else if (type instanceof FieldType.Day) {
            day(field, as(LocalDate.class, field, value, "日期（如 2026-05-01）", "a day such as 2026-05-01"));
        } else if (type instanceof FieldType.YesNo) {
            as(Boolean.class, field, value, "“是”或“否”", "yes or no");
        } else if (type instanceof FieldType.Choice choice) {
            choice(field, choice, as(String.class, field, value, "选项", "one of the options"));
        } else if (type instanceof FieldType.Checklist list) {
            ticks(field, list, as(Ticks.class, field, value, "逐项结果", "an answer to each item"));
        } else if (type instanceof FieldType.Series) {
            as(String.class, field, value, "编号", "a number");
        } else {
            photo(field, as(String.class, field, value, "照片编号", "a photo's digest"));
        }
    }

    private static <T> T as(Class<T> type, Field field, Object value, String zh, String en) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw invalid(
                field.name(),
                "“" + field.title().zh() + "”应为" + zh + "，而不是“" + shorten(value) + "”。",
                field.title().en() + " must be " + en + ", not \"" + shorten(value) + "\".");
    }

    private static void words(Field field, FieldType.Words type, String text) {
        if (text.isBlank()) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”不能只含空白；没有内容请不要提交该栏目。",
                    field.title().en() + " must not be blank. Leave it out if there is nothing to say.");
        }
        int length = text.codePointCount(0, text.length());
        if (length > type.maxLength()) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”最多 " + type.maxLength() + " 字，现有 " + length + " 字。",
                    field.title().en() + " has at most " + type.maxLength() + " characters, not " + length + ".");
        }
        if (Lines.hasControls(text, type.hasLines())) {
            String breaks = type.hasLines() ? "" : "换行、";
            String breaksEn = type.hasLines() ? "" : "line breaks or ";
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”含有控制字符（如" + breaks + "NUL），请删去。",
                    field.title().en() + " holds control characters such as " + breaksEn + "NUL. Remove them.");
        }
    }

    private static void whole(Field field, FieldType.Whole type, long number) {
        if (number < type.min() || number > type.max()) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”应在 " + type.min() + " 到 " + type.max() + " 之间，而不是 " + number + "。",
                    field.title().en() + " must be " + type.min() + " to " + type.max() + ", not " + number + ".");
        }
    }

    private static void measure(Field field, FieldType.Measure type, BigDecimal number) {
        // The index keeps 22 digits before the point and 8 behind it.
        if (number.scale() > 8 || number.precision() - number.scale() > 22) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”最多 22 位整数、8 位小数" + unit(type, "，单位 ") + "。",
                    field.title().en() + " has at most 22 digits before the point and 8 after it" + unit(type, ", in ")
                            + ".");
        }
    }

    private static String unit(FieldType.Measure type, String before) {
        return type.unit().isEmpty() ? "" : before + type.unit();
    }

    private static void day(Field field, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”应在 " + EARLIEST + " 到 " + LATEST + " 之间，而不是 " + day + "。",
                    field.title().en() + " must be a day from " + EARLIEST + " to " + LATEST + ", not " + day + ".");
        }
    }

    private static void choice(Field field, FieldType.Choice type, String value) {
        if (type.options().stream().noneMatch(o -> o.value().equals(value))) {
            String options = String.join(
                    " | ", type.options().stream().map(FieldType.Option::value).toList());
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”应为下列之一：" + options + "，而不是“" + shorten(value) + "”。",
                    field.title().en() + " must be one of " + options + ", not \"" + shorten(value) + "\".");
        }
    }

    /** Each item is answered and nothing else is; the first that is wrong is named, as {@code field.item}. */
    private static void ticks(Field field, FieldType.Checklist type, Ticks ticks) {
        var known = new HashSet<String>();
        type.items().forEach(item -> known.add(item.name()));
        for (String name : ticks.byItem().keySet()) {
            if (!known.contains(name)) {
                throw invalid(
                        field.name(),
                        "“" + field.title().zh() + "”没有名为“" + shorten(name) + "”的项目，请删去。",
                        field.title().en() + " has no item called \"" + shorten(name) + "\". Leave it out.");
            }
        }
        List<FieldType.Item> missing = type.items().stream()
                .filter(item -> !ticks.byItem().containsKey(item.name()))
                .toList();
        if (!missing.isEmpty()) {
            FieldType.Item first = missing.get(0);
            throw invalid(
                    field.name() + "." + first.name(),
                    "“" + field.title().zh() + "”还有 " + missing.size() + " 项没有填，第一项是“"
                            + first.title().zh() + "”。",
                    missing.size() + " items of " + field.title().en() + " are not answered; the first is "
                            + first.title().en() + ".");
        }
        for (FieldType.Item item : type.items()) {
            note(field.name() + "." + item.name(), item, ticks.byItem().get(item.name()));
        }
    }

    private static void note(String name, FieldType.Item item, Ticks.Tick tick) {
        String note = tick.note();
        if (tick.mark() == Ticks.Mark.FAULT && note.isBlank()) {
            throw invalid(
                    name,
                    "“" + item.title().zh() + "”选了“有异常”，请写明是什么。",
                    "A fault was found at " + item.title().en() + ": say which.");
        }
        if (note.codePointCount(0, note.length()) > Ticks.LONGEST_NOTE) {
            throw invalid(
                    name,
                    "“" + item.title().zh() + "”的说明最多 " + Ticks.LONGEST_NOTE + " 字。",
                    "The note on " + item.title().en() + " has at most " + Ticks.LONGEST_NOTE + " characters.");
        }
        if (Lines.hasControls(note, false)) {
            throw invalid(
                    name,
                    "“" + item.title().zh() + "”的说明含有控制字符（如换行、NUL），请删去。",
                    "The note on " + item.title().en() + " holds control characters. Remove them.");
        }
    }

    private static void photo(Field field, String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw invalid(
                    field.name(),
                    "“" + field.title().zh() + "”应为上传照片后得到的 64 位十六进制编号。",
                    field.title().en()
                            + " must be the 64 hex digits a photo was stored under. Upload the photo first.");
        }
    }

    private static String shorten(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "�");
        return text.length() <= 40 ? text : String.format(Locale.ROOT, "%s…", text.substring(0, 40));
    }

    static Problem invalid(String field, String zh, String en) {
        return Problem.inField(ProblemType.INVALID, field, zh, en);
    }
}
