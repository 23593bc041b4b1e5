package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Structure;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.problem.Problem;

/**
 * The layout of a table of segments: a title, a line about the unit, the heads of the columns, a row for each segment, the
 * total. What is read and what is written is one layout, so that a table that goes out comes in again unchanged. Stateless.
 *
 * @param title of the table
 * @param kind whose fields are its columns
 */
record SegmentSheet(Text title, EntryKind kind) {
    private static final Text ORDINAL = new Text("序号", "No.");
    private static final Text TOTAL = new Text("合计", "Total");
    private static final int MOST_ROWS_BEFORE_HEADS = 20;
    private static final Pattern UNIT = Pattern.compile("^(.*?)\\(([^()]*)\\)$");
    private static final Pattern DAY = Pattern.compile("([0-9]{4})([-/.年])([0-9]{1,2})[-/.月]([0-9]{1,2})日?");
    private static final Pattern DIGITS = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})[-/年]([0-9]{1,2})月?");
    private static final String MONTHS = "年月";

    static SegmentSheet of(Structure.Segments structure, EntryKind kind) {
        return new SegmentSheet(structure.title(), kind);
    }

    /** A row of a segment. */
    record Taken(int row, String number, Map<String, Object> values) {}

    /**
     * What a file holds.
     *
     * @param heads the title of each column that the file has, by field
     * @param rows its segments, those with faults left out
     */
    record Content(Map<String, String> heads, List<Taken> rows, List<SegmentFault> faults) {
        /** How the file calls a field. */
        String head(Field field) {
            return heads.getOrDefault(field.name(), SegmentSheet.head(field));
        }
    }

    /** What a file in this layout holds, with all that is wrong with it. */
    Content read(Grid grid) {
        var faults = new ArrayList<SegmentFault>();
        int at = heads(grid);
        if (at < 0) {
            faults.add(new SegmentFault(
                    0,
                    "",
                    "",
                    new Text(
                            "前 " + MOST_ROWS_BEFORE_HEADS + " 行中没有表头；表头应依次为：" + joined(true) + "。",
                            "There are no heads in the first " + MOST_ROWS_BEFORE_HEADS + " rows. They should be: "
                                    + joined(false) + ".")));
            return new Content(Map.of(), List.of(), faults);
        }
        grid.rows().subList(0, at).forEach(line -> ofTheForm(line, faults));
        Map<Integer, Field> columns = columns(grid.rows().get(at), faults);
        var heads = new LinkedHashMap<String, String>();
        columns.forEach(
                (column, field) -> heads.put(field.name(), grid.rows().get(at).cell(column)));
        if (!faults.isEmpty()) {
            // Of a table whose columns are not clear no row is.
            return new Content(heads, List.of(), faults);
        }
        var rows = new ArrayList<Taken>();
        var numbers = new HashMap<String, Integer>();
        for (int i = at + 1; i < grid.rows().size(); i++) {
            Grid.Line line = grid.rows().get(i);
            if (isTotal(line)) {
                total(line, columns, rows, faults);
                grid.rows().subList(i + 1, grid.rows().size()).forEach(after -> ofTheForm(after, faults));
                break;
            }
            taken(line, columns, faults).ifPresent(one -> {
                Integer before = numbers.putIfAbsent(one.number(), one.row());
                if (before != null) {
                    faults.add(new SegmentFault(
                            one.row(),
                            heads.get(Segment.NUMBER),
                            Segment.NUMBER,
                            new Text(
                                    "“" + one.number() + "”与第 " + before + " 行重复；每个编号在一个登记单元内只能出现一次。",
                                    "\"" + one.number() + "\" stands in row " + before
                                            + " too. A number occurs once in a unit.")));
                }
                rows.add(one);
            });
        }
        if (rows.isEmpty() && faults.isEmpty()) {
            faults.add(new SegmentFault(0, "", "", new Text("表中没有任何登记单元行。", "The table holds no row of a segment.")));
        }
        return new Content(heads, rows, faults);
    }

    /** The row of the heads: the first that holds the title of the number. */
    private int heads(Grid grid) {
        Field number = kind.field(Segment.NUMBER).orElseThrow();
        for (int i = 0; i < Math.min(grid.rows().size(), MOST_ROWS_BEFORE_HEADS); i++) {
            if (grid.rows().get(i).cells().stream().anyMatch(cell -> isTitle(number, cell))) {
                return i;
            }
        }
        return -1;
    }

    /** Rows before the heads and behind the total are the form's: its title, or something said with a colon. */
    private void ofTheForm(Grid.Line line, List<SegmentFault> faults) {
        for (String cell : line.cells()) {
            boolean form = cell.isBlank()
                    || cell.indexOf('：') >= 0
                    || cell.indexOf(':') >= 0
                    || bare(cell).contains(bare(title.zh()))
                    || bare(cell).contains(bare(title.en()));
            if (!form) {
                faults.add(new SegmentFault(
                        line.number(),
                        "",
                        "",
                        new Text(
                                "“" + shortened(cell) + "”既不是表名，也不是“栏目：内容”的说明；表头之前、合计之后只能有这两种行。",
                                "\"" + shortened(cell) + "\" is neither the title nor a line such as \"unit: name\"."
                                        + " Nothing else stands before the heads or behind the total.")));
                return;
            }
        }
    }

    private Map<Integer, Field> columns(Grid.Line heads, List<SegmentFault> faults) {
        var columns = new LinkedHashMap<Integer, Field>();
        for (int i = 0; i < heads.cells().size(); i++) {
            String head = heads.cell(i);
            if (head.isBlank()
                    || bare(head).equals(bare(ORDINAL.zh()))
                    || bare(head).equals(bare(ORDINAL.en()))) {
                continue;
            }
            Optional<Field> field =
                    kind.fields().stream().filter(one -> isTitle(one, head)).findFirst();
            if (field.isEmpty()) {
                faults.add(new SegmentFault(
                        heads.number(),
                        head,
                        "",
                        new Text(
                                "没有这一栏；应为下列之一：" + joined(true) + "。",
                                "There is no such column. It should be one of: " + joined(false) + ".")));
            } else if (columns.containsValue(field.get())) {
                faults.add(new SegmentFault(
                        heads.number(),
                        head,
                        field.get().name(),
                        new Text("这一栏出现了两次。", "The column stands there twice.")));
            } else {
                wrongUnit(field.get(), head)
                        .ifPresent(words -> faults.add(new SegmentFault(
                                heads.number(), head, field.get().name(), words)));
                columns.put(i, field.get());
            }
        }
        for (Field field : kind.fields()) {
            if (field.required() && !columns.containsValue(field)) {
                faults.add(new SegmentFault(
                        heads.number(),
                        head(field),
                        field.name(),
                        new Text("缺少这一必填栏。", "This column is required and missing.")));
            }
        }
        return columns;
    }

    private Optional<Taken> taken(Grid.Line line, Map<Integer, Field> columns, List<SegmentFault> faults) {
        int before = faults.size();
        var values = new HashMap<String, Object>();
        columns.forEach((column, field) -> {
            String cell = line.cell(column).strip();
            String head = head(field);
            if (cell.isEmpty()) {
                if (field.required()) {
                    faults.add(new SegmentFault(
                            line.number(),
                            head,
                            field.name(),
                            new Text("必填，尚未填写。", "This is required and was not given.")));
                }
                return;
            }
            try {
                values.put(field.name(), value(field, cell));
            } catch (Problem e) {
                faults.add(new SegmentFault(line.number(), head, field.name(), e.detail()));
            }
        });
        if (faults.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Taken(line.number(), (String) values.get(Segment.NUMBER), Map.copyOf(values)));
    }

    private static Object value(Field field, String cell) {
        FieldType type = field.type();
        String raw = cell;
        if (type instanceof FieldType.Day) {
            raw = day(cell, field.title().zh().contains(MONTHS))
                    .map(LocalDate::toString)
                    .orElse(cell);
        } else if (type instanceof FieldType.YesNo) {
            raw = cell.equals("是") ? "yes" : cell.equals("否") ? "no" : cell;
        } else if (type instanceof FieldType.Choice choice) {
            raw = choice.options().stream()
                    .filter(option -> option.value().equals(cell)
                            || bare(option.title().zh()).equals(bare(cell))
                            || bare(option.title().en()).equals(bare(cell)))
                    .map(FieldType.Option::value)
                    .findFirst()
                    .orElse(cell);
        }
        return ValueReader.one(field, raw);
    }

    /** A day in one of the ways people write it; in a column of months also a month, which counts from its first day. */
    private static Optional<LocalDate> day(String cell, boolean months) {
        Matcher day = DAY.matcher(cell);
        Matcher digits = DIGITS.matcher(cell);
        Matcher month = MONTH.matcher(cell);
        try {
            if (day.matches()) {
                return Optional.of(LocalDate.of(number(day, 1), number(day, 3), number(day, 4)));
            }
            if (digits.matches()) {
                return Optional.of(LocalDate.of(number(digits, 1), number(digits, 2), number(digits, 3)));
            }
            if (months && month.matches()) {
                return Optional.of(LocalDate.of(number(month, 1), number(month, 2), 1));
            }
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static boolean isTotal(Grid.Line line) {
        return line.cells().stream()
                .filter(cell -> !cell.isBlank())
                .findFirst()
                .filter(cell -> bare(cell).startsWith(TOTAL.zh())
                        || bare(cell).startsWith("总计")
                        || bare(cell).equals(bare(TOTAL.en())))
                .isPresent();
    }

    /** The total must be that of the rows, to a metre: else one of the two was not copied whole. */
    private void total(Grid.Line line, Map<Integer, Field> columns, List<Taken> rows, List<SegmentFault> faults) {
        if (!faults.isEmpty()) {
            return;
        }
        columns.forEach((column, field) -> {
            String cell = line.cell(column).strip();
            if (!field.name().equals(Segment.LENGTH) || cell.isEmpty()) {
                return;
            }
            try {
                BigDecimal told = (BigDecimal) ValueReader.one(field, cell);
                BigDecimal sum =
                        rows.stream().map(row -> length(row.values())).reduce(BigDecimal.ZERO, BigDecimal::add);
                if (told.subtract(sum).abs().compareTo(BigDecimal.ONE) > 0) {
                    faults.add(new SegmentFault(
                            line.number(),
                            head(field),
                            field.name(),
                            new Text(
                                    "合计为 " + told.toPlainString() + "，各行之和为 " + sum.toPlainString() + "；请核对。",
                                    "The total is " + told.toPlainString() + " and the rows come to "
                                            + sum.toPlainString() + ". Please check.")));
                }
            } catch (Problem e) {
                faults.add(new SegmentFault(line.number(), head(field), field.name(), e.detail()));
            }
        });
    }

    /** The length in some values; zero where there is none. */
    static BigDecimal length(Map<String, Object> values) {
        return values.get(Segment.LENGTH) instanceof BigDecimal length ? length : BigDecimal.ZERO;
    }

    /**
     * The table as rows of cells.
     *
     * @param unit what is said of the unit, as {@code 使用单位：…}
     * @param seen the fields the reader may see, in order
     */
    List<List<Object>> written(List<String> unit, List<Field> seen, List<SegmentRow> rows) {
        var table = new ArrayList<List<Object>>();
        table.add(List.of(title.zh()));
        table.add(List.copyOf(unit));
        var heads = new ArrayList<Object>(List.of(ORDINAL.zh()));
        seen.forEach(field -> heads.add(head(field)));
        table.add(heads);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < rows.size(); i++) {
            var cells = new ArrayList<Object>(List.of((long) i + 1));
            Map<String, Object> values = rows.get(i).values().byName();
            seen.forEach(field -> cells.add(cell(field, values.get(field.name()))));
            table.add(cells);
            sum = sum.add(length(values));
        }
        var total = new ArrayList<Object>(List.of(TOTAL.zh()));
        for (Field field : seen) {
            total.add(field.name().equals(Segment.LENGTH) ? sum : null);
        }
        table.add(total);
        return table;
    }

    private static Object cell(Field field, Object value) {
        if (value instanceof Boolean yes) {
            return yes ? "是" : "否";
        }
        if (field.type() instanceof FieldType.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(value))
                    .map(option -> (Object) option.title().zh())
                    .findFirst()
                    .orElse(value);
        }
        return value;
    }

    /** The head of a field's column: its title, with the unit where it is measured in one. */
    private static String head(Field field) {
        return field.type() instanceof FieldType.Measure measure
                        && !measure.unit().isEmpty()
                ? field.title().zh() + "（" + measure.unit() + "）"
                : field.title().zh();
    }

    private String joined(boolean chinese) {
        return String.join(
                chinese ? "、" : ", ",
                kind.fields().stream()
                        .map(field -> chinese ? head(field) : field.title().en())
                        .toList());
    }

    private static boolean isTitle(Field field, String cell) {
        String title = bare(cell);
        Matcher unit = UNIT.matcher(title);
        String plain = unit.matches() ? unit.group(1) : title;
        return Optional.of(field.title())
                .filter(one -> bare(one.zh()).equals(title)
                        || bare(one.en()).equals(title)
                        || bare(one.zh()).equals(plain)
                        || bare(one.en()).equals(plain))
                .isPresent();
    }

    /** A column in kilometres is not read as metres. */
    private static Optional<Text> wrongUnit(Field field, String head) {
        Matcher unit = UNIT.matcher(bare(head));
        if (!unit.matches() || !(field.type() instanceof FieldType.Measure measure)) {
            return Optional.empty();
        }
        boolean same = unit.group(2).isEmpty()
                || bare(measure.unit()).equals(unit.group(2))
                || (measure.unit().equals("m") && unit.group(2).equals("米"));
        return same
                ? Optional.empty()
                : Optional.of(new Text(
                        "单位应为 " + measure.unit() + "，而不是 " + unit.group(2) + "；请换算后再导入。",
                        "The unit is " + measure.unit() + ", not " + unit.group(2) + ". Please convert it first."));
    }

    /** A title without what people vary: spaces, full-width brackets, stars, capitals. */
    private static String bare(String title) {
        return title.replaceAll("[\\s\\u3000*＊]", "")
                .replace('（', '(')
                .replace('）', ')')
                .replace("°c", "℃")
                .replace("°C", "℃")
                .toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The values of a row over those that stand: what the file does not show, or hides from its writer, stays as it is. */
    static Values over(
            EntryKind kind, Content content, Taken row, Optional<Values> standing, java.util.Set<String> seen) {
        var values = new HashMap<>(row.values());
        standing.ifPresent(before -> before.byName().forEach((name, value) -> {
            boolean shown = content.heads().containsKey(name) && seen.contains(name);
            if (!shown && kind.field(name).isPresent()) {
                values.putIfAbsent(name, value);
            }
        }));
        return new Values(values);
    }
}
