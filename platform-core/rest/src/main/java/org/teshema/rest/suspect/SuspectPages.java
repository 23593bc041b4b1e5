package org.teshema.rest.suspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.reference.District;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.suspect.Outcome;
import org.teshema.engine.suspect.SuspectLabel;
import org.teshema.engine.suspect.Why;
import org.teshema.rest.Call;
import org.teshema.rest.inbox.DigestRows;
import org.teshema.rest.page.Column;
import org.teshema.rest.page.Filters;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Listing;
import org.teshema.rest.page.Minutes;
import org.teshema.web.FormPage;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** What the pages of suspect labels show. */
final class SuspectPages {
    static final String WORDS = "words";
    static final String WHY = "why";
    static final String DISTRICT = "district";
    static final String PLACE = "place";
    static final String OUTCOME = "outcome";
    static final String NOTE = "note";

    static final String STATE = "state";
    static final String OPEN = "open";

    private static final Text TO_BE_LOOKED_INTO = new Text("待核查", "To be looked into");
    private static final int SHOWN = 20;

    private final Districts districts;

    SuspectPages(Districts districts) {
        this.districts = districts;
    }

    FormPage report(
            Language language,
            String action,
            String back,
            Map<String, String> filled,
            Map<String, Text> errors,
            String key) {
        List<FieldType.Option> all = districts.all().stream()
                .map(one -> new FieldType.Option(one.id(), one.name()))
                .toList();
        List<FieldType.Option> whys = Stream.of(Why.values())
                .map(one -> new FieldType.Option(one.name(), one.title()))
                .toList();
        return new FormPage(
                new Text("举报可疑标牌", "Report a suspect label"),
                new Text(
                                "不用登录，也不需要这个码真的存在；请勿填写姓名和电话。",
                                "No log-in needed, and the code need not be one of the city's. Please give neither name nor telephone.")
                        .in(language),
                action,
                back,
                List.of(
                        field(WORDS, "标牌上的编号，或扫出的内容", "The number on the label, or what its symbol says", 400, true),
                        new Field(WHY, new Text("哪里可疑", "What is suspect"), new FieldType.Choice(whys), true, Set.of()),
                        new Field(
                                DISTRICT,
                                new Text("在哪个区", "In which district"),
                                new FieldType.Choice(all),
                                false,
                                Set.of()),
                        field(PLACE, "具体地点", "Where exactly", 200, true)),
                filled,
                errors,
                Map.of(FormBody.KEY, key));
    }

    Listing<SuspectLabel> list(
            Call call, boolean open, Optional<DigestRows> digest, Function<Cursor, Page<SuspectLabel>> rows) {
        Listing<SuspectLabel> list = new Listing<SuspectLabel>(
                        new Text("可疑标牌", "Suspect labels"),
                        new Text(
                                "公众举报的可疑标牌，同区相同内容合并为一件；点开看地点并登记核查结果。",
                                "What the public took for forged; the same text in a district is one matter. Open it for the places and to say"
                                        + " what was found out."),
                        List.of(
                                new Column<SuspectLabel>(
                                        new Text("标牌内容", "What it says"),
                                        label -> Cell.link(shortened(label.words()), path(label)),
                                        SuspectLabel::words),
                                Column.text("区", "District", label -> name(label.district())),
                                Column.figure("次数", "Reports", SuspectLabel::reports, SuspectPages::path),
                                Column.time("首次（上海）", "First (Shanghai time)", label -> Optional.of(label.firstAt())),
                                Column.time("最近（上海）", "Last (Shanghai time)", label -> Optional.of(label.lastAt())),
                                Column.state("状态", "State", SuspectPages::state)),
                        rows)
                .by(Filters.chosen(call, STATE, "状态", "State", List.of(new TablePage.Option(OPEN, TO_BE_LOOKED_INTO))))
                .linked(digest.map(DigestRows::filters).orElse(List.of()).toArray(TablePage.Filter[]::new))
                .saying(
                        open
                                ? new Text("没有待核查的举报。", "Nothing is to be looked into.")
                                : new Text("没有举报。", "Nothing was told of."));
        return digest.map(DigestRows::words).map(list::counted).orElse(list);
    }

    private static String path(SuspectLabel label) {
        return SuspectPageResource.LABELS + "/" + label.id();
    }

    private static Cell state(SuspectLabel label) {
        return label.end()
                .map(end -> Cell.of(end.outcome().title()))
                .orElseGet(() -> new Cell(TO_BE_LOOKED_INTO, Tone.WARNING, Optional.empty()));
    }

    FormPage close(
            SuspectLabel label,
            List<SuspectLabel.Sighting> sightings,
            Language language,
            String action,
            String back,
            Map<String, String> filled,
            Map<String, Text> errors,
            String key) {
        List<FormPage.Given> given = new ArrayList<>();
        given.add(new FormPage.Given(new Text("标牌内容", "What it says"), Text.same(label.words())));
        given.add(new FormPage.Given(new Text("举报次数", "Reports"), Text.same(Long.toString(label.reports()))));
        sightings.stream()
                .limit(SHOWN)
                .forEach(one -> given.add(new FormPage.Given(
                        Text.same(Minutes.of(one.at())),
                        new Text(
                                one.place() + "：" + one.why().title().zh(),
                                one.place() + ": " + one.why().title().en()))));
        label.end()
                .ifPresent(end -> given.add(new FormPage.Given(
                        new Text("核查结果", "Found out"),
                        new Text(
                                end.outcome().title().zh() + " " + end.note(),
                                end.outcome().title().en() + " " + end.note()))));
        List<FieldType.Option> outcomes = Stream.of(Outcome.values())
                .map(one -> new FieldType.Option(one.name(), one.title()))
                .toList();
        return new FormPage(
                new Text("登记核查结果", "Say what was found out"),
                name(label.district()).in(language),
                action,
                back,
                List.of(
                        new Field(
                                OUTCOME, new Text("核查结果", "Found out"), new FieldType.Choice(outcomes), true, Set.of()),
                        field(NOTE, "说明", "In words", 400, false)),
                filled,
                errors,
                Map.of(FormBody.KEY, key),
                given,
                false);
    }

    private Text name(String district) {
        return districts.find(district).map(District::name).orElseGet(() -> Text.same(district));
    }

    private static String shortened(String words) {
        return words.length() <= 60
                ? words
                : words.codePoints().limit(60).mapToObj(Character::toString).collect(Collectors.joining("", "", "…"));
    }

    private static Field field(String name, String zh, String en, int most, boolean required) {
        return new Field(name, new Text(zh, en), new FieldType.Words(most), required, Set.of());
    }
}
