package org.teshema.rest.archive;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.Device;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.page.FormBody;
import org.teshema.web.AppPage;
import org.teshema.web.FormPage;
import org.teshema.web.Frame;

/**
 * The pages by which a correction of an entry is proposed: first which field, then what it should say, asked for as the field is.
 *
 * @param entry the entry, as the reader sees it
 * @param kind what it is an entry of
 * @param device what it is about
 * @param fields what of it can be corrected
 */
record CorrectionPages(Entry entry, Text kind, Device device, List<Field> fields) {
    static final String FIELD = "field";
    static final String VALUE = "value";
    static final String REASON = "reason";

    private static final Text TITLE = new Text("提出纠错建议", "Propose a correction");

    /** Its fields with what they say, each a door to its form. */
    AppPage choice() {
        return new AppPage(
                TITLE,
                new Text(
                        kind.zh() + "：点开要更正的栏目；原条目保留，由填写方确认或由监管部门更正。",
                        kind.en()
                                + ". Open what is wrong. The entry stays; whoever writes it confirms, or the authority corrects it."),
                Optional.of(device.name() + " · " + device.place()),
                List.of(),
                fields.stream()
                        .map(field -> new AppPage.Door(
                                new Text(
                                        field.title().zh() + "：" + said(field).zh(),
                                        field.title().en() + ": " + said(field).en()),
                                ArchivePages.correct(entry) + "?" + FIELD + "=" + field.name()))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    /** The form for a field, with what it says now. */
    FormPage form(Frame frame, String field, String key) {
        Object now = entry.values().byName().get(field);
        Map<String, String> typed = now == null
                ? Map.of()
                : Map.of(VALUE, now instanceof BigDecimal number ? number.toPlainString() : now.toString());
        return form(frame, field, typed, Map.of(), key);
    }

    /** The same as it was typed, with what was wrong with it. */
    FormPage form(Frame frame, String field, Map<String, String> typed, Map<String, Text> errors, String key) {
        Field wanted = fields.stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "条目 " + entry.id() + " 没有可以更正的栏目“" + field + "”。",
                        "Entry " + entry.id() + " has no field \"" + field + "\" that can be corrected."));
        Text about = new Text(
                kind.zh() + "，" + wanted.title().zh() + "。现内容：" + said(wanted).zh(),
                kind.en() + ", " + wanted.title().en() + ". It says: "
                        + said(wanted).en());
        return new FormPage(
                TITLE,
                about.in(frame.language()),
                frame.link(ArchivePages.correct(entry)),
                frame.link(ArchivePages.correct(entry)),
                List.of(
                        new Field(VALUE, new Text("应为", "What it should say"), wanted.type(), true, Set.of()),
                        new Field(REASON, new Text("理由", "Why"), new FieldType.Words(400), true, Set.of())),
                typed,
                errors,
                Map.of(FormBody.KEY, key, FIELD, wanted.name()));
    }

    private Text said(Field field) {
        return Optional.ofNullable(entry.values().byName().get(field.name()))
                .map(value -> EntryFacts.words(field, value))
                .orElse(Text.same("—"));
    }
}
