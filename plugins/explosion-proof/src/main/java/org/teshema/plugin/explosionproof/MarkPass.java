package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.ExTables.Spelling;
import org.teshema.plugin.explosionproof.Reading.Rule;
import org.teshema.plugin.explosionproof.Reading.Unreadable;
import org.teshema.plugin.explosionproof.Temperature.Figure;

/**
 * One pass over one text, from left to right; for one thread, once. Each method that reads a part answers whether it could,
 * and where not has noted why.
 */
final class MarkPass {
    private static final int COLDEST = 40;
    private static final int HOTTEST = 999;

    private final PlainText text;
    private final ExTables tables;
    private int index;
    private MarkDraft draft = new MarkDraft();
    private Optional<MarkDraft.Objection> wrong = Optional.empty();

    MarkPass(PlainText text, ExTables tables) {
        this.text = text;
        this.tables = tables;
    }

    List<Reading> all() {
        var readings = new ArrayList<Reading>();
        while (true) {
            while (index < text.length() && (atSpace() || atSeparator())) {
                index++;
            }
            if (index >= text.length()) {
                return readings;
            }
            readings.add(one());
        }
    }

    private Reading one() {
        int begin = index;
        draft = new MarkDraft();
        wrong = Optional.empty();
        if (head() && tail()) {
            wrong = draft.objection(index);
        }
        if (wrong.isEmpty()) {
            return draft.finished(text.written(begin, index));
        }
        while (index < text.length() && !atSeparator()) {
            index++;
        }
        MarkDraft.Objection found = wrong.get();
        return new Unreadable(text.written(begin, index), found.rule(), text.position(found.index()), found.reason());
    }

    // --- what stands before the group ---

    private boolean head() {
        if (accept("eex")) {
            draft.old = true;
        } else if (!accept("ex")) {
            draft.old = text.charAt(index) != '[';
        }
        skipSpaces();
        draft.typesAt = index;
        if (accept("dip")) {
            draft.types.add(tables.dip());
            return zoneNumber();
        }
        while (true) {
            skipSpaces();
            if (at('[')) {
                if (!bracket()) {
                    return false;
                }
            } else if (!moreTypes(draft.types)) {
                break;
            } else if (draft.types.get(draft.types.size() - 1).byZone() && !zoneNumber()) {
                return false;
            }
        }
        return !(draft.types.isEmpty() && draft.associated.isEmpty())
                || fail(
                        Rule.TYPE,
                        index,
                        "此处应为防爆型式（如 d、db、eb、ia、tb）" + found(),
                        "a type of protection such as d, db, eb, ia or tb is expected here" + foundEn());
    }

    /** Reads one more type, joined by nothing, a space, a plus sign or a slash. */
    private boolean moreTypes(List<Protection> types) {
        int before = index;
        if (!types.isEmpty() && (at('+') || at('/'))) {
            index++;
            skipSpaces();
        }
        if (!text.has("ex", index) && !text.has("ip", index)) {
            for (Spelling one : tables.spellings()) {
                if (text.has(one.plain(), index) && (!one.type().byZone() || zoneFollows(one))) {
                    index += one.plain().length();
                    types.add(one.type());
                    return true;
                }
            }
        }
        index = before;
        return false;
    }

    /** Whether a zone number follows a type that needs one: without, tD is t and D, maD is ma and D. */
    private boolean zoneFollows(Spelling one) {
        int at = index + one.plain().length();
        for (int i = 0; i < 3 && (text.charAt(at) == ' ' || text.charAt(at) == 'a' || text.charAt(at) == 'b'); i++) {
            at++;
        }
        return text.charAt(at) == '2';
    }

    private boolean zoneNumber() {
        skipSpaces();
        if (at('a') || at('b')) {
            index++;
            skipSpaces();
        }
        char last = text.charAt(index + 1);
        if (!at('2') || last < '0' || last > '2' || isDigit(text.charAt(index + 2))) {
            return fail(
                    Rule.TYPE, index, "此处应为 20、21 或 22 区" + found(), "zone 20, 21 or 22 is expected here" + foundEn());
        }
        draft.zone = OptionalInt.of(20 + last - '0');
        index += 2;
        return true;
    }

