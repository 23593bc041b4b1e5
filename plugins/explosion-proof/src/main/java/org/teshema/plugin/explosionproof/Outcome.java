package org.teshema.plugin.explosionproof;

import org.teshema.api.text.Text;

/** What came of holding marks against a place; a later one outweighs an earlier one. */
enum Outcome {
    /** Every rule was asked and kept. */
    SUITABLE("适用", "Suitable"),
    /** A fact is missing or unreadable, or the rules do not cover the case. */
    NEEDS_A_PERSON("须人工确认", "A person has to decide"),
    /** A rule is broken. */
    UNSUITABLE("不适用", "Unsuitable");

    private final String zh;
    private final String en;

    Outcome(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    Text title() {
        return new Text(zh, en);
    }

    Outcome worse(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
