package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.rest.TestServer;

/** The tables of a page as somebody takes them along, held against the page. */
public final class Taken {
    private static final Pattern CHOICE = Pattern.compile("<select id=\"q-table\".*?</select>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option value=\"([a-z]+)\">");
    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]+)");

    private Taken() {}

    /** Each table that the page offers, by its name, as csv; together they have the rows of the page, and no cell that it has not. */
    public static Map<String, String> along(TestServer server, String path, String token) {
        String page = get(server, path, token).body();
        Map<String, String> files = new LinkedHashMap<>();
        Matcher choice = CHOICE.matcher(page);
        assertTrue(choice.find(), page);
        OPTION.matcher(choice.group()).results().forEach(option -> {
            String file =
                    path + (path.contains("?") ? "&" : "?") + "table=" + option.group(1) + "&purpose=AUDIT&format=";
            HttpResponse<String> csv = get(server, file + "csv", token);
            files.put(option.group(1), csv.body());
            String named = path.replaceAll("[?].*", "").substring(1).replace('/', '-') + "-" + option.group(1);
            assertEquals(
                    "attachment; filename=\"" + named + ".csv\"",
                    csv.headers().firstValue("Content-Disposition").orElse(""));
            assertTrue(get(server, file + "xlsx", token).body().startsWith("PK"), file);
        });
        List<String> rows =
                files.values().stream().flatMap(file -> file.lines().skip(1)).toList();
        assertEquals(
                count(page, "<tr>") - count(page, "<thead>") + count(page, "<dt>") + count(page, "<time "),
                rows.size(),
                () -> path + files + page);
        for (String row : rows) {
            CELL.matcher(row).results().forEach(cell -> {
                String words =
                        cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\"");
                assertTrue(page.contains(">" + escaped(words) + "<"), () -> words + " is not in the page: " + page);
            });
        }
        return files;
    }

    private static HttpResponse<String> get(TestServer server, String path, String token) {
        HttpResponse<String> answer = server.get(path, "Accept", "text/html", "Cookie", "teshema=" + token);
        assertEquals(200, answer.statusCode(), answer::body);
        return answer;
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static int count(String page, String tag) {
        return page.split(Pattern.quote(tag), -1).length - 1;
    }
}
