package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser without script: keeps cookies of each host and port, follows where it is sent, and presses buttons of forms. */
final class Visitor {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    /** A page that was come to. */
    record Seen(URI at, int status, String body) {
        Seen expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("Expected " + wanted + ", got " + status + " at " + at + ": " + body);
            }
            return this;
        }

        /** Where its first form leads whose address has that in it. */
        URI action(String part) {
            Matcher form = FORM.matcher(body);
            while (form.find()) {
                if (form.group(1).contains(part)) {
                    return at.resolve(form.group(1).replace("&amp;", "&"));
                }
            }
            throw new AssertionError("No form to " + part + " in " + body);
        }

        /** What its forms send without being asked. */
        Map<String, String> hidden() {
            Map<String, String> fields = new LinkedHashMap<>();
            HIDDEN.matcher(body)
                    .results()
                    .forEach(one -> fields.put(one.group(1), one.group(2).replace("&amp;", "&")));
            return fields;
        }
    }

    /** Goes there, and wherever that leads. */
    Seen open(URI address) {
        return follow(once(HttpRequest.newBuilder(address).GET()), address);
    }

    /** Goes there and no further. */
    Seen peek(URI address) {
        HttpResponse<String> answer = once(HttpRequest.newBuilder(address).GET());
        return new Seen(
                address,
                answer.statusCode(),
                answer.headers().firstValue("Location").orElse(answer.body()));
    }

    /** Presses a button of a page: sends those fields, and goes wherever that leads. */
    Seen press(Seen page, URI action, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(page.hidden());
        all.putAll(fields);
        String body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(
                once(HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Origin",
                                page.at().getScheme() + "://" + page.at().getAuthority())
                        .POST(BodyPublishers.ofString(body))),
                action);
    }

    private Seen follow(HttpResponse<String> first, URI from) {
        HttpResponse<String> answer = first;
        URI at = from;
        for (int i = 0; i < 10 && answer.statusCode() / 100 == 3; i++) {
            at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
            answer = once(HttpRequest.newBuilder(at).GET());
        }
        return new Seen(at, answer.statusCode(), answer.body());
    }

    /** The cookie of that name at a place; empty where there is none. */
    String cookie(URI at, String name) {
        return cookies.getOrDefault(at.getAuthority(), Map.of()).getOrDefault(name, "");
    }

    /** Puts a cookie in that another visitor was given. */
    void steal(URI at, String name, String value) {
        cookies.computeIfAbsent(at.getAuthority(), host -> new LinkedHashMap<>())
                .put(name, value);
    }

    private HttpResponse<String> once(HttpRequest.Builder builder) {
        HttpRequest asked = builder.build();
        Map<String, String> own = cookies.computeIfAbsent(asked.uri().getAuthority(), host -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            builder.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = CLIENT.send(
                    builder.header("Accept", "text/html")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(set -> {
                String[] pair = set.split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty() || set.contains("Max-Age=0")) {
                    own.remove(pair[0]);
                } else {
                    own.put(pair[0], pair[1]);
                }
            });
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
