/** What a set costs a scan: mothers with many children beside devices that stand alone, in one server and one run. */
package org.teshema.bench.family;
