/**
 * How lists come in pages. A page goes on after the id of the last row seen, so a row that arrives meanwhile neither shifts
 * nor doubles anything and the thousandth page costs what the first did. The cursor between two pages is opaque to the
 * asker.
 */
package org.teshema.engine.page;
