package org.teshema.rest;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers that are more than a body. */
public final class Answers {
    private Answers() {}

    /** 201: this was made, and is found at that path, such as {@code /api/v1/batches/12}. */
    public static Response created(String path, Object body) {
        return Response.created(URI.create(path)).entity(body).build();
    }

    /** 303: see that page; the answer to a form. */
    public static Response see(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
