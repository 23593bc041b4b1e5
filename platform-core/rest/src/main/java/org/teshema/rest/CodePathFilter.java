package org.teshema.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Leads a scan under the path of the printed prefix to the resource that answers scans; what it answers links to the path asked for. */
@Provider
@PreMatching
final class CodePathFilter implements ContainerRequestFilter {
    private final CodePath codes;

    @Context
    private HttpServletRequest asked;

    CodePathFilter(CodePath codes) {
        this.codes = codes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = asked.getRequestURI();
        if (!path.startsWith(CodePath.USUAL)) {
            codes.text(path).ifPresent(text -> request.setRequestUri(URI.create(CodePath.USUAL + text)));
        }
    }
}
