package org.teshema.engine.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.engine.oidc.Refused.Reason;

/**
 * What a provider says of itself.
 *
 * @param authorisation where a browser is sent
 * @param token where a code is changed into a token
 * @param keys where its keys are
 * @param logOut where a browser logs out of it, where it has such a place
 */
record Endpoints(URI authorisation, URI token, URI keys, Optional<URI> logOut) {
    /** Reads the answer to a discovery; one that describes another provider, or insecure places, is refused. */
    static Endpoints parse(String json, String issuer) throws Refused {
        try {
            Map<String, Object> said = JSONObjectUtils.parse(json);
            if (!issuer.equals(JSONObjectUtils.getString(said, "issuer"))) {
                throw new Refused(Reason.OTHER_PROVIDER);
            }
            List<String> challenges = JSONObjectUtils.getStringList(said, "code_challenge_methods_supported");
            if (challenges != null && !challenges.contains("S256")) {
                throw new Refused(Reason.NO_PKCE);
            }
            String logOut = JSONObjectUtils.getString(said, "end_session_endpoint");
            return new Endpoints(
                    place(JSONObjectUtils.getString(said, "authorization_endpoint")),
                    place(JSONObjectUtils.getString(said, "token_endpoint")),
                    place(JSONObjectUtils.getString(said, "jwks_uri")),
                    logOut == null ? Optional.empty() : Optional.of(place(logOut)));
        } catch (ParseException e) {
            throw new Refused(Reason.FORM);
        }
    }

    private static URI place(String address) throws Refused {
        if (address == null) {
            throw new Refused(Reason.FORM);
        }
        if (!OidcSettings.isSecure(address)) {
            throw new Refused(Reason.NOT_SECURE);
        }
        return URI.create(address);
    }
}