    private boolean bracket() {
        int open = index++;
        skipSpaces();
        accept("ex");
        skipSpaces();
        var types = new ArrayList<Protection>();
        while ((types.isEmpty() || !levelEnds()) && moreTypes(types)) {
            skipSpaces();
        }
        Optional<Group> group = Optional.empty();
        Optional<Epl> level = Optional.empty();
        while (!at(']')) {
            Optional<Epl> epl = levelHere();
            if (at('i') && group.isEmpty()) {
                if (!group()) {
                    return false;
                }
                group = read;
            } else if (epl.isPresent() && level.isEmpty()) {
                level = epl;
                index += 2;
            } else {
                return fail(
                        Rule.BRACKET,
                        index,
                        "方括号内无法识别，或缺少“]”" + found(),
                        "not understood within the brackets, or \"]\" is missing" + foundEn());
            }
            skipSpaces();
        }
        if (types.isEmpty()) {
            return fail(Rule.BRACKET, open, "方括号内缺少防爆型式", "there is no type of protection within the brackets");
        }
        index++;
        draft.associated.add(new Mark.Associated(types, group, level));
        return true;
    }

    /** Whether a level stands here with nothing but a group behind it: in [ib Mb], Mb is no type. */
    private boolean levelEnds() {
        char next = text.charAt(index + 2);
        char afterSpace = next == ' ' ? text.charAt(index + 3) : next;
        return levelHere().isPresent() && (afterSpace == ']' || afterSpace == 'i');
    }

    // --- the group and what follows it, in any order ---

    private boolean tail() {
        while (true) {
            skipSpaces();
            if (index >= text.length() || text.has("ex", index) || text.has("dip", index)) {
                return true;
            }
            if (atSeparator()) {
                if (at(',') && isDip()) {
                    index++;
                    continue;
                }
                return true;
            }
            if (!part()) {
                return false;
            }
        }
    }

    private boolean part() {
        char next = text.charAt(index);
        if (next == '[') {
            return bracket();
        }
        if (text.has("ip", index)) {
            return ingress();
        }
        if (next == 'i') {
            return onlyOnce(Rule.GROUP, draft.group.isPresent(), "设备类别", "the group") && group() && keepGroup();
        }
        if (next == 't' || isDigit(next)) {
            return onlyOnce(Rule.TEMPERATURE, draft.temperature.isPresent(), "温度", "the temperature") && temperature();
        }
        if (levelHere().isPresent()) {
            return onlyOnce(Rule.LEVEL, !draft.given.isEmpty(), "保护级别", "the level") && levels();
        }
        if ((next == 'x' || next == 'u') && !isLetterOrDigit(text.charAt(index + 1))) {
            draft.special |= next == 'x';
            draft.component |= next == 'u';
            index++;
            return true;
        }
        return fail(Rule.REST, index, "此处无法识别" + found(), "this is not understood" + foundEn());
    }

    private boolean onlyOnce(Rule rule, boolean already, String zh, String en) {
        return !already || fail(rule, index, zh + "出现两次" + found(), en + " stands there twice" + foundEn());
    }

    private Optional<Group> read = Optional.empty();

    private boolean keepGroup() {
        draft.group = read;
        return true;
    }

    /** Reads a group into {@link #read}. */
    private boolean group() {
        int begin = index;
        while (at('i') && index - begin < 4) {
            index++;
        }
        int ones = index - begin;
        char letter = text.charAt(index);
        int subgroup = letter >= 'a' && letter <= 'c' ? letter - 'a' + 1 : 0;
        if (ones > 3 || (ones == 1 && !endsGroupOne(letter))) {
            index = begin;
            return fail(
                    Rule.GROUP,
                    begin,
                    "设备类别应为 I、II、IIA、IIB、IIC、III、IIIA、IIIB 或 IIIC" + found(),
                    "a group is I, II, IIA, IIB, IIC, III, IIIA, IIIB or IIIC" + foundEn());
        }
        if (subgroup > 0) {
            index++;
        }
        Atmosphere atmosphere = ones == 1 ? Atmosphere.MINE : ones == 2 ? Atmosphere.GAS : Atmosphere.DUST;
        Optional<Gas> besides = Optional.empty();
        Optional<Gas> only = Optional.empty();
        if (ones == 2) {
            int after = index;
            skipSpaces();
            if (at('+')) {
                index++;
                skipSpaces();
                besides = gasName();
                if (besides.isEmpty() || subgroup == 0) {
                    return fail(
                            Rule.GROUP,
                            after,
                            "“+气体”应写在 IIA、IIB 或 IIC 之后，并写明气体",
                            "\"+gas\" follows IIA, IIB or IIC and names the gas");
                }
            } else if (at('(')) {
                only = gasInParentheses();
                if (only.isEmpty() || subgroup > 0) {
                    index = after;
                    return fail(Rule.GROUP, after, "“（气体）”应写在 II 之后，并写明一种气体", "\"(gas)\" follows II and names one gas");
                }
            } else {
                index = after;
            }
        }
        read = Optional.of(new Group(atmosphere, subgroup, besides, only));
        return true;
    }

