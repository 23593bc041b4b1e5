package org.teshema.journeys;

import java.util.ArrayList;
import java.util.List;

/** Script as people of bad will type it into the form of a page that is open, and what came of it. Stateless. */
final class Hostile {
    /** Closes whatever it may stand in, and would run in three ways. */
    static final String WORDS =
            "<script>hostile=1</script>\"'><img src=x onerror=hostile=1></textarea><svg onload=hostile=1>";

    /** What somebody calls an organisation or a device who means it no better. */
    static final String NAME = "\"'> <img src=x onerror=hostile=1> <script>hostile=1</script> </option>";

    private static final String FIELDS = "[...document.querySelectorAll('form.card input, form.card select, form.card"
            + " textarea')].filter(e => !['hidden', 'file', 'password', 'checkbox'].includes(e.type) && e.name[0] !== '_')";

    private Hostile() {}

    /** Fills in what is empty: script in every field for words, the first of what is to be chosen, today. */
    static void type(Tab tab) {
        fill(tab, "w.slice(0, e.maxLength > 0 ? e.maxLength : 400)");
    }

    /** The same with more than each field for words takes, so that the form comes back; false where it has no such field. */
    static boolean typeTooMuch(Tab tab) {
        boolean any = tab.value(FIELDS + ".some(e => e.maxLength > 0)").asBoolean();
        if (any) {
            fill(
                    tab,
                    "(m => { e.removeAttribute('maxlength'); e.form.noValidate = true;"
                            + " return w.repeat(Math.ceil((m + 1) / w.length)).slice(0, m + 1); })(e.maxLength)");
        }
        return any;
    }

    private static void fill(Tab tab, String words) {
        tab.value("(w => " + FIELDS + ".forEach(e => {"
                + " if (e.type === 'radio') e.checked ||= e.value === 'done' || e.value === 'true';"
                + " else if (e.value || e.inputMode === 'decimal') return;"
                + " else if (e.tagName === 'SELECT') e.selectedIndex = 1;"
                + " else if (e.type === 'date') e.value = '" + Devices.today() + "';"
                + " else e.value = " + words + "; }))(`" + WORDS + "`)");
    }

    /** Presses the button of the form, and waits for what comes. */
    static void send(Tab tab) {
        tab.go("document.querySelector('form.card button[type=submit]').click()");
    }

    /** What ran of it, or was kept from running by the policy of the page alone. */
    static List<String> ran(Tab tab) {
        var ran = new ArrayList<>(tab.complaints());
        if (tab.value("typeof hostile !== 'undefined'").asBoolean()) {
            ran.add("script that was typed runs");
        }
        return ran;
    }
}
