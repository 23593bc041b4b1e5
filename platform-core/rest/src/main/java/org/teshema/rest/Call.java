package org.teshema.rest;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.auth.Tokens;
import org.teshema.rest.read.Reads;

/**
 * One request as a resource sees it: who asks, in which language, for which page, under which key. A resource method takes it as
 * {@code @Context Call call}. Belongs to one request; the actor is looked up when it is first asked for.
 */
public final class Call {
    /** Name of the cookie that carries the token of a browser. */
    public static final String COOKIE = "teshema";

    private static final String BEARER = "Bearer ";

    private final HttpServletRequest request;
    private final Tokens tokens;
    private Optional<Actor> actor;

    /** The call that this request makes. */
    public Call(HttpServletRequest request, Tokens tokens) {
        this.request = request;
        this.tokens = tokens;
    }

    /**
     * Who asks.
     *
     * @throws Problem {@link ProblemType#UNAUTHENTICATED} when nobody is logged in
     */
    public Actor actor() {
        return actorIfAny().orElseThrow(Call::notLoggedIn);
    }

    /**
     * Who asks, empty for the public. A cookie that has run out counts as nobody; a bearer token that has run out is a problem, since a
     * program that sends one means it.
     */
    public Optional<Actor> actorIfAny() {
        if (actor == null) {
            actor = find();
            actor.ifPresent(reader -> Reads.by(request, reader));
        }
        return actor;
    }

    /** What is answered holds what is not for everybody: the page of this path. */
    public void personal() {
        personal(request.getRequestURI());
    }

    /** The same, of what goes by that name: of a scan the device, whose code is longer. */
    public void personal(String what) {
        Reads.mark(request, what, false);
    }

    /** Whether whoever asks may act for other organisations too. */
    public boolean servesSeveral() {
        return actorIfAny().isPresent() && token().filter(tokens::servesSeveral).isPresent();
    }

    private Optional<Actor> find() {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            Optional<Actor> found = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? tokens.actorOf(authorization.substring(BEARER.length()).trim())
                    : Optional.empty();
            return Optional.of(found.orElseThrow(Call::notLoggedIn));
        }
        return cookie(COOKIE).flatMap(tokens::actorOf);
    }

    /** The token this request came with, from header or cookie. */
    public Optional<String> token() {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).trim());
        }
        return cookie(COOKIE);
    }

    /**
     * The change that is asked for: who asks and the header {@code Idempotency-Key}.
     *
     * @throws Problem when nobody is logged in or the key is missing or malformed
     */
    public WriteRequest write() {
        return write(request.getHeader("Idempotency-Key"));
    }

    /** The change that is asked for by a form, which carries its key in a field. */
    public WriteRequest write(String key) {
        return new WriteRequest(actor(), key);
    }

    /** The language to answer in: {@code ?lang=}, else what the client prefers, else Chinese. */
    public Language language() {
        Optional<String> asked = query("lang");
        if (asked.isPresent()) {
            return switch (asked.get().toLowerCase(Locale.ROOT)) {
                case "zh", "zh-cn" -> Language.ZH;
                case "en" -> Language.EN;
                default ->
                    throw Problem.inField(
                            ProblemType.INVALID,
                            "lang",
                            "语言只有 zh（中文）和 en（英文）。",
                            "The languages are zh (Chinese) and en (English).");
            };
        }
        return preferred(request.getHeader("Accept-Language"));
    }

    /** The page of a list that is asked for with {@code ?limit=} and {@code ?cursor=}. */
    public Cursor page() {
        return Cursor.of(query("cursor"), query("limit").map(Call::whole));
    }

    /** The first value of a query parameter, decoded; empty when it is not there. */
    public Optional<String> query(String name) {
        String query = request.getQueryString();
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals == name.length() && pair.startsWith(name)) {
                return Optional.of(decoded(name, pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** The same call without those parameters. */
    public Call without(Set<String> names) {
        String query = request.getQueryString();
        String rest = query == null
                ? null
                : Arrays.stream(query.split("&", -1))
                        .filter(pair -> !names.contains(pair.substring(0, Math.max(pair.indexOf('='), 0))))
                        .collect(Collectors.joining("&"));
        Call without = new Call(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getQueryString() {
                        return rest;
                    }
                },
                tokens);
        without.actor = actor;
        return without;
    }

    /** Whether the header {@code Prefer} (RFC 7240) names that preference. */
    public boolean prefers(String preference) {
        for (String header : Collections.list(request.getHeaders("Prefer"))) {
            for (String one : header.split(",", 20)) {
                if (one.split(";", 2)[0].trim().equalsIgnoreCase(preference)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The network address the request came from. */
    public String client() {
        return request.getRemoteAddr();
    }

    /** The request itself, for what this class has no word for. */
    public HttpServletRequest request() {
        return request;
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        return cookie(request, name);
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The language an {@code Accept-Language} header prefers; Chinese when it names neither. */
    static Language preferred(String header) {
        if (header == null) {
            return Language.ZH;
        }
        double zh = -1;
        double en = -1;
        for (String range : header.split(",", 20)) {
            String[] parts = range.trim().toLowerCase(Locale.ROOT).split("\\s*;\\s*q=", 2);
            double weight = weight(parts);
            if (parts[0].equals("zh") || parts[0].startsWith("zh-")) {
                zh = Math.max(zh, weight);
            } else if (parts[0].equals("en") || parts[0].startsWith("en-")) {
                en = Math.max(en, weight);
            }
        }
        return en > zh && en > 0 ? Language.EN : Language.ZH;
    }

    private static double weight(String[] parts) {
        if (parts.length == 1) {
            return 1;
        }
        try {
            return Double.parseDouble(parts[1]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "limit",
                    "limit 应为 1 到 " + Cursor.MOST + " 的整数。",
                    "limit is a whole number from 1 to " + Cursor.MOST + ".");
        }
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    name,
                    "参数 " + name + " 的百分号编码不完整。",
                    "The percent-encoding of parameter " + name + " is broken.");
        }
    }

    private static Problem notLoggedIn() {
        return Problem.of(
                ProblemType.UNAUTHENTICATED,
                "请先登录；登录状态或令牌可能已过期。",
                "Please log in. The session or token may have expired.");
    }
}
