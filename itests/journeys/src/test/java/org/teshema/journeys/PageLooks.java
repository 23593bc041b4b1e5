package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a browser finds wrong with a page that is open in it. Stateless. */
final class PageLooks {
    /** Deque's rules of WCAG 2 at levels A and AA, and of good practice. */
    private static final String AXE = resource("/axe.min.js");

    /** Squiz's HTML_CodeSniffer, which pa11y runs, of the same levels. */
    private static final String SNIFFER = resource("/vendor/HTMLCS.js");

    private static final String ENLARGED = " class=\"large\"";

    /** Keeps what a page would open over itself: nothing opens, and each is told. */
    private static final String NOTHING_OPENS = "window.opened = [];"
            + " for (const way of ['open', 'alert', 'confirm', 'prompt', 'print'])"
            + " window[way] = (what) => { window.opened.push(way + ' ' + what); return null; };";

    /** How high and wide, at least, what is pressed is; in large type {@link #tooSmall}. */
    private static final int PRESSED = 44;

    /** What a small phone shows of a page before it is moved. */
    private static final int FIRST_SCREEN = 640;

    /** First load, everything together. */
    private static final int MOST_BYTES = 100 * 1024;

    private PageLooks() {}

    /** A tab whose pages can be looked at. The browser is handed the rules once and not with each page. */
    static Tab tab(Chromium browser) {
        return browser.tab().with(AXE + ";" + SNIFFER + ";" + NOTHING_OPENS);
    }

    /** Why somebody who needs large type does not find the way to it, on a telephone, as the page comes. */
    static List<String> hiddenEntry(Tab tab) {
        return wrong(
                tab,
                "const e = document.querySelector('.switches a[href*=\"large=\"]');"
                        + " if (!e || !e.checkVisibility({opacityProperty: true, visibilityProperty: true}))"
                        + " return ['no entry to large type is to be seen'];"
                        + " if (!e.textContent.trim()) wrong.push('the entry to large type says nothing');"
                        + " const b = e.getBoundingClientRect(), px = n => Math.round(n * 10) / 10;"
                        + " if (b.width < " + PRESSED + " - 0.5 || b.height < " + PRESSED + " - 0.5)"
                        + " wrong.push('the entry to large type is too small: ' + px(b.width) + 'x' + px(b.height));"
                        + " if (b.left < 0 || b.right > document.documentElement.clientWidth || b.top + scrollY < 0"
                        + " || b.bottom + scrollY > " + FIRST_SCREEN
                        + ") wrong.push('the entry to large type is not on the first screen: '"
                        + " + [b.left, b.top, b.right, b.bottom].map(px));"
                        + " const top = document.elementFromPoint((b.left + b.right) / 2, (b.top + b.bottom) / 2);"
                        + " if (!e.contains(top)) wrong.push('the entry to large type lies under ' + (top && top.outerHTML.slice(0, 80)));");
    }

    /**
     * What comes up by itself over the page or beside it: a dialog, a window, something that stays where it is while the page moves
     * under it.
     */
    static List<String> poppedUp(Tab tab) {
        return wrong(
                tab,
                "const named = e => e.tagName + '.' + e.className + ' ';"
                        + " window.opened.forEach(what => wrong.push('it opens: ' + what));"
                        + " for (const e of document.querySelectorAll('body *')) {"
                        + " if (e.matches('dialog, [popover], [role=dialog], [role=alertdialog], [aria-modal=true]')"
                        + " && e.checkVisibility()) wrong.push(named(e) + 'is a dialog');"
                        + " if (e.matches('[target]:not([target=_self])')) wrong.push(named(e) + 'opens a window');"
                        + " if (['fixed', 'sticky'].includes(getComputedStyle(e).position) && e.checkVisibility())"
                        + " wrong.push(named(e) + 'stays over the text'); }");
    }

    /** Violations of accessibility rules, each with the element: what axe and HTML_CodeSniffer find, each by its own lights. */
    static List<String> inaccessible(Tab tab) {
        JsonNode found = tab.value("Promise.all(["
                + "axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false})"
                + ".then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ' ' + n.target.join(' ')"
                + " + ' ' + (n.any[0] || n.all[0] || n.none[0] || {}).message))),"
                + "new Promise((done, failed) => HTMLCS.process('WCAG2AA', document, () => done(HTMLCS.getMessages()"
                + ".filter(m => m.type === HTMLCS.ERROR).map(m => m.code + ': ' + m.msg + ' '"
                + " + (m.element.outerHTML || '').slice(0, 120))), failed))]).then(both => both.flat())");
        return texts(found);
    }

