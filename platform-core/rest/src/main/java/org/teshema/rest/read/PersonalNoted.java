package org.teshema.rest.read;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Notes in each request whether what it reaches is {@link Personal}. */
@Provider
public final class PersonalNoted implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Personal personal = resource.getResourceMethod().getAnnotation(Personal.class);
        if (personal != null) {
            Reads.mark(request, request.getRequestURI(), personal.accounts());
        }
    }
}
