/**
 * The platform's one HTTP face. A single servlet, {@link org.teshema.rest.Hub}, stays from the start to the end and holds one JAX-RS
 * server, built when all resources are there and anew only when a change of settings replaces them; plugins come and go behind a resource of
 * our own and never touch it. CXF, Jackson and Micrometer live inside this bundle and nobody outside sees them.
 *
 * <p>How a resource is made: a final class with {@code @Path} that implements {@link org.teshema.rest.RestResource}, registered with
 * {@code @Component(service = RestResource.class)}, its services in the {@code @Activate} constructor. A method is path and parameters and
 * one call of the engine: it takes {@code @Context Call call} and asks it for the actor, the language, the page or the write request, takes
 * its body as a record, and returns a record or a {@link jakarta.ws.rs.core.Response}. It catches nothing: whatever is thrown becomes a
 * problem. A required component of a request record is a plain type, one that may be missing an {@link java.util.Optional}. After adding a
 * resource raise {@link org.teshema.rest.Hub#RESOURCES}. {@link org.teshema.rest.ops.HealthResource} is the smallest example.
 */
package org.teshema.rest;
