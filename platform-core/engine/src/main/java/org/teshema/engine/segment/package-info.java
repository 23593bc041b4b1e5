/**
 * The segments 登记单元 of registration units: rows of one table per device, each with an archive of its own. A table comes in
 * whole or not at all, as a spreadsheet in the layout it goes out in; what changed becomes entries, what is gone is ended, what
 * is the same is left alone. Which devices have segments, and what a row holds, their category's plugin says.
 */
package org.teshema.engine.segment;
