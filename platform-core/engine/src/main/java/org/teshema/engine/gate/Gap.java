package org.teshema.engine.gate;

import org.teshema.api.text.Text;

/** Why a plugin's part of an answer is missing. */
public enum Gap {
    /** It threw. */
    FAILED("栏目暂不可用：插件出错。", "This part is missing: the plugin failed."),
    /** It did not answer in time. */
    TOO_SLOW("栏目暂不可用：插件未在时限内应答。", "This part is missing: the plugin did not answer in time."),
    /** It computed for too long or asked for too much memory. */
    TOO_COSTLY("栏目暂不可用：插件占用资源过多。", "This part is missing: the plugin used too much."),
    /** It failed too often lately and is left out for a while. */
    RESTING("栏目暂不可用：插件近期多次出错，已暂停调用。", "This part is missing: the plugin failed too often and is resting."),
    /** All threads for plugins are taken. */
    BUSY("栏目暂不可用：系统繁忙，请稍后重试。", "This part is missing: the system is busy, please try again.");

    private final String zh;
    private final String en;

    Gap(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** What a reader is told. */
    public Text words() {
        return new Text(zh, en);
    }
}