    private static boolean endsGroupOne(char next) {
        return !isLetterOrDigit(next) || next == 'm' || next == 't' || next == 'x' || next == 'u';
    }

    private Optional<Gas> gasName() {
        Optional<String> known = tables.gases().nameAt(text, index);
        if (known.isPresent()) {
            int after = index + known.get().length();
            char next = text.charAt(after);
            boolean ends = !isLetterOrDigit(next)
                    || (next == 't' && isDigit(text.charAt(after + 1)))
                    || levelAt(after).isPresent();
            if (ends) {
                index = after;
                return Optional.of(tables.gases().named(known.get()));
            }
        }
        int begin = index;
        while (index < text.length() && !atSpace() && !atSeparator() && !at(')') && !at('[')) {
            index++;
        }
        return index == begin ? Optional.empty() : Optional.of(tables.gases().named(text.written(begin, index)));
    }

    private Optional<Gas> gasInParentheses() {
        int begin = ++index;
        while (index < text.length() && !at(')') && !atSeparator()) {
            index++;
        }
        String name = text.written(begin, index);
        if (!at(')') || name.isBlank()) {
            return Optional.empty();
        }
        index++;
        return Optional.of(tables.gases().named(name));
    }

    private boolean temperature() {
        draft.temperatureAt = index;
        boolean hasT = at('t');
        if (hasT && isDip() && (text.charAt(index + 1) == 'a' || text.charAt(index + 1) == 'b')) {
            // The way of testing, TA or TB, says nothing about the temperature.
            index += 2;
            return true;
        }
        int begin = index;
        OptionalInt layer = layer();
        Optional<Figure> figure = figure();
        if (figure.isEmpty()) {
            index = begin;
            return fail(
                    Rule.TEMPERATURE,
                    begin,
                    "温度应为 T1 至 T6，或带“℃”的 " + COLDEST + " 至 " + HOTTEST + " 度" + found(),
                    "a temperature is T1 to T6, or " + COLDEST + " to " + HOTTEST + " degrees with ℃" + foundEn());
        }
        Figure one = figure.get();
        Figure other = layer.isPresent() ? one : rangeEnd(one);
        boolean risen = other.celsius() > one.celsius();
        draft.temperature = Optional.of(new Temperature(risen ? other : one, risen ? one : other, layer));
        return true;
    }

    /** The thickness in T200 320℃; nothing is read where there is none. */
    private OptionalInt layer() {
        int begin = index;
        if (at('t')) {
            index++;
            skipSpaces();
            OptionalInt thickness = number(4);
            if (thickness.isPresent() && thickness.getAsInt() > 0 && at(' ')) {
                int before = index;
                skipSpaces();
                if (number(3).isPresent() && degrees()) {
                    index = before;
                    skipSpaces();
                    return thickness;
                }
            }
        }
        index = begin;
        return OptionalInt.empty();
    }

    /** Reads T4, T130℃, 130℃, T4(125℃) or 125℃(T4). */
    private Optional<Figure> figure() {
        Optional<Figure> first = bareFigure();
        int after = index;
        skipSpaces();
        if (first.isEmpty() || !at('(')) {
            index = after;
            return first;
        }
        index++;
        skipSpaces();
        Optional<Figure> second = bareFigure();
        skipSpaces();
        if (second.isEmpty() || !at(')')) {
            return Optional.empty();
        }
        index++;
        return first.get().classNumber().isPresent()
                ? agreed(first.get(), second.get())
                : agreed(second.get(), first.get());
    }

    private Optional<Figure> agreed(Figure ofClass, Figure degrees) {
        boolean agree = ofClass.classNumber().isPresent()
                && degrees.classNumber().isEmpty()
                && degrees.celsius() <= ofClass.celsius();
        return agree ? Optional.of(new Figure(ofClass.classNumber(), degrees.celsius())) : Optional.empty();
    }

