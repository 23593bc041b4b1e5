package org.teshema.rest.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.digest.Digest;
import org.teshema.rest.page.Minutes;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** Digests as pages: a row a day, and the numbers of one day by kind. */
final class DigestPages {
    private static final Text TITLE = new Text("每日摘要", "Daily digest");

    private DigestPages() {}

    static TablePage days(List<Digest> digests) {
        return new TablePage(
                TITLE,
                new Text("每天一份，只有数量；没有事项的日子没有摘要。", "One a day, numbers only. A day without anything has none."),
                List.of(new Text("日期", "Day"), overdue(), added(), open()),
                digests.stream().map(DigestPages::day).toList(),
                Optional.empty(),
                new Text("还没有每日摘要。", "There is no digest yet."));
    }

    private static List<Cell> day(Digest digest) {
        long overdue = digest.items(Digest.Part.OVERDUE);
        return List.of(
                Cell.link(digest.day().toString(), "/inbox/digests/" + digest.day())
                        .unbroken(),
                overdue == 0
                        ? Cell.of("0")
                        : new Cell(Text.same(Long.toString(overdue)), Tone.WARNING, Optional.empty()),
                Cell.of(Long.toString(digest.items(Digest.Part.NEW))),
                Cell.of(Long.toString(digest.items(Digest.Part.OPEN))));
    }

    static TablePage one(Digest digest) {
        List<Section.Fact> facts = new ArrayList<>();
        for (Digest.Part part : Digest.Part.values()) {
            long items = digest.items(part);
            boolean late = part == Digest.Part.OVERDUE && items > 0;
            facts.add(new Section.Fact(
                    part.word(),
                    words(part),
                    Text.same(Long.toString(items)),
                    late ? Section.Tone.WARNING : Section.Tone.PLAIN));
        }
        return new TablePage(
                new Text(TITLE.zh() + " " + digest.day(), TITLE.en() + " " + digest.day()),
                new Text(
                        "新增按 " + Minutes.of(digest.since()) + " 至 " + Minutes.of(digest.until())
                                + "（上海）计；待办和超期为生成时的数量。",
                        "New is what came from " + Minutes.of(digest.since()) + " to " + Minutes.of(digest.until())
                                + " (Shanghai); open and overdue are as it was made."),
                List.of(new Text("类别", "Part"), new Text("事由", "What"), new Text("数量", "How many")),
                digest.lines().stream()
                        .sorted((one, other) -> one.part().compareTo(other.part()))
                        .map(line -> List.of(
                                Cell.of(words(line.part())),
                                Cell.of(line.title()),
                                Cell.of(Long.toString(line.items()))))
                        .toList(),
                Optional.empty(),
                new Text("没有事项。", "Nothing."),
                List.of(new Section.Facts(new Text("合计", "In all"), facts)),
                Optional.empty(),
                Optional.empty());
    }

    private static Text words(Digest.Part part) {
        return switch (part) {
            case OVERDUE -> overdue();
            case NEW -> added();
            case OPEN -> open();
        };
    }

    private static Text overdue() {
        return new Text("超期未办", "Overdue");
    }

    private static Text added() {
        return new Text("新增", "New");
    }

    private static Text open() {
        return new Text("待办", "Open");
    }
}
