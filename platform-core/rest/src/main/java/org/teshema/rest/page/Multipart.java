package org.teshema.rest.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * What a form with files sends ({@code multipart/form-data}, RFC 7578). Of a file nothing is taken but its bytes and the field it was
 * chosen in: the name it has on the phone and the type that the browser supposes are read by nobody.
 */
public final class Multipart {
    /** How large the body of a form with photos may be. */
    public static final int MOST_BYTES = 12 << 20;

    /** The content type of such a form. */
    public static final String TYPE = "multipart/form-data";

    private static final int MOST_PARTS = 220;
    private static final int MOST_TEXT = 256 * 1024;
    private static final int LONGEST_HEADERS = 2048;
    private static final byte[] LINE = {'\r', '\n'};
    private static final byte[] BLANK = {'\r', '\n', '\r', '\n'};
    private static final byte[] DASHES = {'-', '-'};
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([0-9A-Za-z'()+_,./:=?-]{1,70}))\\s*(?:;|$)");
    private static final Pattern DISPOSITION =
            Pattern.compile("content-disposition:\\s*form-data\\s*(;.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile(";\\s*name=\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE =
            Pattern.compile(";\\s*filename\\*?=(\"(?:[^\"\\\\]|\\\\.)*+\"|[^;]*)", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final byte[] body;
    private final byte[] delimiter;
    private int at;
    private int text;
    private int parts;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether a body of that content type is such a form.
     *
     * @param contentType as the request says; may be null
     */
    public static boolean is(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /**
     * Reads it.
     *
     * @throws Problem INVALID where it is not whole and not in the one form that browsers send
     */
    public static Multipart read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed();
        }
        var read = new Multipart(body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        read.all();
        return read;
    }

    /** The texts by field; of two in one field the first counts. */
    public Map<String, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** The bytes of the files by field, those of none bytes among them; where no file was chosen there is none. */
    public Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
    }

    private void all() {
        byte[] first = Arrays.copyOfRange(delimiter, LINE.length, delimiter.length);
        if (!isAt(0, first)) {
            throw malformed();
        }
        at = first.length;
        while (!isAt(at, DASHES)) {
            if (!isAt(at, LINE) || ++parts > MOST_PARTS) {
                throw malformed();
            }
            part();
        }
    }

    /** One part, from the line end behind its delimiter to behind the next delimiter. */
    private void part() {
        int headers = at + LINE.length;
        int blank = find(BLANK, headers, headers + LONGEST_HEADERS);
        int end = blank < 0 ? -1 : find(delimiter, blank + LINE.length, body.length);
        if (end < 0) {
            throw malformed();
        }
        int start = blank + BLANK.length;
        String disposition = disposition(new String(body, headers, blank - headers, StandardCharsets.UTF_8));
        String name = name(disposition);
        // An empty part ends where it begins: the line end before the delimiter is the one behind the headers.
        byte[] content = Arrays.copyOfRange(body, start, Math.max(start, end));
        Matcher file = FILE.matcher(disposition);
        if (!file.find()) {
            text += content.length;
            if (text > MOST_TEXT) {
                throw malformed();
            }
            fields.putIfAbsent(name, new String(content, StandardCharsets.UTF_8));
        } else if (content.length > 0 || !file.group(1).equals("\"\"")) {
            files.putIfAbsent(name, content);
        }
        at = end + delimiter.length;
    }

    private static String disposition(String headers) {
        for (String line : headers.split("\r\n", -1)) {
            Matcher matcher = DISPOSITION.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        throw malformed();
    }

    private static String name(String disposition) {
        Matcher name = NAME.matcher(disposition);
        return Optional.of(name)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .filter(found -> !found.isEmpty())
                .orElseThrow(Multipart::malformed);
    }

    private int find(byte[] what, int from, int to) {
        int last = Math.min(to, body.length) - what.length;
        for (int i = from; i <= last; i++) {
            if (body[i] == what[0] && isAt(i, what)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(int from, byte[] what) {
        return from + what.length <= body.length && Arrays.equals(body, from, from + what.length, what, 0, what.length);
    }

    private static Problem malformed() {
        return Problem.of(
                ProblemType.INVALID,
                "表单内容不完整，可能是上传中断；请返回重新提交。",
                "The form is broken; the upload may have been cut off. Please go back and send it again.");
    }
}
