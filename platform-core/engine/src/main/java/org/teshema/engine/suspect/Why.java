package org.teshema.engine.suspect;

import org.teshema.api.text.Text;

/** What is suspect about a label. */
public enum Why {
    /** It leads somewhere else. */
    ADDRESS("打开的网址不对", "It opened another address"),
    /** It asks for money or for personal data. */
    PAYMENT("要求付款或填写个人信息", "It asks for money or personal data"),
    /** Nothing is found under its number, or another device. */
    NUMBER("编号查不到，或与设备不符", "Its number is unknown, or of another device"),
    /** Somebody pasted it over another, or altered it. */
    COVERED("覆盖、涂改或破损", "It covers another, or was altered"),
    /** Something else. */
    OTHER("其他", "Something else");

    private final String zh;
    private final String en;

    Why(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** In words. */
    public Text title() {
        return new Text(zh, en);
    }
}
