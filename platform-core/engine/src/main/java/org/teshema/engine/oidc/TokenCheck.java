package org.teshema.engine.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.engine.oidc.Refused.Reason;

/**
 * Finds out whether a token is what it seems: by an algorithm that is configured, by a key of the provider's, for us, now, and the answer
 * to what was asked. What it does not know it refuses. Thread-safe.
 */
final class TokenCheck {
    private static final int SMALLEST_RSA = 2048;
    private static final int LONGEST_TOKEN = 16_384;
    private static final int LONGEST_SUBJECT = 255;
    private static final String LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout";

    private final OidcSettings settings;
    private final Provider provider;
    private final InstantSource clock;

    TokenCheck(OidcSettings settings, Provider provider, InstantSource clock) {
        this.settings = settings;
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Who logged in there.
     *
     * @param session how the provider calls the session
     * @param secondStep whether it asked for a second factor, by what is configured
     */
    record Known(String subject, Optional<String> session, boolean secondStep) {}

    /**
     * Whose session ended there.
     *
     * @param id of the token, which is good once
     */
    record LoggedOut(String id, Optional<String> subject, Optional<String> session, Instant expires) {}

    /** Who an ID token is about. */
    Known idToken(String token, String nonce) throws Refused {
        JWTClaimsSet claims = signed(token);
        try {
            expected(claims, true);
            String said = claims.getStringClaim("nonce");
            if (said == null || !same(said, nonce)) {
                throw new Refused(Reason.NONCE);
            }
            return new Known(
                    subject(claims).orElseThrow(() -> new Refused(Reason.SUBJECT)),
                    session(claims),
                    secondStep(claims));
        } catch (ParseException e) {
            throw new Refused(Reason.FORM);
        }
    }

    /** Whose session ended there, by a logout token. */
    LoggedOut logoutToken(String token) throws Refused {
        JWTClaimsSet claims = signed(token);
        try {
            expected(claims, false);
            Map<String, Object> events = claims.getJSONObjectClaim("events");
            String id = claims.getJWTID();
            Optional<String> subject = subject(claims);
            Optional<String> session = session(claims);
            boolean isLogout = events != null
                    && events.containsKey(LOGGED_OUT)
                    && claims.getClaim("nonce") == null
                    && id != null
                    && !id.isBlank()
                    && (subject.isPresent() || session.isPresent());
            if (!isLogout) {
                throw new Refused(Reason.NO_LOGOUT);
            }
            Instant given = claims.getIssueTime().toInstant();
            return new LoggedOut(
                    id, subject, session, given.plus(settings.maxLife()).plus(settings.skew()));
        } catch (ParseException e) {
            throw new Refused(Reason.FORM);
        }
    }

    /** What a token says, when its signature is the provider's. */
    private JWTClaimsSet signed(String token) throws Refused {
        if (token.length() > LONGEST_TOKEN) {
            throw new Refused(Reason.TOO_LARGE);
        }
        try {
            JWT parsed = JWTParser.parse(token);
            // Before any key is looked at: an unsigned token and one signed with a secret have no business here.
            if (!(parsed instanceof SignedJWT jwt)
                    || !settings.allows(jwt.getHeader().getAlgorithm())) {
                throw new Refused(Reason.ALGORITHM);
            }
            JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
            JWK key = provider.key(Optional.ofNullable(jwt.getHeader().getKeyID()));
            if (!jwt.verify(verifier(key, algorithm))) {
                throw new Refused(Reason.SIGNATURE);
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | IllegalArgumentException e) {
            throw new Refused(Reason.FORM);
        } catch (JOSEException e) {
            throw new Refused(Reason.SIGNATURE);
        }
    }

    private static JWSVerifier verifier(JWK key, JWSAlgorithm algorithm) throws Refused, JOSEException {
        boolean forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean forThis = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        if (!forSignatures || !forThis) {
            throw new Refused(Reason.KEY);
        }
        if (key instanceof RSAKey rsa && !JWSAlgorithm.Family.EC.contains(algorithm)) {
            if (rsa.size() < SMALLEST_RSA) {
                throw new Refused(Reason.SMALL_KEY);
            }
            return new RSASSAVerifier(rsa.toRSAPublicKey());
        }
        if (key instanceof ECKey curve && JWSAlgorithm.Family.EC.contains(algorithm)) {
            return new ECDSAVerifier(curve.toECPublicKey());
        }
        throw new Refused(Reason.KEY);
    }

    private void expected(JWTClaimsSet claims, boolean isIdToken) throws Refused, ParseException {
        if (!settings.issuer().equals(claims.getIssuer())) {
            throw new Refused(Reason.ISSUER);
        }
        List<String> audience = claims.getAudience();
        if (!audience.contains(settings.clientId())) {
            throw new Refused(Reason.AUDIENCE);
        }
        String party = claims.getStringClaim("azp");
        if (party == null ? audience.size() > 1 : !party.equals(settings.clientId())) {
            throw new Refused(Reason.PARTY);
        }
        Instant now = clock.instant();
        Instant early = now.plus(settings.skew());
        Instant late = now.minus(settings.skew());
        Date expires = claims.getExpirationTime();
        if (expires == null ? isIdToken : !expires.toInstant().isAfter(late)) {
            throw new Refused(Reason.EXPIRED);
        }
        Date begins = claims.getNotBeforeTime();
        Date given = claims.getIssueTime();
        if (given == null
                || given.toInstant().isAfter(early)
                || (begins != null && begins.toInstant().isAfter(early))) {
            throw new Refused(Reason.NOT_YET);
        }
        if (given.toInstant().plus(settings.maxLife()).isBefore(late)) {
            throw new Refused(Reason.TOO_OLD);
        }
    }

    private static Optional<String> subject(JWTClaimsSet claims) throws Refused {
        String subject = claims.getSubject();
        if (subject == null) {
            return Optional.empty();
        }
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw new Refused(Reason.SUBJECT);
        }
        return Optional.of(subject);
    }

    private static Optional<String> session(JWTClaimsSet claims) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim("sid"))
                .filter(sid -> !sid.isBlank() && sid.length() <= LONGEST_SUBJECT);
    }

    private boolean secondStep(JWTClaimsSet claims) throws ParseException {
        String context = claims.getStringClaim("acr");
        List<String> methods = claims.getStringListClaim("amr");
        return (context != null && settings.acr().contains(context))
                || (methods != null && methods.stream().anyMatch(settings.amr()::contains));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
