package org.teshema.engine.scan;

import org.teshema.api.code.CodeState;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;
import org.teshema.trust.code.Reason;

/**
 * What the core says of a scanned code, whatever plugins do. Names are stable: they stand in interfaces and are counted.
 */
public enum Verdict {
    /** Genuine, and bound to a device. */
    GENUINE(200, "check", Tone.GOOD, "真码", "Genuine code", "真码，已绑定设备。", "A genuine code, bound to a device."),
    /** Genuine, and not given out yet. */
    NOT_IN_USE(
            200,
            "clock",
            Tone.WARNING,
            "未启用",
            "Not in use",
            "真码，尚未发放使用。",
            "A genuine code that was not given out yet."),
    /** Genuine, given out to a using unit, and not bound yet. */
    CLAIMED(
            200,
            "tag",
            Tone.WARNING,
            "待绑定",
            "Awaiting binding",
            "真码，已发放给使用单位，尚未绑定设备。",
            "A genuine code, given out to a using unit and not bound to a device yet."),
    /** Genuine and bound, its use interrupted. */
    SUSPENDED(200, "pause", Tone.WARNING, "已暂停", "Suspended", "真码，其使用已暂停。", "A genuine code whose use is suspended."),
    /** Genuine and bound, its use interrupted together with the set its device belongs to. */
    SET_SUSPENDED(
            200,
            "pause",
            Tone.WARNING,
            "整套已暂停",
            "Set suspended",
            "真码；它所属的成套设备（母码）已暂停使用。",
            "A genuine code; the set it belongs to (its mother code) is suspended."),
    /** Another code has taken its place. */
    REPLACED(
            410, "swap", Tone.WARNING, "已换码", "Replaced", "此码已由新码取代。", "Another code has taken the place of this one."),
    /** Withdrawn for good. */
    REVOKED(
            410,
            "cross",
            Tone.BAD,
            "已注销",
            "Withdrawn",
            "此码已注销，不再有效。",
            "This code was withdrawn and is no longer valid."),
    /** Damaged or lost before it was bound. */
    SPOILED(410, "cross", Tone.BAD, "已作废", "Void", "此码在绑定前已作废。", "This code was made void before it was bound."),
    /** Nothing of the kind is registered. */
    UNKNOWN(
            404,
            "question",
            Tone.BAD,
            "未登记",
            "Not registered",
            "本市没有登记此码。",
            "This code is not registered in this city."),
    /** Not the text of a code. */
    MALFORMED(
            400,
            "question",
            Tone.WARNING,
            "无法识别",
            "Not readable",
            "扫到的内容不是完整的特种设备码。",
            "What was scanned is not a whole code."),
    /** A code or link of somebody else. */
    OTHER_CITY(
            404, "globe", Tone.WARNING, "非本市码", "Not of this city", "这不是本市的特种设备码。", "This is not a code of this city."),
    /** Looks like a code of the city and was not signed by it. */
    FORGED(404, "shield-cross", Tone.BAD, "伪码", "Forged", "此码不是本市签发的。", "This code was not issued by this city."),
    /** Issued by the city, but its key's time is over. */
    EXPIRED(
            410,
            "clock-cross",
            Tone.BAD,
            "已过期",
            "Out of date",
            "此码的签发密钥已过有效期。",
            "The key this code was signed with is out of date."),
    /** The signature is genuine; the register cannot be read right now. */
    SIGNATURE_ONLY(
            503,
            "shield",
            Tone.PLAIN,
            "签名有效",
            "Signature genuine",
            "此码由本市签发；登记信息暂时无法读取。",
            "This code was issued by this city; the register cannot be read right now."),
    /** Nothing can be said while the register cannot be read. */
    UNAVAILABLE(
            503,
            "cloud-cross",
            Tone.WARNING,
            "暂时无法查询",
            "Cannot be looked up now",
            "登记信息暂时无法读取，不能判断真伪。",
            "The register cannot be read right now, so nothing can be said of this code.");

    private final int status;
    private final String icon;
    private final Tone tone;
    private final String wordZh;
    private final String wordEn;
    private final String meaningZh;
    private final String meaningEn;

    Verdict(int status, String icon, Tone tone, String wordZh, String wordEn, String meaningZh, String meaningEn) {
        this.status = status;
        this.icon = icon;
        this.tone = tone;
        this.wordZh = wordZh;
        this.wordEn = wordEn;
        this.meaningZh = meaningZh;
        this.meaningEn = meaningEn;
    }

    /** The HTTP status it is answered with: never 200 for what is not a code in its normal life. */
    public int status() {
        return status;
    }

    /** Name of the icon shown with it. */
    public String icon() {
        return icon;
    }

    /** How it is meant; shown by word and icon too, never by colour alone. */
    public Tone tone() {
        return tone;
    }

    /** The verdict in a word or two. */
    public Text word() {
        return new Text(wordZh, wordEn);
    }

    /** The verdict in a sentence. */
    public Text meaning() {
        return new Text(meaningZh, meaningEn);
    }

    /** Whether the code is tied to a device that is shown. */
    public boolean showsDevice() {
        return this == GENUINE || this == SUSPENDED || this == SET_SUSPENDED;
    }

    /** What a genuine code in that state is told as. */
    static Verdict of(CodeState state) {
        return switch (state) {
            // The first two belong to orders; a code in the register has neither.
            case ORDERED, APPROVED, MADE, PRINTED, STOCKED, IN_TRANSIT -> NOT_IN_USE;
            case CLAIMED -> CLAIMED;
            case BOUND -> GENUINE;
            case SUSPENDED -> SUSPENDED;
            case REPLACED -> REPLACED;
            case REVOKED -> REVOKED;
            case SPOILED -> SPOILED;
        };
    }

    /** What a text refused for that reason is told as. */
    static Verdict of(Reason reason) {
        return switch (reason) {
            case MALFORMED, TRUNCATED, TOO_LONG -> MALFORMED;
            case OTHER_CITY -> OTHER_CITY;
            case WRONG_SIGNATURE, UNKNOWN_KEY -> FORGED;
            case EXPIRED_KEY -> EXPIRED;
        };
    }
}
