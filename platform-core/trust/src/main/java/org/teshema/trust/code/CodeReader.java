package org.teshema.trust.code;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.teshema.trust.code.CodeReading.Refused;

/**
 * Reads whatever comes out of a scanner or arrives in an address, in every format there is.
 *
 * <p>It never throws and never looks at more than {@value #LONGEST} characters. Signatures are verified here, before any
 * database is asked. Thread-safe.
 */
public final class CodeReader {
    /** Longer texts are refused unread; the longest code has fewer than 300 characters. */
    public static final int LONGEST = 512;

    private final CodePrefix prefix;
    private final List<CodeFormat> formats;

    /**
     * A reader for one city.
     *
     * @param prefix of the city's codes
     * @param formats all that were ever printed, with different names
     */
    public CodeReader(CodePrefix prefix, List<CodeFormat> formats) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.formats = List.copyOf(formats);
        long names = this.formats.stream().map(CodeFormat::name).distinct().count();
        if (names != this.formats.size()) {
            throw new IllegalArgumentException("码格式名称重复 / two code formats have the same name");
        }
    }

    /** The prefix of the city's codes. */
    public CodePrefix prefix() {
        return prefix;
    }

    /** The names of all formats that it reads. */
    public List<String> formats() {
        return formats.stream().map(CodeFormat::name).toList();
    }

    /**
     * Reads what follows the prefix in an address.
     *
     * @param text as it arrived, not decoded again
     */
    public CodeReading readText(String text) {
        Optional<Refused> unreadable = unreadable(text);
        if (unreadable.isPresent()) {
            return unreadable.get();
        }
        Optional<CodeReading> whole = recognised(prefix.url() + text);
        return whole.or(() -> recognised(text)).orElseGet(() -> refused(text));
    }

    /**
     * Reads a whole scanned string, usually an address.
     *
     * @param scanned scheme and host in any case; white space around it is ignored
     */
    public CodeReading readUrl(String scanned) {
        Optional<Refused> unreadable = unreadable(scanned == null ? null : scanned.strip());
        if (unreadable.isPresent()) {
            return unreadable.get();
        }
        String url = lowerSchemeAndHost(scanned.strip());
        if (url.startsWith(prefix.url())) {
            return readText(url.substring(prefix.url().length()));
        }
        return recognised(url).orElseGet(() -> {
            if (!url.contains("://")) {
                return Refused.because(Reason.MALFORMED, "应以 " + prefix + " 开头", "expected it to begin with " + prefix);
            }
            return Refused.because(
                    Reason.OTHER_CITY, "本市的码以 " + prefix + " 开头", "codes of this city begin with " + prefix);
        });
    }

    private Optional<CodeReading> recognised(String text) {
        for (CodeFormat format : formats) {
            if (format.recognises(text)) {
                return Optional.of(format.read(prefix, text));
            }
        }
        return Optional.empty();
    }

    private CodeReading refused(String text) {
        return formats.stream()
                .flatMap(format -> format.damaged(text).stream())
                .findFirst()
                .orElseGet(() -> Refused.because(
                        Reason.MALFORMED, "请重新扫描或输入 13 位短号", "scan again or type the 13-digit short number"));
    }

    private static Optional<Refused> unreadable(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.of(Refused.because(Reason.MALFORMED, "内容为空", "there is nothing to read"));
        }
        if (text.length() > LONGEST) {
            return Optional.of(
                    Refused.because(Reason.TOO_LONG, "最多 " + LONGEST + " 个字符", "at most " + LONGEST + " characters"));
        }
        if (!isPlain(text) || text.contains("..")) {
            return Optional.of(Refused.because(Reason.MALFORMED, "含有不允许的字符", "it has characters no code has"));
        }
        return Optional.empty();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '%' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String lowerSchemeAndHost(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return url;
        }
        int path = url.indexOf('/', scheme + 3);
        int end = path < 0 ? url.length() : path;
        return url.substring(0, end).toLowerCase(Locale.ROOT) + url.substring(end);
    }
}
