package org.teshema.rest.page;

import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.rest.Call;
import org.teshema.web.Frame;

/** What surrounds a page, from the request it answers. */
public final class Frames {
    private Frames() {}

    /** The frame of a page for this call. */
    public static Frame of(Call call) {
        return of(call, call.language(), call.actorIfAny());
    }

    /** The same where language and reader are known already. */
    public static Frame of(Call call, Language language, Optional<Actor> actor) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = call.request().getQueryString();
        if (raw != null) {
            for (String pair : raw.split("&", 20)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    put(query, pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
        }
        boolean asked = query.remove("lang") != null;
        boolean large = "1".equals(query.remove("large"));
        return new Frame(
                language,
                asked,
                large,
                call.request().getRequestURI(),
                query,
                actor.map(Frames::person),
                actor.isPresent() && call.servesSeveral());
    }

    /** Who is logged in, in words. */
    public static String person(Actor actor) {
        return actor.organisation().name() + "（" + actor.login() + "）";
    }

    private static void put(Map<String, String> query, String name, String value) {
        try {
            query.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // A broken parameter is not carried on; whoever needs it says so.
            query.remove(name);
        }
    }

    /** A page that is made for one reader and kept nowhere. */
    public static Response page(int status, String html) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept, Accept-Language, Cookie")
                .entity(html.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
