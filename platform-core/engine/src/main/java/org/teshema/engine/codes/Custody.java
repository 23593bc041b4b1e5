package org.teshema.engine.codes;

import org.teshema.api.text.Text;

/** What must tie an actor to codes, beside the role, before a step is theirs to take. */
public enum Custody {
    /** Nothing more. */
    NONE("不限", "any code"),
    /** The codes, or the batch, belong to the actor's district. */
    OWN_DISTRICT("仅限本区的码", "only codes of the own district"),
    /** The actor's organisation holds the codes. */
    HOLDER("仅限本单位保管的码", "only codes the own organisation holds"),
    /** The codes are on their way to the actor's organisation. */
    RECEIVER("仅限移交给本单位的码", "only codes handed over to the own organisation"),
    /** The codes were given out to the actor's organisation. */
    UNIT("仅限发放给本单位的码", "only codes given out to the own unit");

    private final String zh;
    private final String en;

    Custody(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The condition in words. */
    public Text title() {
        return new Text(zh, en);
    }
}
