/** A way past the gate for benchmarks that run the engine without a container. */
package org.teshema.engine.gate;
