package org.teshema.engine.oidc;

import java.net.URI;
import java.util.Map;

/** The way to the provider. */
interface Web {
    /** Most bytes an answer may have. */
    int MOST_BYTES = 256 * 1024;

    /** An answer of status 200 to a GET. */
    String get(URI from) throws Refused;

    /**
     * An answer of status 200 to a POST of a form.
     *
     * @param authorization the header of that name; empty for none
     */
    String post(URI to, Map<String, String> form, String authorization) throws Refused;
}
