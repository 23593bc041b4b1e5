package org.teshema.engine.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.oidc.Refused.Reason;

/**
 * What is known of the provider: asked for when it is first needed and again when it is old, or when a token names a key nobody has heard
 * of; that at most once a minute, whoever sends how many of them. Thread-safe.
 */
final class Provider {
    /** How long a description and keys are good for. */
    static final Duration GOOD = Duration.ofHours(1);

    /** How long nobody asks for keys again because of one that is unknown. */
    static final Duration REST = Duration.ofMinutes(1);

    /** How long nobody asks again where the provider did not answer. */
    static final Duration AWAY = Duration.ofSeconds(5);

    private final String issuer;
    private final Web web;
    private final InstantSource clock;
    private Optional<Described> described = Optional.empty();
    private Optional<Keys> keys = Optional.empty();
    private Instant failed = Instant.MIN;
    private Instant asked = Instant.MIN;

    private record Described(Endpoints endpoints, Instant at) {}

    private record Keys(List<JWK> all, Instant at) {}

    Provider(String issuer, Web web, InstantSource clock) {
        this.issuer = issuer;
        this.web = web;
        this.clock = clock;
    }

    /** Where its places are. */
    synchronized Endpoints endpoints() throws Refused {
        Instant now = clock.instant();
        if (described.isPresent() && isWithin(described.get().at(), now, GOOD)) {
            return described.get().endpoints();
        }
        try {
            String json = answer(URI.create(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration"), now);
            Endpoints endpoints = Endpoints.parse(json, issuer);
            described = Optional.of(new Described(endpoints, now));
            return endpoints;
        } catch (Refused e) {
            // Where it was yesterday is where it is while it does not answer.
            if (e.reason() == Reason.AWAY && described.isPresent()) {
                return described.get().endpoints();
            }
            throw e;
        }
    }

    /** The key of that id; the one there is where a token names none. */
    synchronized JWK key(Optional<String> id) throws Refused {
        Instant now = clock.instant();
        if (keys.isEmpty() || !isWithin(keys.get().at(), now, GOOD)) {
            fetch(now);
        }
        Optional<JWK> found = find(id);
        if (found.isEmpty() && !isWithin(asked, now, REST)) {
            asked = now;
            fetch(now);
            found = find(id);
        }
        return found.orElseThrow(() -> new Refused(Reason.KEY));
    }

    private Optional<JWK> find(Optional<String> id) {
        List<JWK> all = keys.orElseThrow().all();
        if (id.isEmpty()) {
            return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
        }
        List<JWK> named =
                all.stream().filter(key -> id.get().equals(key.getKeyID())).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private void fetch(Instant now) throws Refused {
        try {
            keys = Optional.of(
                    new Keys(JWKSet.parse(answer(endpoints().keys(), now)).getKeys(), now));
        } catch (ParseException e) {
            throw new Refused(Reason.FORM);
        }
    }

    private String answer(URI from, Instant now) throws Refused {
        if (isWithin(failed, now, AWAY)) {
            throw new Refused(Reason.AWAY);
        }
        try {
            return web.get(from);
        } catch (Refused e) {
            failed = now;
            throw e;
        }
    }

    private static boolean isWithin(Instant since, Instant now, Duration span) {
        return !since.equals(Instant.MIN)
                && !now.isBefore(since)
                && Duration.between(since, now).compareTo(span) < 0;
    }
}
