package org.teshema.bench.scan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.teshema.rest.RestResource;

/** The peer: an answer of a scan as a constant, written as JSON for each request like every resource's. Thread-safe. */
@Path("/bench/constant")
@Produces("application/json")
public final class ConstantResource implements RestResource {
    /** The system property that names the file the constant is read from, once. */
    static final String FILE = "teshema.bench.constant";

    private volatile Map<?, ?> constant;

    /** The constant. */
    @GET
    public Response get() {
        Map<?, ?> answer = constant;
        if (answer == null) {
            answer = read();
            constant = answer;
        }
        return Response.ok(answer).build();
    }

    private static Map<?, ?> read() {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readValue(Files.readAllBytes(java.nio.file.Path.of(System.getProperty(FILE))), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
