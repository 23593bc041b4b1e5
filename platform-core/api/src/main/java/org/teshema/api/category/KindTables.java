package org.teshema.api.category;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Answers;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Paper;
import org.teshema.api.archive.Theme;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * Entry kinds from the tables {@code kinds.csv} (kind, title, version, writers and, if anybody is to find such entries in its
 * inbox, concerns and, if life may hang on one, urgent and, if something is due by one, due: the name of a day among its fields
 * and, if one answers others, answers and, if one has a theme, theme), {@code fields.csv} (kind, name, title, type, required, readers) and, for
 * choices, {@code options.csv} (list, value, title) and, for checklists, {@code checklists.csv} (list, item, title, requirement) and, for
 * kinds whose column {@code paper} says {@code yes}, {@code papers.csv} (kind, style, words).
 *
 * <p>A type is {@code words 80}, {@code whole 1 500}, {@code measure m/s}, {@code day}, {@code yes-no}, {@code photo},
 * {@code choice LIST}, {@code checklist LIST} or {@code series FORM}. Readers and writers are audiences such as {@code using-unit}, {@code everybody}, or {@code concerned}
 * for using unit, maintenance unit and inspection body. Who is concerned is told by {@code using-unit}, {@code maintenance-unit},
 * {@code inspection-body}, {@code station} and {@code district}, urgency by {@code yes}; both columns may be missing, and a cell of theirs empty.
 * What is answered is told by kinds of the same table, {@code order;recheck by order}: after {@code by} the field that holds which one.
 */
