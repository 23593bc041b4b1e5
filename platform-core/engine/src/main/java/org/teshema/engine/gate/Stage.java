package org.teshema.engine.gate;

import org.teshema.api.text.Text;

/** Where a plugin stands at the gate. */
public enum Stage {
    /** Seen, not yet decided on. */
    PROPOSED("待准入", "Proposed"),
    /** Admitted, and it answers. */
    SERVING("服务中", "Serving"),
    /** Admitted, and it answers for its share of the devices alone, beside the live release. */
    CANARY("试行中", "On trial"),
    /** Admitted, while a higher version of it answers. */
    STANDBY("备用", "Standing by"),
    /** Its process died too often: it is not called and not started again. */
    QUARANTINED("已隔离", "Quarantined"),
    /** Kept out. */
    REFUSED("已拒绝", "Refused"),
    /** Its jar was taken away; calls into it are coming to an end. */
    LEAVING("退出中", "Leaving");

    private final String zh;
    private final String en;

    Stage(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The stage in a word. */
    public Text word() {
        return new Text(zh, en);
    }
}
