package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of everybody and of enterprises, as a browser shows them. Those of the others: {@link OfficialPagesJourney}. */
class PagesJourney {
    /** A small phone. */
    private static final int LOW = 640;

    private static PageRound round;

    @BeforeAll
    static void open() {
        round = new PageRound();
    }

    @AfterAll
    static void close() {
        round.close();
    }

    @Test
    void what_is_wrong_with_a_page_is_found() {
        Tab tab = PageLooks.tab(round.browser).sized(360, PageRound.HEIGHT);
        String page =
                "<meta name='viewport' content='width=device-width'><p style='font:9px/1 serif;width:900px'>a<img src='http://elsewhere.example/'><a href='/'>"
                        + "<b style='display:block'></b></a><button>b</button>";
        tab.open(URI.create(
                "data:text/html;base64," + Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8))));
        found("image-alt", PageLooks.inaccessible(tab));
        found("WCAG2AA.Principle1.Guideline1_1.1_1_1.H37: Img element missing an alt", PageLooks.inaccessible(tab));
        found("P. ends at 9", PageLooks.tooWide(tab));
        found("no entry to large type", PageLooks.hiddenEntry(tab));
        tab.value(
                "document.body.insertAdjacentHTML('beforeend', '<nav class=switches style=\"position:absolute;top:620px\">"
                        + "<a href=\"?large=1\" style=\"font-size:30px\">L</a></nav>'"
                        + " + '<div style=\"position:fixed;inset:0\"></div><dialog open>d</dialog><a target=_blank href=/>w</a>'); open('/')");
        found("the entry to large type is too small", PageLooks.hiddenEntry(tab));
        found("not on the first screen", PageLooks.hiddenEntry(tab));
        found("lies under <div", PageLooks.hiddenEntry(tab));
        found("it opens: open /", PageLooks.poppedUp(tab));
        found("DIALOG. is a dialog", PageLooks.poppedUp(tab));
        found("A. opens a window", PageLooks.poppedUp(tab));
        found("DIV. stays over the text", PageLooks.poppedUp(tab));
        found("9px a", PageLooks.tooSmall(tab));
        found("line 9px of 9px", PageLooks.tooSmall(tab));
        found("BUTTON", PageLooks.tooSmall(tab));
        found("ERR_NAME_NOT_RESOLVED http://elsewhere.example/", PageLooks.loaded(tab));
        found(
                "must have an “alt” attribute",
                Markup.wrong("<!DOCTYPE html><html lang='en'><title>a</title><img src='/'>"));
        found("Duplicate ID", Markup.wrong("<!DOCTYPE html><html lang='en'><title>a</title><p id=a><p id=a>"));
        assertEquals(List.of(), Markup.wrong("<!DOCTYPE html><html lang='en'><title>a</title><p>a"));
    }

    private static void found(String what, List<String> findings) {
        assertTrue(findings.stream().anyMatch(one -> one.contains(what)), () -> what + " is not in " + findings);
    }

    @Test
    void pages_for_everybody_are_within_reach_of_everybody() {
        round.look(
                "public",
                round.cast.anybody(),
                "/",
                "/login",
                "/n",
                "/camera",
                "/verify",
                "/suspect?text=4821",
                "/style",
                "/problems",
                "/problems/code-withdrawn",
                "/apps/public-desk/case",
                "/apps/public-desk/learn",
                "/s/0123456789",
                "/nowhere");
    }

    @Test
    void somebody_trapped_finds_the_alarm_without_moving_the_page() {
        double end = round.endOfAlarm(round.cast.anybody(), LOW);
        assertTrue(end > 0 && end <= LOW, "the alarm ends at " + end + " of " + LOW);
    }

    @Test
    void pages_of_those_who_use_and_maintain_are_within_reach_of_everybody() {
        round.look(
                "using-unit",
                round.cast.unit,
                "/",
                "/inbox",
                "/inbox/digests",
                "/devices",
                "/codes?first=0",
                "/my-sessions",
                "/bind",
                "/bind?code=" + round.claimedNumber,
                "/camera?to=bind",
                "/apps/unit-desk/applications",
                "/apps/unit-desk/device?code=" + round.boundNumber,
                "/apps/unit-desk/device/actions/apply-transfer?code=" + round.boundNumber);
        round.lookAt("using-unit", round.cast.unit, round.proposal());
        round.read(
                "using-unit",
                round.cast.unit,
                "/inbox?state=due",
                "/claims",
                "/figures",
                "/n/" + round.boundNumber + "/actions/record-governor");
        round.look("maintenance-unit", round.cast.maintenance, "/");
        round.lookAt("administrator", round.cast.administrator("unit-head", round.cast.unitId), "/webhook");
    }
}
