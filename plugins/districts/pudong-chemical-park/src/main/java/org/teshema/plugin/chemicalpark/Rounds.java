package org.teshema.plugin.chemicalpark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.category.KindTables;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** The app's two kinds of entry, what must be in them, and how they are told. Stateless. */
final class Rounds {
    static final List<EntryKind> KINDS = KindTables.beside(Rounds.class, PudongChemicalPark.NAME);
    static final String ROUND = PudongChemicalPark.NAME + "/round";
    static final String CLOSING = PudongChemicalPark.NAME + "/closing";

    private Rounds() {}

    /** What a round found, in words: the choice, and what was said of it. */
    static Text found(Entry round) {
        Text choice = KINDS.get(0)
                .field("found")
                .flatMap(field -> round.values().text("found").map(value -> EntryFacts.words(field, value)))
                .orElse(Text.same("—"));
        String words = round.values().text("words").map(more -> ": " + more).orElse("");
        return new Text(choice.zh() + words, choice.en() + words);
    }

    /** What is wrong with a round about to be stored. */
    static List<Finding> wrongInRound(ScanContext context, Values values) {
        Optional<Duty> duty = Duty.of(context.rules(), context.device(), context.today());
        if (duty.isEmpty()) {
            return List.of(wrong("on", "此设备不在巡查范围内。", "This device is not patrolled."));
        }
        List<Finding> findings = new ArrayList<>(Finding.future("on", values, context.today()));
        if (duty.get().atPosts() && values.whole("post").isEmpty()) {
            findings.add(
                    wrong("post", "请填写码桩号；在本码处填 0。", "Give the number of the code post, 0 at the unit's own label."));
        }
        boolean defect =
                values.text("found").filter(found -> !found.equals("nothing")).isPresent();
        Optional<String> grade = values.text(Defect.GRADE);
        if (defect && grade.isEmpty()) {
            findings.add(wrong(Defect.GRADE, "请填写问题程度。", "Say how grave it is."));
        }
        if (defect && values.text("words").isEmpty()) {
            findings.add(wrong("words", "请描述发现的问题。", "Say in words what was found."));
        }
        if (!defect && grade.isPresent()) {
            findings.add(wrong(Defect.GRADE, "未见异常时请留空。", "Leave it out where nothing was found."));
        }
        // Order 74 of the 市场监管总局, article 136: what is grave is taken out of use and reported at once.
        if (grade.filter(Defect.GRAVE::equals).isPresent()
                && values.yesNo("stopped").isEmpty()) {
            findings.add(wrong("stopped", "严重问题须说明是否已停止使用。", "Of a grave defect say whether use was stopped."));
        }
        return findings;
    }

    /** What is wrong with a closing about to be stored, given the defects that are open on the device. */
    static List<Finding> wrongInClosing(ScanContext context, Values values, List<Defect> open) {
        List<Finding> findings = new ArrayList<>(Finding.future("on", values, context.today()));
        long post = Defect.post(values);
        Optional<LocalDate> found = open.stream()
                .filter(defect -> Defect.post(defect.round().values()) == post)
                .flatMap(defect -> defect.round().values().day("on").stream())
                .max(LocalDate::compareTo);
        if (found.isEmpty()) {
            findings.add(wrong("post", "此处没有未销项的问题。", "No defect is open at this post."));
        }
        if (found.flatMap(day -> values.day("on").filter(day::isAfter)).isPresent()) {
            findings.add(wrong("on", "销项不能早于发现问题的日期。", "A defect is not closed before it was found."));
        }
        return findings;
    }

    private static Finding wrong(String field, String zh, String en) {
        return new Finding(field, new Text(zh, en));
    }
}
