/**
 * What plugins that come, go and misbehave cost everybody else, in four parts. A plugin is dropped into a folder and swapped there; a
 * scene app comes, is updated and goes as a signed release, over and over; one plugin after the other of the fault gallery misbehaves in
 * one district while other districts are scanned; and scans are asked with the guard and without it.
 */
package org.teshema.bench.hot;
