package org.teshema.engine.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Paper;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.label.PdfPaper;

/**
 * Prints the paper that an entry is. Who may see the entry, and every field that its paper cannot do without, gets it; everybody else is
 * told that there is none. The values never change, so the paper stays what it was. Thread-safe.
 */
@Component(service = Papers.class)
public final class Papers {
    private final Archives archives;
    private final PluginTable plugins;
    private final PostedCodes codes;

    /** Papers of those archives. */
    @Activate
    public Papers(@Reference Archives archives, @Reference PluginTable plugins, @Reference PostedCodes codes) {
        this.archives = archives;
        this.plugins = plugins;
        this.codes = codes;
    }

    /**
     * The paper as a PDF.
     *
     * @throws Problem NOT_FOUND for an entry that is none, or not the actor's to see
     */
    public byte[] pdf(Actor actor, long id, Language language) {
        Entry entry = archives.get(actor, id);
        EntryKind kind = plugins.kind(entry.kind())
                .filter(one -> isWhole(one, entry))
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "条目 " + id + " 没有文书，或不在您的管理范围内。",
                        "Entry " + id + " is no paper, or it is not yours to see."));
        Optional<PdfPaper.Symbol> symbol = codes.of(
                        Long.parseLong(entry.subject().id()))
                .map(posted -> new PdfPaper.Symbol(posted.url(), posted.number()));
        var pdf = new ByteArrayOutputStream();
        try {
            PdfPaper.write(kind.title().in(language) + " " + id, day(entry), lines(kind, entry, language), symbol, pdf);
        } catch (IOException e) {
            throw new UncheckedIOException("A paper in memory cannot be written", e);
        }
        return pdf.toByteArray();
    }

    private static boolean isWhole(EntryKind kind, Entry entry) {
        return kind.paper()
                .filter(paper -> paper.fields().stream()
                        .flatMap(name -> kind.field(name).stream())
                        .noneMatch(field ->
                                field.required() && !entry.values().byName().containsKey(field.name())))
                .isPresent();
    }

    private static List<PdfPaper.Line> lines(EntryKind kind, Entry entry, Language language) {
        var lines = new ArrayList<PdfPaper.Line>();
        for (Paper.Line line : kind.paper().orElseThrow().lines()) {
            if (entry.values().byName().keySet().containsAll(line.fields())) {
                lines.add(new PdfPaper.Line(setting(line.style()), words(line, kind, entry, language)));
            }
        }
        return lines;
    }

    /** The line with its values in it; what stands in a value is not looked through again. */
    private static String words(Paper.Line line, EntryKind kind, Entry entry, Language language) {
        String rest = line.words().in(language);
        var words = new StringBuilder();
        for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
            int close = rest.indexOf('}', open);
            if (close < 0) {
                break;
            }
            words.append(rest, 0, open).append(value(rest.substring(open + 1, close), kind, entry, language));
            rest = rest.substring(close + 1);
        }
        return words.append(rest).toString();
    }

    private static String value(String name, EntryKind kind, Entry entry, Language language) {
        if (name.equals(Paper.AUTHOR)) {
            return entry.author();
        }
        if (name.equals(Paper.RECORDED)) {
            return written(day(entry), language);
        }
        Object value = entry.values().byName().get(name);
        Optional<Field> field = kind.field(name);
        if (value instanceof LocalDate day) {
            return written(day, language);
        }
        return value == null || field.isEmpty()
                ? ""
                : EntryFacts.words(field.get(), value).in(language);
    }

    private static LocalDate day(Entry entry) {
        return CityClock.dayOf(entry.recordedAt());
    }

    private static String written(LocalDate day, Language language) {
        return language == Language.ZH
                ? day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日"
                : day.toString();
    }

    private static PdfPaper.Setting setting(Paper.Style style) {
        return switch (style) {
            case TITLE -> PdfPaper.Setting.TITLE;
            case NUMBER -> PdfPaper.Setting.MIDDLE;
            case PLAIN -> PdfPaper.Setting.LEFT;
            case TEXT -> PdfPaper.Setting.PARAGRAPH;
            case SIGNED -> PdfPaper.Setting.RIGHT;
        };
    }
}
