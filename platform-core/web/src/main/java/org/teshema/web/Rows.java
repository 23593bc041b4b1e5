package org.teshema.web;

import java.util.List;
import java.util.Map;
import org.teshema.api.text.Language;

/** Rows of tables and of an inbox and what narrows them, as their templates take them. */
final class Rows {
    private Rows() {}

    static List<Map<String, Object>> cells(List<TablePage.Cell> row, Language language) {
        return row.stream()
                .map(cell -> Map.<String, Object>of(
                        "words", cell.words().in(language),
                        "tone", cell.tone().style(),
                        "href", cell.href().orElse(""),
                        "whole", cell.whole(),
                        "percent",
                                cell.percent().isPresent()
                                        ? Integer.toString(cell.percent().getAsInt())
                                        : ""))
                .toList();
    }

    static Map<String, Object> tools(TablePage.Tools tools, Language language) {
        return Map.of(
                "path",
                tools.path(),
                "narrowed",
                tools.isNarrowed(),
                "filters",
                tools.filters().stream()
                        .map(filter -> Map.of(
                                "name", filter.name(),
                                "title", filter.title().in(language),
                                "value", filter.value(),
                                "error",
                                        filter.error()
                                                .map(why -> why.in(language))
                                                .orElse(""),
                                "options", options(filter.options(), language)))
                        .toList(),
                "count",
                tools.count().map(count -> count.in(language)).orElse(""),
                "purposes",
                options(tools.purposes(), language));
    }

    private static List<Map<String, String>> options(List<TablePage.Option> options, Language language) {
        return options.stream()
                .map(option ->
                        Map.of("value", option.value(), "title", option.title().in(language)))
                .toList();
    }

    static List<Map<String, Object>> cells(InboxPage.Item item, Language language) {
        String kind = item.kind().in(language);
        return List.of(
                item.pressing()
                        ? Map.<String, Object>of(
                                "words", InboxPage.pressing(item.kind()).in(language), "tone", Tone.BAD.style())
                        : cell(kind),
                cell(item.device()),
                item.number()
                        .map(digits -> Map.<String, Object>of(
                                "words", Pages.grouped(digits), "href", "/n/" + digits, "whole", true))
                        .orElseGet(() -> cell("—")),
                cell(item.since()),
                cell(item.from().in(language)),
                item.due().map(Rows::due).orElseGet(() -> cell("—")),
                item.end() instanceof InboxPage.Markable end
                        ? Map.<String, Object>of(
                                "about", kind + ", " + item.device(),
                                "action", end.action(),
                                "key", end.key())
                        : cell(((InboxPage.Done) item.end()).at()));
    }

    private static Map<String, Object> due(InboxPage.Due due) {
        return Map.of("words", due.day(), "tone", (due.late() ? Tone.BAD : Tone.PLAIN).style(), "whole", true);
    }

    private static Map<String, Object> cell(String words) {
        return Map.of("words", words, "tone", Tone.PLAIN.style());
    }
}
