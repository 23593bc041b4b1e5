/**
 * How soon a plugin that is dropped into the running platform answers scans, and what that does to everybody else. The
 * forklift plugin comes and is swapped under people who scan without pause; no scan may fail, and no other bundle may be
 * touched.
 */
package org.teshema.bench.hot;
