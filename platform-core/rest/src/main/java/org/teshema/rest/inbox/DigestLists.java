package org.teshema.rest.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.digest.Digest;
import org.teshema.engine.page.Page;
import org.teshema.rest.Call;
import org.teshema.rest.page.Column;
import org.teshema.rest.page.Filters;
import org.teshema.rest.page.Listing;
import org.teshema.rest.page.Minutes;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/**
 * Digests as lists: a row a day, and the numbers of one day by kind. A number of a day leads to the lines it sums, and each line to what it
 * counted.
 */
final class DigestLists {
    private static final String PART = DigestRows.PART;
    private static final Text TITLE = new Text("每日摘要", "Daily digest");

    private DigestLists() {}

    static Listing<Digest> days(List<Digest> digests) {
        return new Listing<Digest>(
                        TITLE,
                        new Text("每天一份，只有数量；没有事项的日子没有摘要。", "One a day, numbers only. A day without anything has none."),
                        List.of(
                                new Column<>(
                                        new Text("日期", "Day"),
                                        digest -> Cell.link(digest.day().toString(), path(digest))
                                                .unbroken(),
                                        Digest::day),
                                figure(Digest.Part.OVERDUE),
                                figure(Digest.Part.NEW),
                                figure(Digest.Part.OPEN)),
                        cursor -> new Page<>(digests, Optional.empty()))
                .saying(new Text("还没有每日摘要。", "There is no digest yet."));
    }

    private static Column<Digest> figure(Digest.Part part) {
        return new Column<>(
                DigestRows.words(part),
                digest -> new Cell(
                        Text.same(Long.toString(digest.items(part))),
                        part == Digest.Part.OVERDUE && digest.items(part) > 0 ? Tone.WARNING : Tone.PLAIN,
                        Optional.of(path(digest) + "?" + PART + "=" + part.word())),
                digest -> digest.items(part));
    }

    private static String path(Digest digest) {
        return "/inbox/digests/" + digest.day();
    }

    static Listing<Digest.Line> one(Call call, Digest digest) {
        Optional<Digest.Part> part = Filters.asked(call, PART).map(DigestRows::part);
        List<Digest.Line> lines = digest.lines().stream()
                .filter(line -> part.isEmpty() || part.get() == line.part())
                .sorted((one, other) -> one.part().compareTo(other.part()))
                .toList();
        return new Listing<Digest.Line>(
                        new Text(TITLE.zh() + " " + digest.day(), TITLE.en() + " " + digest.day()),
                        new Text(
                                "新增按 " + Minutes.of(digest.since()) + " 至 " + Minutes.of(digest.until())
                                        + "（上海）计；超期和待办按后一时点计。",
                                "New is what came from " + Minutes.of(digest.since()) + " to "
                                        + Minutes.of(digest.until())
                                        + " (Shanghai), overdue and open what was so at the end of that."),
                        List.of(
                                Column.text("类别", "Part", line -> DigestRows.words(line.part())),
                                Column.text("事由", "What", Digest.Line::title),
                                Column.figure(
                                        "数量",
                                        "How many",
                                        Digest.Line::items,
                                        line -> DigestRows.path(digest.day(), line))),
                        cursor -> new Page<>(lines, Optional.empty()))
                .by(Filters.chosen(
                        call,
                        PART,
                        "类别",
                        "Part",
                        Stream.of(Digest.Part.values())
                                .map(one -> new TablePage.Option(one.word(), DigestRows.words(one)))
                                .toList()))
                .saying(new Text("没有事项。", "Nothing."))
                .under(List.of(new Section.Facts(new Text("合计", "In all"), facts(digest))));
    }

    private static List<Section.Fact> facts(Digest digest) {
        List<Section.Fact> facts = new ArrayList<>();
        for (Digest.Part part : Digest.Part.values()) {
            long items = digest.items(part);
            boolean late = part == Digest.Part.OVERDUE && items > 0;
            facts.add(new Section.Fact(
                    part.word(),
                    DigestRows.words(part),
                    Text.same(Long.toString(items)),
                    late ? Section.Tone.WARNING : Section.Tone.PLAIN));
        }
        return facts;
    }
}