    /**
     * Sets the page that is open in large type, as it is when it is asked for so: the markup that the server sends then is the same
     * but for the class that enlarges it, what leads on in large type, and what changes from one second to the next.
     */
    static List<String> enlarged(Tab tab, String source) {
        tab.value("document.documentElement.classList.add('large')");
        String large = alike(
                tab.value("fetch(location.href + '&large=1', {headers: {Accept: 'text/html'}}).then(r => r.text())")
                        .asText());
        String normal = alike(source);
        if (!large.contains(ENLARGED) || source.contains(ENLARGED)) {
            return List.of("there is no large type");
        }
        int at = 0;
        String rest = large.replaceFirst(ENLARGED, "");
        while (at < Math.min(normal.length(), rest.length()) && normal.charAt(at) == rest.charAt(at)) {
            at++;
        }
        return normal.equals(rest)
                ? List.of()
                : List.of("large type is another page from " + rest.substring(at, Math.min(rest.length(), at + 80)));
    }

    private static String alike(String source) {
        return source.replaceAll("(?s)<nav class=\"switches\".*?</nav>", "")
                .replaceAll("<input type=\"hidden\"[^>]*>", "")
                .replaceAll("(\\?|&amp;|%3F|%26)large(=|%3D)1", "")
                .replaceAll("[0-9]+|\\s*\\n", "");
    }

    /**
     * Elements that stand out over the edge of a screen of this width; a table may be moved sideways in its own box, but on a
     * telephone no number of a chart is out of sight. The width of the layout counts: a telephone's window grows with what is too wide for it.
     */
    static List<String> tooWide(Tab tab) {
        return texts(tab.value("(() => { const edge = document.documentElement.clientWidth;"
                + " const right = e => Math.round(e.getBoundingClientRect().right);"
                + " const unseen = [...document.querySelectorAll('.chart .number')].filter(e => edge < 640 && right(e) > edge)"
                + ".map(e => 'a number of a chart ends at ' + right(e));"
                + " return document.documentElement.scrollWidth <= edge ? unseen :"
                + " [...document.querySelectorAll('body *')].filter(e => right(e) > edge + 1"
                + " && !e.closest('.scroll')).slice(0, 3).map(e => e.tagName + '.' + e.className + ' ends at ' + right(e))"
                + ".concat(unseen, 'the page is ' + document.documentElement.scrollWidth + ' px wide'); })()"));
    }

    /** The same where the reader has set text to 30 px, to which all of it grows. */
    static List<String> tooWideAtThirty(Tab tab) {
        double size = tab.value("(() => { document.documentElement.style.fontSize = '30px';"
                        + " return parseFloat(getComputedStyle(document.body).fontSize); })()")
                .asDouble();
        List<String> wrong = new ArrayList<>(tooWide(tab));
        if (size < 30) {
            wrong.add("text does not grow beyond " + size + " px");
        }
        return wrong;
    }

    /** What was refused, not found or too much. */
    static List<String> loaded(Tab tab) {
        var wrong = new ArrayList<>(tab.complaints());
        if (tab.bytes() > MOST_BYTES) {
            wrong.add(tab.bytes() + " bytes were loaded");
        }
        return wrong;
    }

    /**
     * What is too small for an elderly reader: text under 18 px or set tighter than 1.3, and what is pressed under 60 × 60 px. A link
     * within a sentence is as high as its line.
     */
    static List<String> tooSmall(Tab tab) {
        return wrong(
                tab,
                "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
                        + " while (walk.nextNode()) { const n = walk.currentNode, e = n.parentElement;"
                        + " if (!n.data.trim() || !e.checkVisibility() || e.closest('.skip')) continue; const s = getComputedStyle(e);"
                        + " if (parseFloat(s.fontSize) < 18) wrong.push(s.fontSize + ' ' + n.data.trim().slice(0, 20));"
                        + " if (s.lineHeight !== 'normal' && parseFloat(s.lineHeight) < 1.3 * parseFloat(s.fontSize) - 0.5)"
                        + " wrong.push('line ' + s.lineHeight + ' of ' + s.fontSize + ' ' + n.data.trim().slice(0, 20)); }"
                        + " for (const e of document.querySelectorAll('a, button, input, select, textarea, summary')) {"
                        + " if (!e.checkVisibility() || e.type === 'hidden' || e.closest('.skip')) continue;"
                        + " const sentence = e.tagName === 'A' && getComputedStyle(e).display === 'inline';"
                        + " let b = e.getBoundingClientRect();"
                        + " if ((e.type === 'checkbox' || e.type === 'radio') && e.closest('label')) b ="
                        + " e.closest('label').getBoundingClientRect();"
                        + " if (!sentence && (b.width < 59.5 || b.height < 59.5)) wrong.push(Math.round(b.width) + 'x' +"
                        + " Math.round(b.height) + ' ' + e.tagName + '.' + e.className + ' ' + (e.textContent || e.name ||"
                        + " '').trim().slice(0, 20)); }");
    }

    /** What a script says is wrong: it pushes each onto {@code wrong}. */
    private static List<String> wrong(Tab tab, String script) {
        return texts(tab.value("(() => { const wrong = []; " + script + " return wrong; })()"));
    }

    private static List<String> texts(JsonNode found) {
        var texts = new ArrayList<String>();
        found.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static String resource(String name) {
        try (InputStream in = PageLooks.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
