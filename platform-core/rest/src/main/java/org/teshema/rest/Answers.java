package org.teshema.rest;

import jakarta.ws.rs.core.Response;

/** Answers that are more than a body. */
public final class Answers {
    private Answers() {}

    /** 201: this was made, and is found at that path, such as {@code /api/v1/batches/12}. */
    public static Response created(String path, Object body) {
        // A string: JAX-RS would make a URI absolute with a host of its own choice, where the client's cookie does not
        // reach.
        return Response.status(Response.Status.CREATED)
                .header("Location", path)
                .entity(body)
                .build();
    }

    /** 303: see that page; the answer to a form. */
    public static Response see(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", path)
                .build();
    }
}
