package org.teshema.engine.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.teshema.api.text.Text;
import org.teshema.engine.oidc.Refused.Reason;

/** A provider for tests, in the place of the network: redeems each code once, for whoever knows the verifier. */
final class FakeProvider implements Web {
    static final String ISSUER = "https://id.example.cn/realms/city";
    static final String CLIENT = "teshema";
    static final RSAKey KEY = rsa("one", 2048);
    private static final RSAKey ANOTHER = rsa("another", 2048);

    private final Supplier<Instant> now;
    private final Map<String, Grant> grants = new HashMap<>();

    /** Its keys, of which the first signs. */
    List<JWK> keys = new ArrayList<>(List.of(KEY));

    /** What it says of itself. */
    String description = description(ISSUER);

    /** What it answers instead of a token answer; empty for a right one. */
    String tokenAnswer = "";

    /** Why it does not answer at all. */
    Reason down;

    /** The forms and headers that came for a token. */
    final List<Map<String, String>> redeemed = new ArrayList<>();

    final List<String> authorisations = new ArrayList<>();

    /** How often each address was asked for. */
    final Map<String, Integer> asked = new HashMap<>();

    private record Grant(String challenge, String token) {}

    FakeProvider(Supplier<Instant> now) {
        this.now = now;
    }

    static OidcSettings settings() {
        return new OidcSettings(
                ISSUER,
                CLIENT,
                "a secret of ours",
                "https://tsm.example.cn",
                "openid",
                new Text("统一身份认证登录", "Log in by single sign-on"),
                Set.of("RS256", "ES256"),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Set.of("gold"),
                Set.of("otp"),
                false);
    }

    static String description(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"" + ISSUER + "/auth\",\"token_endpoint\":\""
                + ISSUER + "/token\",\"jwks_uri\":\"" + ISSUER + "/keys\",\"end_session_endpoint\":\"" + ISSUER
                + "/logout\",\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}";
    }

    @Override
    public String get(URI from) throws Refused {
        asked.merge(from.toString(), 1, Integer::sum);
        if (down != null) {
            throw new Refused(down);
        }
        return from.toString().endsWith("/keys") ? new JWKSet(keys).toString() : description;
    }

    @Override
    public String post(URI to, Map<String, String> form, String authorization) throws Refused {
        redeemed.add(form);
        authorisations.add(authorization);
        if (!tokenAnswer.isEmpty()) {
            return tokenAnswer;
        }
        Grant grant = grants.remove(form.get("code"));
        if (grant == null || !grant.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
            throw new Refused(Reason.STATUS);
        }
        return "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"" + grant.token() + "\"}";
    }

    /** A code for whoever was sent with that challenge, worth that token. */
    String code(String challenge, String token) {
        String code = "code-" + grants.size() + redeemed.size();
        grants.put(code, new Grant(challenge, token));
        return code;
    }

    /** What a right ID token says. */
    JWTClaimsSet.Builder claims(String subject, String nonce) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject(subject)
                .claim("nonce", nonce)
                .claim("sid", "session-of-" + subject)
                .issueTime(Date.from(now.get()))
                .expirationTime(Date.from(now.get().plusSeconds(300)));
    }

    /** What a right logout token says. */
    JWTClaimsSet.Builder logout(String id) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .jwtID(id)
                .issueTime(Date.from(now.get()))
                .expirationTime(Date.from(now.get().plusSeconds(120)))
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, JWSAlgorithm.RS256, KEY);
    }

    static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, JWK key) {
        return signed(
                claims,
                new JWSHeader.Builder(algorithm)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                key);
    }

    static String signed(JWTClaimsSet.Builder claims, JWSHeader header, JWK key) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner((ECKey) key);
            var token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key that is not the provider's, under that name; always the same, since finding two primes takes seconds in a test. */
    static RSAKey another(String id) {
        return new RSAKey.Builder(ANOTHER).keyID(id).build();
    }

    static RSAKey rsa(String id, int bits) {
        KeyPair pair = pair("RSA", bits);
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .build();
    }

    static ECKey curve(String id) {
        KeyPair pair = pair("EC", 256);
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyID(id)
                .build();
    }

    private static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
