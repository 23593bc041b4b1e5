package org.teshema.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.teshema.rest.auth.SameOrigin;

/**
 * Lets a page of ours, and no page of anybody else, send a form or change something with our cookie, whoever is logged in. The one place
 * for it: no resource asks again. A program says with each request who it is, which no page elsewhere can make a browser do.
 */
@Provider
final class OwnPages implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest asked;

    @Override
    public void filter(ContainerRequestContext request) {
        if (SameOrigin.isSafe(request.getMethod())) {
            return;
        }
        Method method = resource.getResourceMethod();
        if (asked.getHeader("Authorization") == null
                && (takesForms(method) || Call.cookie(asked, Call.COOKIE).isPresent())
                && !method.isAnnotationPresent(NoBrowser.class)) {
            SameOrigin.check(asked);
        }
    }

    /** By what the method takes, and not by what the request says it is: a browser can be made to send a body of no type. */
    private static boolean takesForms(Method method) {
        Consumes taken = method.getAnnotation(Consumes.class);
        return taken != null
                && Arrays.stream(taken.value())
                        .anyMatch(type -> type.equals(MediaType.APPLICATION_FORM_URLENCODED)
                                || type.equals(MediaType.MULTIPART_FORM_DATA));
    }
}
