/** A scan desk for benchmarks that run the engine without a container. */
package org.teshema.engine.scan;
