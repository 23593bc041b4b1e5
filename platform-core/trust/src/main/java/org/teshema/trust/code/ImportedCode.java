package org.teshema.trust.code;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.trust.code.CodeReading.LookUp;
import org.teshema.trust.code.CodeReading.Refused;

/**
 * Codes that somebody else issued, above all the city's big-data centre: an address whose last part means nothing to us.
 * Nothing in it proves that it is genuine; it is answered when it was imported and not otherwise.
 *
 * <p>An address is recognised when it begins with one of the configured beginnings and goes on with 8 to 128 letters,
 * digits, {@code - _}. Digits alone are recognised up to 32 of them: longer rows of digits are signed codes, whole or
 * damaged. Scheme and host are compared without regard to case, the rest as printed. Thread-safe.
 */
public final class ImportedCode implements CodeFormat {
    /** The name of the format. */
    public static final String NAME = "opaque-v1";

    private static final Pattern BEGINNING = Pattern.compile("https?://[a-z0-9.:-]{1,80}/[A-Za-z0-9/_.?=&-]{0,80}");
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9_-]{8,128}");
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{33,}");
    private static final Pattern HEAD = Pattern.compile("([A-Za-z]{4,5}://[^/]*)(/.*)");

    private final List<String> beginnings;

    /**
     * The format for these issuers.
     *
     * @param beginnings what their addresses begin with, such as {@code https://s.sh.gov.cn/}; scheme and host in lower
     *     case
     */
    public ImportedCode(List<String> beginnings) {
        this.beginnings = List.copyOf(beginnings);
        for (String one : this.beginnings) {
            if (!BEGINNING.matcher(one).matches() || one.contains("..")) {
                throw new IllegalArgumentException("外来码前缀无效，应形如 https://s.sh.gov.cn/ / invalid beginning of imported"
                        + " codes, it looks like https://s.sh.gov.cn/: " + one);
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(String text) {
        return normal(text).isPresent();
    }

    @Override
    public CodeReading read(CodePrefix prefix, String text) {
        Optional<String> key = normal(text);
        return key.isPresent()
                ? new LookUp(NAME, key.get())
                : Refused.because(Reason.MALFORMED, "不是已登记来源的外来码", "not a code of a registered issuer");
    }

    /** The one form under which a code is stored and looked up; empty when the text is none of these codes. */
    public Optional<String> normal(String text) {
        Objects.requireNonNull(text, "text");
        Matcher head = text.length() > CodeReader.LONGEST ? null : HEAD.matcher(text);
        if (head == null || !head.matches()) {
            return Optional.empty();
        }
        String url = head.group(1).toLowerCase(Locale.ROOT) + head.group(2);
        for (String beginning : beginnings) {
            if (url.startsWith(beginning)) {
                String body = url.substring(beginning.length());
                if (BODY.matcher(body).matches() && !LONG_NUMBER.matcher(body).matches()) {
                    return Optional.of(url);
                }
            }
        }
        return Optional.empty();
    }
}
