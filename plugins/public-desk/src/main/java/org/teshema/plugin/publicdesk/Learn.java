package org.teshema.plugin.publicdesk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * How to use equipment safely: five things to know of each kind and three questions, each answered by a link. What was answered stands in
 * the address and nowhere else.
 */
final class Learn {
    static final String CATEGORY = "category";

    private static final List<String> CHOICES = List.of("a", "b", "c");

    /** A kind of equipment, what to know of it and what is asked. */
    record Lesson(CatalogueCode node, Text title, List<Text> rules, List<Question> questions) {}

    /** A question with its options and the letter of the right one. */
    record Question(Text words, List<Text> options, String right, Text because) {}

    private final List<Lesson> lessons;

    Learn() {
        List<Row> rules = Table.beside(Learn.class, "lessons.csv").rows();
        List<Row> quiz = Table.beside(Learn.class, "quiz.csv").rows();
        lessons = rules.stream()
                .map(row -> row.text("node"))
                .distinct()
                .map(node -> new Lesson(
                        new CatalogueCode(node),
                        of(rules, node).get(0).words("title"),
                        of(rules, node).stream().map(row -> row.words("rule")).toList(),
                        of(quiz, node).stream().map(Learn::question).toList()))
                .toList();
    }

    private static List<Row> of(List<Row> rows, String node) {
        return rows.stream().filter(row -> row.text("node").equals(node)).toList();
    }

    private static Question question(Row row) {
        String right = row.read("right", "a, b or c", value -> CHOICES.get(CHOICES.indexOf(value)));
        return new Question(
                row.words("question"), CHOICES.stream().map(row::words).toList(), right, row.words("because"));
    }

    List<Lesson> lessons() {
        return lessons;
    }

    PageView page(PageContext context) {
        return context.parameter(CATEGORY)
                .flatMap(this::lesson)
                .map(lesson -> page(lesson, answers(context, lesson)))
                .orElseGet(this::all);
    }

    /** The lesson of that category, the most particular one. */
    private Optional<Lesson> lesson(String category) {
        return category.matches("[0-9A-Z]{4}")
                ? lessons.stream()
                        .filter(one -> new CatalogueCode(category).within(one.node()))
                        .max(Comparator.comparing(one -> one.node().depth()))
                : Optional.empty();
    }

    private PageView all() {
        return PageView.of(List.of(new Section.Table(
                new Text("安全使用常识", "How to use it safely"),
                List.of(new Text("设备种类", "Equipment")),
                lessons.stream().map(one -> List.of(one.title())).toList(),
                lessons.stream().map(one -> address(one, new TreeMap<>())).toList())));
    }

    /** What was answered, by the number of the question; anything else in the address is left out. */
    private static SortedMap<Integer, String> answers(PageContext context, Lesson lesson) {
        var answers = new TreeMap<Integer, String>();
        for (int at = 0; at < lesson.questions().size(); at++) {
            int question = at;
            context.parameter("q" + (at + 1)).filter(CHOICES::contains).ifPresent(one -> answers.put(question, one));
        }
        return answers;
    }

    private static PageView page(Lesson lesson, SortedMap<Integer, String> answers) {
        List<Section> sections = new ArrayList<>();
        if (answers.size() == lesson.questions().size()) {
            sections.add(result(lesson, answers));
        }
        sections.add(new Section.Table(
                lesson.title(),
                List.of(new Text("请记住", "Remember")),
                lesson.rules().stream().map(List::of).toList()));
        for (int at = 0; at < lesson.questions().size(); at++) {
            sections.add(question(lesson, at, answers));
        }
        return PageView.of(sections);
    }

    private static Section result(Lesson lesson, SortedMap<Integer, String> answers) {
        int all = lesson.questions().size();
        long right = answers.entrySet().stream()
                .filter(one -> lesson.questions().get(one.getKey()).right().equals(one.getValue()))
                .count();
        return new Section.Notice(
                new Text("答对 " + right + " / " + all, right + " of " + all + " right"),
                right == all
                        ? new Text("都答对了。", "All of them.")
                        : new Text("看看下面的说明，再答一次。", "Read why below, and try again."),
                right == all ? Tone.GOOD : Tone.WARNING);
    }

    private static Section question(Lesson lesson, int at, SortedMap<Integer, String> answers) {
        Question question = lesson.questions().get(at);
        Optional<String> answer = Optional.ofNullable(answers.get(at));
        List<List<Text>> rows = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (int option = 0; option < CHOICES.size(); option++) {
            String letter = CHOICES.get(option);
            var chosen = new TreeMap<>(answers);
            chosen.put(at, letter);
            rows.add(List.of(
                    question.options().get(option),
                    answer.filter(letter::equals)
                            .map(one -> judged(question, one))
                            .orElse(Text.same("—"))));
            paths.add(address(lesson, chosen));
        }
        return new Section.Table(
                new Text(
                        (at + 1) + ". " + question.words().zh(),
                        (at + 1) + ". " + question.words().en()),
                List.of(new Text("点选答案", "Choose"), new Text("结果", "Result")),
                rows,
                paths);
    }

    private static Text judged(Question question, String answer) {
        boolean right = question.right().equals(answer);
        return new Text(
                (right ? "对。" : "不对。") + question.because().zh(),
                (right ? "Right. " : "Wrong. ") + question.because().en());
    }

    private static String address(Lesson lesson, SortedMap<Integer, String> answers) {
        var address = new StringBuilder(Desk.path(Desk.LEARN) + "?" + CATEGORY + "=" + lesson.node());
        answers.forEach(
                (at, letter) -> address.append("&q").append(at + 1).append('=').append(letter));
        return address.toString();
    }
}