public final class KindTables {
    private static final Set<Audience> CONCERNED =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY);

    private static final String CONCERNS = "concerns";
    private static final String URGENT = "urgent";
    private static final String PAPER = "paper";
    private static final String DUE = "due";
    private static final String ANSWERS = "answers";
    private static final String THEME = "theme";
    private static final String CHECKLIST = "checklist";

    private KindTables() {}

    /**
     * The kinds that the three tables beside a class declare; for plugins that are told by tables in part.
     *
     * @param beside a class of the plugin's
     * @param plugin the plugin's name, which the kinds' names begin with
     * @throws IllegalArgumentException saying file, line and column of a mistake
     */
    public static List<EntryKind> beside(Class<?> beside, String plugin) {
        Table fields = Table.beside(beside, "fields.csv");
        boolean ticked = fields.rows().stream().anyMatch(row -> row.text("type").startsWith(CHECKLIST + " "));
        Table kinds = Table.beside(beside, "kinds.csv");
        boolean printed = kinds.rows().stream().anyMatch(row -> has(row, PAPER));
        return read(
                plugin,
                kinds,
                fields,
                Table.beside(beside, "options.csv"),
                ticked ? Optional.of(Table.beside(beside, "checklists.csv")) : Optional.empty(),
                printed ? Optional.of(Table.beside(beside, "papers.csv")) : Optional.empty());
    }

    /** The kinds, named after the plugin, none of whose fields is a checklist. */
    static List<EntryKind> read(String plugin, Table kinds, Table fields, Table options) {
        return read(plugin, kinds, fields, options, Optional.empty(), Optional.empty());
    }

    private record Lists(Map<String, List<FieldType.Option>> options, Map<String, List<FieldType.Item>> items) {}

    private static List<EntryKind> read(
            String plugin,
            Table kinds,
            Table fields,
            Table options,
            Optional<Table> checklists,
            Optional<Table> papers) {
        var lists = new Lists(new HashMap<>(), new HashMap<>());
        for (Row row : options.rows()) {
            lists.options()
                    .computeIfAbsent(row.text("list"), list -> new ArrayList<>())
                    .add(new FieldType.Option(row.text("value"), row.words("title")));
        }
        checklists.ifPresent(table -> table.rows()
                .forEach(row -> lists.items()
                        .computeIfAbsent(row.text("list"), list -> new ArrayList<>())
                        .add(row.make(() ->
                                new FieldType.Item(row.text("item"), row.words("title"), row.words("requirement"))))));
        var all = new ArrayList<EntryKind>();
        var used = new LinkedHashSet<String>();
        for (Row row : kinds.rows()) {
            String kind = row.text("kind");
            List<Field> own = fields.rows().stream()
                    .filter(field -> field.text("kind").equals(kind))
                    .map(field -> field(field, lists))
                    .toList();
            used.add(kind);
            all.add(row.make(() -> new EntryKind(
                    plugin + "/" + kind,
                    row.whole("version"),
                    row.words("title"),
                    own,
                    audiences(row, "writers"),
                    concerns(row),
                    yes(row, URGENT),
                    yes(row, PAPER) ? Optional.of(paper(kind, papers.orElseThrow())) : Optional.empty(),
                    has(row, DUE) ? row.maybe(DUE) : Optional.empty(),
                    answers(row, plugin, kinds),
                    theme(row))));
        }
        fields.rows()
                .forEach(row -> row.read("kind", "a kind of " + kinds.name() + ", one of " + used, kind -> {
                    if (!used.contains(kind)) {
                        throw new IllegalArgumentException();
                    }
                    return kind;
                }));
        return List.copyOf(all);
    }

    private static Field field(Row row, Lists lists) {
        return row.make(() -> new Field(
                row.text("name"),
                row.words("title"),
                row.read(
                        "type",
                        "a type such as words 80, whole 1 500, measure m/s, day, choice LIST or checklist LIST",
                        value -> type(value, lists)),
                row.yes("required"),
                audiences(row, "readers")));
    }

    private static FieldType type(String value, Lists lists) {
        String[] words = value.split(" ", -1);
        return switch (words[0]) {
            case "words" -> new FieldType.Words(Integer.parseInt(words[1]));
            case "whole" -> new FieldType.Whole(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "measure" -> new FieldType.Measure(words.length > 1 ? words[1] : "");
            case "day" -> new FieldType.Day();
            case "yes-no" -> new FieldType.YesNo();
            case "photo" -> new FieldType.Photo();
            case "choice" -> new FieldType.Choice(lists.options().getOrDefault(words[1], List.of()));
            case "series" -> new FieldType.Series(value.substring("series ".length()));
            case CHECKLIST -> new FieldType.Checklist(lists.items().getOrDefault(words[1], List.of()));
            default -> throw new IllegalArgumentException(value);
        };
    }

    /** Audiences with semicolons between them, or one of the two names for several. */
    static Set<Audience> audiences(Row row, String column) {
        return row.read(
                column, "everybody, concerned or audiences such as using-unit;inspection-body", KindTables::audiences);
    }

    /** Whom an entry concerns; nobody where the table has no such column. */
    private static Set<Concern> concerns(Row row) {
        if (!has(row, CONCERNS)) {
            return Set.of();
        }
        return row.read(
                CONCERNS,
                "using-unit, maintenance-unit, inspection-body, station or district, with semicolons between them",
                value -> {
                    var concerns = EnumSet.noneOf(Concern.class);
                    for (String word : value.split(";", -1)) {
                        concerns.add(Concern.valueOf(constant(word)));
                    }
                    return concerns;
                });
    }

    private static Theme theme(Row row) {
        return has(row, THEME)
                ? row.read(
                        THEME,
                        "device, registration, inspection, maintenance or fault",
                        word -> Theme.valueOf(constant(word)))
                : Theme.OTHER;
    }

    private static Optional<Answers> answers(Row row, String plugin, Table kinds) {
        if (!has(row, ANSWERS)) {
            return Optional.empty();
        }
        return Optional.of(row.read(ANSWERS, "kinds of this table, such as order;recheck by order", value -> {
            String[] words = value.split(" by ", -1);
            var named = new LinkedHashSet<String>();
            for (String word : words[0].split(";", -1)) {
                String kind = word.strip();
                if (words.length > 2
                        || kinds.rows().stream()
                                .noneMatch(one -> one.text("kind").equals(kind))) {
                    throw new IllegalArgumentException();
                }
                named.add(plugin + "/" + kind);
            }
            return new Answers(named, words.length > 1 ? Optional.of(words[1].strip()) : Optional.empty());
        }));
    }

    private static Paper paper(String kind, Table papers) {
        return new Paper(papers.rows().stream()
                .filter(row -> row.text("kind").equals(kind))
                .map(row -> row.make(() -> new Paper.Line(
                        row.read(
                                "style",
                                "title, number, plain, text or signed",
                                word -> Paper.Style.valueOf(constant(word))),
                        row.words("words"))))
                .toList());
    }

    private static boolean yes(Row row, String column) {
        return has(row, column)
                && row.read(column, "yes or nothing", value -> {
                    if (!value.equals("yes")) {
                        throw new IllegalArgumentException();
                    }
                    return true;
                });
    }

    private static boolean has(Row row, String column) {
        return row.cells().containsKey(column) && row.maybe(column).isPresent();
    }

    private static String constant(String word) {
        return word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Set<Audience> audiences(String value) {
        var audiences = EnumSet.noneOf(Audience.class);
        for (String word : value.split(";", -1)) {
            switch (word.strip()) {
                case "everybody" -> audiences.addAll(EnumSet.allOf(Audience.class));
                case "concerned" -> audiences.addAll(CONCERNED);
                default -> audiences.add(Audience.valueOf(constant(word)));
            }
        }
        return audiences;
    }
}
