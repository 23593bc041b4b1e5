package org.teshema.trust.keys;

/** The occasion for which codes are made; each has issuing keys of its own, so that trouble with one leaves the others. */
public enum CodeClass {
    /** 存量: devices in use before the code came. */
    STOCK("存量"),
    /** 新增: devices registered since. */
    NEW("新增"),
    /** 补换: codes that take the place of lost or damaged ones. */
    REPLACEMENT("补换");

    private final String zh;

    CodeClass(String zh) {
        this.zh = zh;
    }

    /** The Chinese word. */
    public String zh() {
        return zh;
    }
}
