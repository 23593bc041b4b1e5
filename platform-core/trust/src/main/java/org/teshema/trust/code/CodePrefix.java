package org.teshema.trust.code;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the text of every code of the city: {@code https://s.sh.gov.cn/s/}. It is signed with each code, so a
 * code is worth nothing under another host or path.
 *
 * <p>It is printed a million times and must never change; the shorter it is, the coarser the symbol (24 characters leave
 * version 8 at error correction Q).
 *
 * @param scheme {@code https}; {@code http} only for trials on one machine
 * @param host lower-case name or IPv4 address, with an optional port
 * @param path lower-case letters, digits, {@code - _ /}; begins and ends with {@code /}, no empty segment
 */
public record CodePrefix(String scheme, String host, String path) {
    /** The most characters of a whole prefix. */
    public static final int LONGEST = 60;

    private static final Pattern HOST = Pattern.compile(
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[1-9][0-9]{0,4})?");
    private static final Pattern PATH = Pattern.compile("/([a-z0-9_-]+/)*");
    private static final Pattern URL = Pattern.compile("([a-z]{1,10})://([^/]{1,80})(/.{0,80})");

    /** Checks the parts. */
    public CodePrefix {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw invalid("协议应为 https", "the scheme is https", scheme);
        }
        if (host.length() + path.length() + scheme.length() + 3 > LONGEST) {
            throw invalid("最长 " + LONGEST + " 个字符", "it has at most " + LONGEST + " characters", host + path);
        }
        if (!HOST.matcher(host).matches()) {
            throw invalid("主机应为小写域名", "the host is a lower-case name", host);
        }
        if (!PATH.matcher(path).matches()) {
            throw invalid(
                    "路径应为小写，以 / 开头和结尾，无查询串", "the path is lower-case, begins and ends with /, has no query", path);
        }
    }

    /**
     * The prefix of its printed form.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static CodePrefix parse(String url) {
        Matcher parts = URL.matcher(url);
        if (url.length() > LONGEST || !parts.matches()) {
            String shown = url.length() > LONGEST ? url.substring(0, LONGEST) + "…" : url;
            throw invalid("应形如 https://s.sh.gov.cn/s/", "it looks like https://s.sh.gov.cn/s/", shown);
        }
        return new CodePrefix(parts.group(1), parts.group(2), parts.group(3));
    }

    /** The printed form, ending with {@code /}; a code's text follows it directly. */
    public String url() {
        return scheme + "://" + host + path;
    }

    @Override
    public String toString() {
        return url();
    }

    private static IllegalArgumentException invalid(String zh, String en, String was) {
        return new IllegalArgumentException("码前缀无效，" + zh + " / invalid code prefix, " + en + ": " + was);
    }
}
