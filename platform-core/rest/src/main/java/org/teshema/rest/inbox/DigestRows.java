package org.teshema.rest.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.digest.Counted;
import org.teshema.engine.digest.Digest;
import org.teshema.engine.digest.Digests;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.page.Filters;
import org.teshema.web.TablePage.Filter;

/** The way from a number of a digest to what it counted, as it stands in an address: {@code digest=2026-03-02&part=new}. */
public record DigestRows(LocalDate day, Digest.Part part) {
    /** Which part of a digest. */
    static final String PART = "part";

    private static final String DAY = "digest";

    /** What the address asks for. */
    public static Optional<DigestRows> asked(Call call) {
        return Filters.asked(call, DAY)
                .map(day -> new DigestRows(
                        Days.path(day), part(Filters.asked(call, PART).orElse(""))));
    }

    /** What the digest counted. */
    public Counted of(Digests digests, Actor actor) {
        return digests.counted(actor, day, part);
    }

    /** As filters of a list. */
    public List<Filter> filters() {
        return List.of(
                new Filter(DAY, new Text("每日摘要", "Daily digest"), day.toString(), List.of()),
                new Filter(PART, new Text("类别", "Part"), part.word(), List.of()));
    }

    /** What the list is narrowed to, in words. */
    public Text words() {
        Text name = words(part);
        return new Text(day + " 每日摘要：" + name.zh(), "Daily digest of " + day + ": " + name.en());
    }

    /** Where the rows of a line of the digest of that day are. */
    static String path(LocalDate day, Digest.Line line) {
        boolean labels = line.kind().equals(Digests.SUSPECTS);
        String list =
                labels ? "/suspect/labels?" : "/inbox?kind=" + URLEncoder.encode(line.kind(), StandardCharsets.UTF_8);
        return list + (labels ? "" : "&") + DAY + "=" + day + "&" + PART + "="
                + line.part().word();
    }

    static Digest.Part part(String word) {
        return Stream.of(Digest.Part.values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(DigestRows::wrong);
    }

    private static Problem wrong() {
        return Problem.inField(
                ProblemType.INVALID, PART, "part 只有 overdue（超期）、new（新增）和 open（待办）。", "part is overdue, new or open.");
    }

    static Text words(Digest.Part part) {
        return switch (part) {
            case OVERDUE -> new Text("超期未办", "Overdue");
            case NEW -> new Text("新增", "New");
            case OPEN -> new Text("待办", "Open");
        };
    }
}
