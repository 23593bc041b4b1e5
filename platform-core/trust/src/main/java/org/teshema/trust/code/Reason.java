package org.teshema.trust.code;

/** Why a text is not answered as a code of this city. The names are stable: they are shown in interfaces and counted. */
public enum Reason {
    /** Not the text of any known format. */
    MALFORMED("文字不是本市特种设备码的格式", "the text is not in the form of a code of this city"),
    /** The beginning of a code whose end is missing. */
    TRUNCATED("码不完整，后面的数字缺失", "the code is incomplete, its last digits are missing"),
    /** A link to another host or path. */
    OTHER_CITY("不是本市的特种设备码", "this is not a code of this city"),
    /** Right in form, but not signed by this city for this address. */
    WRONG_SIGNATURE("签名不符，不是本市签发的码", "the signature does not fit, this city did not issue the code"),
    /** Signed with a key that the city does not have. */
    UNKNOWN_KEY("签发密钥未知", "the issuing key is unknown"),
    /** Issued by the city, but with a key whose time is over, or that was not in its time when the code was signed. */
    EXPIRED_KEY("签发密钥已过期", "the issuing key is out of date"),
    /** Longer than any code. */
    TOO_LONG("文字过长", "the text is too long");

    private final String zh;
    private final String en;

    Reason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The reason in words. */
    public Wording wording() {
        return new Wording(zh, en);
    }
}
