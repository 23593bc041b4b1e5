package org.teshema.api.text;

/** The languages every page and message exists in. */
public enum Language {
    /** Simplified Chinese, the first language. */
    ZH,
    /** English. */
    EN
}
