package org.teshema.rest;

/**
 * Marks a JAX-RS resource of the platform. An implementation is a final class with {@code @Path}, thread-safe, registered as a component
 * under this type; {@link Hub} serves it from start to stop.
 */
public interface RestResource {}
