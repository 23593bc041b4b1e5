/**
 * The built distribution as a process, and clients that scan. Benchmarks measure what an operator would start: nothing of
 * the platform runs inside the benchmark's own process. What a benchmark needs beside the platform's own resources is put
 * into its private copy and nowhere else.
 */
package org.teshema.bench.running;
