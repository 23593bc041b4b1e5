package org.teshema.engine.gate;

import org.teshema.api.text.Text;

/** A plugin went wrong in a step of admission. */
public final class PluginFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String zh;

    /** In that step; why, in both languages. */
    public PluginFault(String step, String zh, String en) {
        super(step + " failed: " + en, null, false, false);
        this.zh = "插件的 " + step + " 出错：" + zh;
    }

    /** What went wrong, for people. */
    public Text words() {
        return new Text(zh, getMessage());
    }
}
