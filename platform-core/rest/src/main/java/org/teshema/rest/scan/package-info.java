/**
 * One resource, three faces: whoever opens the address in a code gets a page, a program JSON, a resolver a linkset (RFC 9264). The status
 * says what the code is worth: 200 only for a code in its normal life, 410 for one that is over, 404 for one that is nobody's or forged,
 * 400 for what is not a code, 503 when the register cannot be read. The answer itself comes from the scan desk and is only written down
 * here.
 */
package org.teshema.rest.scan;
