package org.teshema.rest.json;

import com.fasterxml.jackson.jakarta.rs.cfg.JakartaRSFeature;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;

/** Reads and writes {@code application/json} as {@link Json} says. */
@Provider
@Consumes("application/json")
@Produces("application/json")
public final class JsonFace extends JacksonJsonProvider {
    /** The platform's JSON. */
    public JsonFace() {
        super(Json.MAPPER);
        disable(JakartaRSFeature.ALLOW_EMPTY_INPUT);
    }
}
