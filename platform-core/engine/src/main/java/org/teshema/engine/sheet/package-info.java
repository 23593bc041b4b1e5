/**
 * How tables leave the platform: {@link org.teshema.engine.sheet.SheetWriter} writes rows as they come, as comma-separated text or
 * as a workbook, and keeps none. No text that leaves becomes a formula in the spreadsheet program of whoever opens it.
 */
package org.teshema.engine.sheet;
