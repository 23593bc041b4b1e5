package org.teshema.engine.gate;

import org.teshema.api.text.Text;

/** A plugin went wrong in a step of admission. */
final class PluginFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String zh;

    PluginFault(String step, String zh, String en) {
        super(step + " failed: " + en, null, false, false);
        this.zh = "插件的 " + step + " 出错：" + zh;
    }

    Text words() {
        return new Text(zh, getMessage());
    }
}
