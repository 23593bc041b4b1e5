package org.teshema.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * An answer that is ready to be sent, through JAX-RS or past it.
 *
 * @param status HTTP status
 * @param headers all headers that belong to it, {@code Content-Type} too where there is a body
 * @param body the bytes; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // written once to the wire, never compared
public record Reply(int status, Map<String, String> headers, byte[] body) {
    /** A reply whose body is not copied: nobody changes it afterwards. */
    public Reply {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /** As JAX-RS sends it. */
    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach(response::header);
        if (body.length > 0) {
            response.entity(body);
        }
        return response.build();
    }

    /** Sends it at once. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