    private Optional<Figure> bareFigure() {
        boolean hasT = accept("t");
        if (hasT) {
            accept("_");
            skipSpaces();
        }
        OptionalInt number = number(3);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        int value = number.getAsInt();
        boolean single = !isDigit(text.charAt(index - 2));
        if (degrees()) {
            return value < COLDEST ? Optional.empty() : Optional.of(new Figure(OptionalInt.empty(), value));
        }
        return hasT && single && value >= 1 && value <= 6
                ? Optional.of(new Figure(OptionalInt.of(value), tables.celsius(value)))
                : Optional.empty();
    }

    /** The other end of a range such as T4~T6; the same figure where there is none. */
    private Figure rangeEnd(Figure one) {
        int after = index;
        skipSpaces();
        boolean sign = accept("~") || accept("-") || accept("/") || accept("至") || accept("...") || accept("to");
        if (sign) {
            skipSpaces();
            Optional<Figure> other = text.has("ex", index) ? Optional.empty() : figure();
            if (other.isPresent()
                    && other.get().classNumber().isPresent()
                            == one.classNumber().isPresent()) {
                return other.get();
            }
        }
        index = after;
        return one;
    }

    private boolean degrees() {
        if (at(' ') && text.charAt(index + 1) == '°') {
            index++;
        }
        if (at('°')) {
            index++;
            int after = index;
            skipSpaces();
            if (text.charAt(after) == 'c' || (at('c') && !isLetterOrDigit(text.charAt(index + 1)))) {
                index++;
            } else {
                index = after;
            }
            return true;
        }
        return accept("c");
    }

    private OptionalInt number(int most) {
        int begin = index;
        int value = 0;
        while (isDigit(text.charAt(index)) && index - begin < most) {
            value = value * 10 + text.charAt(index) - '0';
            index++;
        }
        return index == begin || isDigit(text.charAt(index)) ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private boolean levels() {
        draft.levelAt = index;
        draft.given.add(levelHere().orElseThrow());
        index += 2;
        int after = index;
        skipSpaces();
        if (accept("/")) {
            skipSpaces();
            Optional<Epl> second = levelHere();
            if (second.isPresent()
                    && second.get().atmosphere() == draft.given.get(0).atmosphere()) {
                draft.given.add(second.get());
                index += 2;
                return true;
            }
        }
        index = after;
        return true;
    }

    private Optional<Epl> levelHere() {
        return levelAt(index);
    }

    private Optional<Epl> levelAt(int place) {
        char first = text.charAt(place);
        char second = text.charAt(place + 1);
        return first == 'm' || first == 'g' || first == 'd' ? Epl.of("" + first + second) : Optional.empty();
    }

    private boolean ingress() {
        int begin = index;
        index += 2;
        skipSpaces();
        int digits = index;
        while (index - digits < 2 && (isDigit(text.charAt(index)) || at('x'))) {
            index++;
        }
        if (index - digits < 2) {
            index = begin;
            return fail(Rule.REST, begin, "外壳防护等级应如 IP65" + found(), "an IP code is written like IP65" + foundEn());
        }
        accept("k");
        draft.ingress = Optional.of(text.written(begin, index).toUpperCase(java.util.Locale.ROOT));
        return true;
    }

    // --- characters ---

    private boolean isDip() {
        return draft.types.size() == 1 && draft.types.get(0).equals(tables.dip());
    }

    private boolean at(char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private boolean atSpace() {
        return at(' ');
    }

    private boolean atSeparator() {
        return at(';') || at('/') || at(',') || at('、') || at('&') || at('|');
    }

    private boolean accept(String words) {
        if (!text.has(words, index)) {
            return false;
        }
        index += words.length();
        return true;
    }

    private void skipSpaces() {
        while (atSpace()) {
            index++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetterOrDigit(char c) {
        return c != 0 && Character.isLetterOrDigit(c);
    }

    private String found() {
        String sample = text.sample(index);
        return sample.isEmpty() ? "，实际到此结束" : "，实际为“" + sample + "”";
    }

    private String foundEn() {
        String sample = text.sample(index);
        return sample.isEmpty() ? ", but the text ends" : ", but \"" + sample + "\" is found";
    }

    private boolean fail(Rule rule, int place, String zh, String en) {
        wrong = Optional.of(new MarkDraft.Objection(rule, place, new Text(zh, en)));
        return false;
    }
}
