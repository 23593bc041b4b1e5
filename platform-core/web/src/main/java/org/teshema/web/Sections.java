package org.teshema.web;

import java.util.Map;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;

/** Sections of scans, apps and portraits, as their template takes them. */
final class Sections {
    private Sections() {}

    static Map<String, Object> section(Section section, Language language) {
        String title = section.title().in(language);
        if (section instanceof Section.Facts facts) {
            return Map.of(
                    "type",
                    "facts",
                    "title",
                    title,
                    "facts",
                    facts.facts().stream()
                            .map(f -> Map.of(
                                    "label", f.label().in(language),
                                    "value", f.value().in(language),
                                    "tone", tone(f.tone()).style()))
                            .toList());
        }
        if (section instanceof Section.Table table) {
            return Map.of(
                    "type",
                    "table",
                    "title",
                    title,
                    "columns",
                    Words.of(table.columns(), language),
                    "rows",
                    table.rows().stream().map(r -> Words.of(r, language)).toList(),
                    "paths",
                    table.paths());
        }
        if (section instanceof Section.Notice notice) {
            return Map.of(
                    "type",
                    "notice",
                    "title",
                    title,
                    "words",
                    notice.words().in(language),
                    "tone",
                    tone(notice.tone()).style());
        }
        if (section instanceof Section.Phones phones) {
            return Map.of(
                    "type",
                    "phones",
                    "title",
                    title,
                    "phones",
                    phones.phones().stream().map(p -> phone(p, language)).toList());
        }
        if (section instanceof Section.Pictures pictures) {
            return Map.of(
                    "type",
                    "pictures",
                    "title",
                    title,
                    "pictures",
                    pictures.pictures().stream()
                            .map(p -> Map.of("words", p.words().in(language), "path", PhotoPath.of(p.digest())))
                            .toList());
        }
        Section.TimeLine timeLine = (Section.TimeLine) section;
        return Map.of(
                "type",
                "timeline",
                "title",
                title,
                "moments",
                timeLine.moments().stream()
                        .map(m -> Map.of(
                                "day", m.day().toString(), "words", m.words().in(language)))
                        .toList());
    }

    static Map<String, Object> phone(Section.Phone phone, Language language) {
        return Map.of(
                "label", phone.label().in(language),
                "number", phone.number(),
                "tel", phone.number().replaceAll("[ -]", ""),
                "note", phone.note().map(n -> n.in(language)).orElse(""));
    }

    private static Tone tone(Section.Tone tone) {
        return switch (tone) {
            case PLAIN -> Tone.PLAIN;
            case GOOD -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case BAD -> Tone.BAD;
        };
    }
}
