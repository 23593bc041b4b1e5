/**
 * The first start of a platform, and the demonstration city. A platform always begins with the city bureau, the 18 receiving
 * units and one administrator; for trying it out and for benchmarks a whole city is generated besides, the same from the
 * same seed, format-valid and spread as the published statistics say. The generated city obeys every rule of a real one.
 */
package org.teshema.engine.demo;
