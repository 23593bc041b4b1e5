/**
 * Official papers 文书: an entry whose kind is one, printed as a PDF with the device's code for whoever may see the entry.
 */
package org.teshema.engine.paper;
