/**
 * The platform's one HTTP face. A single servlet holds a single JAX-RS server, built once when the platform starts; resources are
 * handed to it as objects and stay. CXF, Jackson and Micrometer live inside this bundle and nobody outside sees them.
 */
package org.teshema.rest;
