package org.teshema.plugin.explosionproof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What people type, scanners misread and strangers send: nothing breaks the reader, nothing unread becomes suitable. */
class AnyTextTest {
    private static final ExTables TABLES = new ExTables();
    private static final MarkReader READER = new MarkReader(TABLES);
    private static final Judge JUDGE = new Judge(TABLES);
    private static final List<String> MARKS =
            Corpus.all().stream().map(row -> row.text("mark")).toList();
    private static final String LETTERS =
            "ExdeiambcnopqtsTIⅡⅢGbDMaUX0123456789 []()/;,+~°℃ＡＢ℉\u0000\n\u200b\ud83d\udd25\ud83d氢";
    /* The mildest places there are: what is not suitable here is suitable nowhere. */
    private static final List<Place> MILD = List.of(JudgeTest.gas(2, "IIA", 1), JudgeTest.dust(22, "IIIA", 1400, 1400));

    @Test
    void random_text_is_read_without_failing() {
        var random = new Random(3836);
        int suitable = 0;
        for (int round = 0; round < 100_000; round++) {
            suitable += assertSound(randomText(random));
        }
        // Random letters hardly ever make a mark.
        assertTrue(suitable < 100, suitable + " random texts called suitable");
    }

    @Test
    void damaged_marks_are_read_without_failing() {
        var random = new Random(2021);
        int unread = 0;
        for (int round = 0; round < 150_000; round++) {
            String damaged = damaged(random);
            assertSound(damaged);
            unread += READER.read(damaged).stream().anyMatch(Reading.Unreadable.class::isInstance) ? 1 : 0;
        }
        assertTrue(unread > 30_000, "the damage shows: " + unread);
    }

    /** Returns 1 where the text was called suitable in a mild place. */
    private static int assertSound(String text) {
        List<Reading> readings = READER.read(text);
        assertEquals(readings, READER.read(text));
        boolean allRead = !readings.isEmpty() && readings.stream().allMatch(Mark.class::isInstance);
        for (Reading reading : readings) {
            if (reading instanceof Reading.Unreadable unreadable) {
                assertTrue(unreadable.position() >= 0 && unreadable.position() <= text.length(), text);
            }
        }
        int suitable = 0;
        for (Place place : MILD) {
            Decision decision = JUDGE.decide(readings, Optional.empty(), place, JudgeTest.DUST);
            if (!allRead) {
                assertNotEquals(Outcome.SUITABLE, decision.outcome(), text);
            }
            if (decision.outcome() == Outcome.SUITABLE) {
                suitable = 1;
                assertTrue(decision.reasons().stream().allMatch(reason -> reason.says() == Outcome.SUITABLE), text);
            }
        }
        return suitable;
    }

    @Test
    void a_mark_cut_short_suits_no_place_that_the_whole_does_not_suit() {
        for (String mark : List.of("Ex db IIB T4 Gb", "Ex tb IIIB T130℃ Db", "Ex ib IIA T3 Gb", "Ex ec nC IIB T3 Gc")) {
            List<Reading> whole = READER.read(mark);
            for (int length = 0; length < mark.length(); length++) {
                String cut = mark.substring(0, length);
                for (Place place : places()) {
                    if (JUDGE.decide(whole, Optional.empty(), place, JudgeTest.DUST)
                                    .outcome()
                            == Outcome.UNSUITABLE) {
                        assertNotEquals(
                                Outcome.SUITABLE,
                                JUDGE.decide(READER.read(cut), Optional.empty(), place, JudgeTest.DUST)
                                        .outcome(),
                                cut + " in " + place);
                    }
                }
            }
        }
    }

    private static List<Place> places() {
        var places = new ArrayList<Place>();
        for (int zone = 0; zone < 3; zone++) {
            for (String letter : List.of("A", "B", "C")) {
                for (int i = 1; i <= 6; i++) {
                    places.add(JudgeTest.gas(zone, "II" + letter, i));
                    places.add(JudgeTest.dust(20 + zone, "III" + letter, 100 * i, 100 * i));
                }
            }
        }
        return places;
    }

    @Test
    void long_texts_take_time_in_proportion() {
        for (String part : List.of(
                "d",
                "[",
                "[ia",
                "Ex ",
                "Ex db IIC T6 Gb ",
                "Ex db IIC T6 Gb;",
                "?;",
                "i",
                "+",
                "IIB+",
                "II(",
                "T4~",
                "9",
                " ",
                "Ga/",
                "/",
                "\ud83d",
                "Ex d IIB+x",
                "T200 3",
                "\u200b")) {
            String text = part.repeat(300_000 / part.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertTrue(READER.read(text).size() <= text.length()),
                    () -> "\"" + part + "\"...");
        }
    }

    private static String randomText(Random random) {
        int length = random.nextInt(40);
        var text = new StringBuilder(random.nextBoolean() ? "Ex " : "");
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? (char) random.nextInt(0x10000)
                            : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String damaged(Random random) {
        var text = new StringBuilder(MARKS.get(random.nextInt(MARKS.size())));
        int damages = 1 + random.nextInt(3);
        for (int i = 0; i < damages; i++) {
            int at = random.nextInt(text.length() + 1);
            char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, other);
                case 1 -> text.setLength(at);
                case 2 -> text.append(MARKS.get(random.nextInt(MARKS.size())));
                case 3 -> text.insert(at, MARKS.get(random.nextInt(MARKS.size())));
                default -> {
                    if (at < text.length()) {
                        text.setCharAt(at, other);
                    }
                }
            }
        }
        return text.toString();
    }
}
