package org.teshema.engine.problem;

import org.teshema.api.text.Text;

/** The stable types of problem. A type's slug is part of the REST contract and is never renamed. */
public enum ProblemType {
    /** A value is missing or not of its form. */
    INVALID(400, "invalid-value", "输入有误", "Invalid value"),
    /** Nobody is logged in, or the token has expired. */
    UNAUTHENTICATED(401, "not-logged-in", "请先登录", "Not logged in"),
    /** The role or district of the account does not allow it. */
    FORBIDDEN(403, "not-allowed", "无此权限", "Not allowed"),
    /** There is no such thing, or the account may not know of it. */
    NOT_FOUND(404, "not-found", "未找到", "Not found"),
    /** The thing is in a state that does not allow it. */
    WRONG_STATE(409, "wrong-state", "当前状态不允许", "Wrong state"),
    /** The thing was changed by somebody else meanwhile. */
    STALE_VERSION(409, "stale-version", "数据已被他人修改", "Stale version"),
    /** The device has a code, or the code a device, already. */
    ALREADY_BOUND(409, "already-bound", "已绑定", "Already bound"),
    /** The device is part of a set already. */
    ALREADY_IN_SET(409, "already-in-set", "已在成套设备中", "Already in a set"),
    /** The set has as many children in that role as it may have. */
    SET_FULL(409, "set-full", "成套设备数量已满", "The set is full"),
    /** A range of codes overlaps another hand-over or is not held by the giver. */
    RANGE_NOT_HELD(409, "range-not-held", "号段不在本单位保管", "Range not held"),
    /** The Idempotency-Key was used for a different request. */
    KEY_REUSED(409, "idempotency-key-reused", "幂等键已用于其他请求", "Idempotency-Key reused"),
    /** Position not among those permitted for this device. */
    POSITION_NOT_PERMITTED(422, "position-not-permitted", "张贴位置不允许", "Position not permitted"),
    /** The title printed on the label is not the one for this kind of device. */
    LABEL_NOT_FOR_DEVICE(422, "label-not-for-device", "标牌与设备不符", "Label not for this device"),
    /** A plugin's release did not pass the gate. */
    RELEASE_REFUSED(422, "release-refused", "插件发布未获准", "Release refused"),
    /** Too many tries in a short time. */
    THROTTLED(429, "too-many-tries", "操作过于频繁", "Too many tries"),
    /** Printed files could not be written or did not read back. */
    PRINTING_FAILED(500, "printing-failed", "印制失败", "Printing failed"),
    /** A plugin does not answer right now, and nothing can stand in for it. */
    PLUGIN_AWAY(503, "plugin-away", "应用暂不可用", "Application away"),
    /** The database cannot be reached. */
    DATABASE_AWAY(503, "database-away", "数据库暂不可用", "Database away");

    private final int status;
    private final String slug;
    private final String zh;
    private final String en;

    ProblemType(int status, String slug, String zh, String en) {
        this.status = status;
        this.slug = slug;
        this.zh = zh;
        this.en = en;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** Its stable name: the last segment of the problem's {@code type} URI. */
    public String slug() {
        return slug;
    }

    /** The same few words for every problem of the type. */
    public Text title() {
        return new Text(zh, en);
    }
}
