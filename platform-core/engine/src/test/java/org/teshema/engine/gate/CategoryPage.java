package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.plugin.Structure.Segments;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.engine.gate.Categories.Category;
import org.teshema.engine.gate.Categories.Variety;

/** One kind of equipment as a page of the documentation. */
final class CategoryPage {
    private final StringBuilder text = new StringBuilder();

    private CategoryPage() {}

    static String of(Category category) {
        var page = new CategoryPage();
        page.head(category);
        page.postings(category);
        page.structures(category);
        page.rules(category);
        category.kinds().forEach(page::kind);
        return page.text.toString();
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void heads(String... cells) {
        line("");
        row(cells);
        line("|---".repeat(cells.length) + "|");
    }

    private void head(Category category) {
        line("# " + category.kind().name().zh() + " " + category.kind().name().en() + " ("
                + category.kind().code() + ")");
        line("");
        line("Drawn up from the plugin that serves; `GET /api/v1/categories` tells the same of a running platform.");
        heads("Code", "品种", "Variety", "Plugin");
        for (Variety one : category.varieties()) {
            row(
                    one.node().code().value(),
                    one.node().name().zh(),
                    one.node().name().en(),
                    one.plugin().orElse("—"));
        }
    }

    private void postings(Category category) {
        line("");
        line("## Labels 标牌");
        heads("For", "Positions, preferred first", "Label", "Size mm", "Material");
        var alike = new LinkedHashMap<Posting, List<String>>();
        for (Variety one : category.varieties()) {
            alike.computeIfAbsent(one.posting(), posting -> new ArrayList<>())
                    .add(one.node().code().value());
            new TreeMap<>(one.childPostings())
                    .forEach((role, posting) -> alike.computeIfAbsent(posting, p -> new ArrayList<>())
                            .add(one.node().code() + " " + role));
        }
        alike.forEach((posting, who) -> row(
                String.join(", ", who),
                posting.positions().stream()
                        .map(position -> position.title().zh() + " (" + position.name() + ")")
                        .collect(Collectors.joining("; ")),
                posting.labelTitle(),
                posting.widthMm() + "×" + posting.heightMm(),
                posting.material().zh()));
    }

    private void structures(Category category) {
        var alike = new LinkedHashMap<Structure, List<String>>();
        for (Variety one : category.varieties()) {
            if (!(one.structure() instanceof Structure.Single)) {
                alike.computeIfAbsent(one.structure(), structure -> new ArrayList<>())
                        .add(one.node().code().value());
            }
        }
        if (alike.isEmpty()) {
            return;
        }
        line("");
        line("## What a code stands for 母子码与登记单元");
        heads("For", "Role", "Children", "How many", "Certificate");
        alike.forEach((structure, who) -> {
            if (structure instanceof MotherChild set) {
                set.roles()
                        .forEach(role -> row(
                                String.join(", ", who) + (set.always() ? "" : " (where it has children)"),
                                role.title().zh() + " (" + role.name() + ")",
                                role.nodes().stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                role.min() + " to " + role.max(),
                                role.certificate().name().toLowerCase(Locale.ROOT)));
            } else if (structure instanceof Segments unit) {
                row(
                        String.join(", ", who),
                        unit.title().zh() + " (`" + unit.kind() + "`)",
                        "segments",
                        unit.posts() == 0 ? "no code posts" : "up to " + unit.posts() + " code posts",
                        "—");
            }
        });
    }

    private void rules(Category category) {
        line("");
        line("## Rules 规则");
        heads("Topic", "Rule", "For", "What", "Source", "From", "Until", "Confirmed", "Parameters");
        for (Rule rule : category.rules()) {
            row(
                    rule.topic(),
                    rule.id(),
                    rule.nodes().isEmpty()
                            ? "all"
                            : rule.nodes().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    rule.title().zh(),
                    rule.source(),
                    rule.from().toString(),
                    rule.until().map(Object::toString).orElse(""),
                    rule.sure() ? "yes" : "no",
                    parameters(rule.parameters()));
        }
    }

    private static String parameters(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("; "));
    }

    private void kind(EntryKind kind) {
        line("");
        line("## " + kind.title().zh() + " " + kind.title().en() + " (`" + kind.name() + "`)");
        line("");
        line("Written by: " + audiences(kind.writers().stream().sorted().toList()) + ".");
        heads("Field", "名称", "Title", "Type", "Required", "Read by");
        for (Field field : kind.fields()) {
            row(
                    field.name(),
                    field.title().zh(),
                    field.title().en(),
                    type(field.type()),
                    field.required() ? "yes" : "",
                    audiences(field.readers().stream().sorted().toList()));
        }
    }

    private static String audiences(List<Audience> audiences) {
        if (audiences.size() == Audience.values().length) {
            return "everybody";
        }
        return audiences.isEmpty()
                ? "—"
                : audiences.stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String type(FieldType type) {
        if (type instanceof FieldType.Words words) {
            return "words, at most " + words.maxLength();
        }
        if (type instanceof FieldType.Whole whole) {
            return whole.min() + " to " + whole.max();
        }
        if (type instanceof FieldType.Measure measure) {
            return measure.unit().isEmpty() ? "number" : measure.unit();
        }
        if (type instanceof FieldType.Choice choice) {
            return choice.options().stream().map(option -> option.title().zh()).collect(Collectors.joining(" / "));
        }
        if (type instanceof FieldType.Checklist list) {
            return "checklist of " + list.items().size();
        }
        return type instanceof FieldType.Day ? "day" : type instanceof FieldType.YesNo ? "yes or no" : "photo";
    }
}
