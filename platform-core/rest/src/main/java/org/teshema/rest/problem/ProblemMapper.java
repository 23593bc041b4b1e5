package org.teshema.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** Turns whatever a resource, a filter or JAX-RS itself throws into problem details. */
@Provider
public class ProblemMapper<T extends Throwable> implements ExceptionMapper<T> {
    private final ProblemFace face;

    /** Answers in that form. */
    public ProblemMapper(ProblemFace face) {
        this.face = face;
    }

    /** The same for what JAX-RS throws: a type of its own, since CXF brings a mapper for it and the closest one wins. */
    @Provider
    public static final class OfJaxRs extends ProblemMapper<WebApplicationException> {
        /** Answers in that form. */
        public OfJaxRs(ProblemFace face) {
            super(face);
        }
    }

    /** The same for everything else. */
    @Provider
    public static final class OfAll extends ProblemMapper<Throwable> {
        /** Answers in that form. */
        public OfAll(ProblemFace face) {
            super(face);
        }
    }

    @Override
    public final Response toResponse(T thrown) {
        if (thrown instanceof WebApplicationException e && e.getResponse().getStatus() < 400) {
            return e.getResponse();
        }
        HttpServletRequest request =
                (HttpServletRequest) JAXRSUtils.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        if (request == null) {
            // The client went while its answer was being written: nobody reads this one.
            return Response.serverError().build();
        }
        Response answer = face.render(thrown, request).toResponse();
        if (thrown instanceof WebApplicationException e && e.getResponse().getHeaderString("Allow") != null) {
            answer.getHeaders().putSingle("Allow", e.getResponse().getHeaderString("Allow"));
        }
        return answer;
    }
}
