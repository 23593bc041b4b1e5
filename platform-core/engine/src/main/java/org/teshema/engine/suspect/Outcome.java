package org.teshema.engine.suspect;

import org.teshema.api.text.Text;

/** What was found out about a suspect label. */
public enum Outcome {
    /** It was forged and is gone. */
    REMOVED("伪造，已清除", "Forged; removed"),
    /** It is a label of the city's. */
    GENUINE("经查为真", "Found to be genuine"),
    /** It was not found. */
    NOT_FOUND("现场未找到", "Not found there"),
    /** Somebody else looks into it. */
    PASSED_ON("已移送", "Passed on to who is responsible");

    private final String zh;
    private final String en;

    Outcome(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** In words. */
    public Text title() {
        return new Text(zh, en);
    }
}
