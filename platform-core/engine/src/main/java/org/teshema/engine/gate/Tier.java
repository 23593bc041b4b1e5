package org.teshema.engine.gate;

import org.teshema.api.text.Text;

/** Where a plugin's code runs. */
public enum Tier {
    /** In the platform's own process, under the guard. */
    IN_PROCESS("平台进程内", "In the platform's process"),
    /** In a process of its own that reaches nothing but the platform's socket. */
    DISTRICT_HOST("区宿主进程", "In a district host");

    private final String zh;
    private final String en;

    Tier(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The tier in a word. */
    public Text word() {
        return new Text(zh, en);
    }
}
