package org.teshema.rest.ops;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes in each request which operation it reached, under the name that the contract calls it by. */
@Provider
public final class OperationName implements ContainerRequestFilter {
    private final Map<Method, String> names = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        request.setAttribute(Meters.OPERATION, names.computeIfAbsent(resource.getResourceMethod(), OperationName::of));
    }

    /** The {@code operationId} of a resource method: {@code BatchesResource.order} is {@code batches.order}. */
    public static String of(Method method) {
        String name = method.getDeclaringClass().getSimpleName().replaceFirst("Resource$", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "." + method.getName();
    }
}
