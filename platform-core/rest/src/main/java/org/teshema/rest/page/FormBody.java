package org.teshema.rest.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Reads what a form sends ({@code application/x-www-form-urlencoded}). */
public final class FormBody {
    /** The field in which a form sends the key that it was given for one time. */
    public static final String KEY = "_key";

    private static final int MOST_FIELDS = 200;

    private FormBody() {}

    /** The fields by name; of two with one name the first counts. */
    public static Map<String, String> read(byte[] bytes) {
        String body = new String(bytes, StandardCharsets.UTF_8);
        Map<String, String> fields = new LinkedHashMap<>();
        String[] pairs = body.isEmpty() ? new String[0] : body.split("&", -1);
        if (pairs.length > MOST_FIELDS) {
            throw malformed();
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                fields.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw malformed();
            }
        }
        return fields;
    }

    private static Problem malformed() {
        return Problem.of(
                ProblemType.INVALID, "表单内容不完整，请返回重新填写。", "The form is broken. Please go back and fill it in again.");
    }
}
